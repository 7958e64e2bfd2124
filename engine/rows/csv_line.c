#include "rows/csv_line.h"

#include <string.h>

static bool needs_quotes(const hl_field *field)
{
    for (size_t i = 0; i < field->length; i++)
        if (strchr(",\"\r\n", field->data[i]) != NULL)
            return true;
    return field->length == 0 && field->kind == HL_FIELD_TEXT;
}

static void add_field(const hl_field *field, hl_text *out)
{
    if (field->data == NULL)
        return;
    if (!needs_quotes(field)) {
        hl_base__text_add_bytes(out, field->data, field->length);
        return;
    }
    hl_base__text_add_char(out, '"');
    for (size_t i = 0; i < field->length; i++) {
        if (field->data[i] == '"')
            hl_base__text_add_char(out, '"');
        hl_base__text_add_char(out, field->data[i]);
    }
    hl_base__text_add_char(out, '"');
}

void hl_rows__csv_line(const hl_row *row, size_t column_count, hl_text *out)
{
    for (size_t i = 0; row->fields != NULL && i < column_count; i++) {
        if (i > 0)
            hl_base__text_add_char(out, ',');
        add_field(&row->fields[i], out);
    }
}
