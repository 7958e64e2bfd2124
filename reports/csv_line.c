#include "reports/csv_line.h"

#include <string.h>

void hl_reports__csv_field(hl_text *out, const char *value)
{
    if (value[strcspn(value, ",\"\r\n")] == '\0') {
        hl_base__text_add(out, value);
        return;
    }
    hl_base__text_add_char(out, '"');
    for (size_t length; (length = strcspn(value, "\"")), value[length] != '\0';
         value += length + 1) {
        hl_base__text_add_bytes(out, value, length + 1);
        hl_base__text_add_char(out, '"');
    }
    hl_base__text_add(out, value);
    hl_base__text_add_char(out, '"');
}

void hl_reports__csv_line(hl_text *out, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            hl_base__text_add_char(out, ',');
        hl_reports__csv_field(out, values[i]);
    }
    hl_base__text_add_char(out, '\n');
}
