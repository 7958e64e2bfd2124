/* Reading a row source, whatever it is. */
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "rows/file_source.h"

static hl_status check_names(const hl_row_source *source, hl_error *err)
{
    for (size_t i = 0; i < source->column_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(source->columns[i], source->columns[j]) == 0)
                return hl_error_set(err, HL_USAGE, "%s: two columns have the name '%.200s'",
                                    source->name, source->columns[i]);
    return HL_OK;
}

/* The reader of files has looked at the names, and at the texts of its rows. */
static bool is_file(const hl_row_source *source)
{
    return source->next == hl_rows__file_next;
}

hl_status hl_rows_check(const hl_row_source *source, hl_error *err)
{
    if (source->version != HL_ROW_SOURCE_VERSION)
        return hl_error_set(err, HL_USAGE,
                            "a row source of version %u; this library reads version %d",
                            (unsigned)source->version, HL_ROW_SOURCE_VERSION);
    if (source->name == NULL || source->next == NULL)
        return hl_error_set(err, HL_USAGE, "a row source needs a name and next");
    return is_file(source) ? HL_OK : check_names(source, err);
}

int hl_rows_column(const hl_row_source *source, const char *name)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (strcmp(source->columns[i], name) == 0)
            return (int)i;
    return -1;
}

hl_status hl_rows_want(hl_row_source *source, const char *name, int *column, hl_error *err)
{
    *column = hl_rows_column(source, name);
    if (*column >= 0 || source->want == NULL)
        return HL_OK;
    hl_status status = source->want(source->context, name, err);
    if (status == HL_OK)
        *column = hl_rows_column(source, name);
    return status;
}

hl_status hl_rows_no_column(const hl_row_source *source, const char *name, hl_error *err)
{
    hl_text list = {0};
    for (size_t i = 0; i < source->column_count; i++)
        hl_base__text_addf(&list, "%s%s", i > 0 ? ", " : "", source->columns[i]);
    hl_status status = hl_base__text_status(&list, err);
    if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED, "%s: there is no column '%s'; columns: %.700s",
                              source->name, name, hl_base__text_string(&list));
    hl_base__text_free(&list);
    return status;
}

static const char *problem_of(const hl_field *field)
{
    if (field->data == NULL)
        return "a field without a text";
    if (hl_base__utf8_invalid_at(field->data, field->length) < field->length)
        return "invalid UTF-8";
    return memchr(field->data, '\0', field->length) != NULL ? "NUL byte in the text" : NULL;
}

static void check_row(const hl_row_source *source, hl_row *row)
{
    for (size_t i = 0; row->problem == NULL && i < source->column_count; i++)
        row->problem = problem_of(&row->fields[i]);
}

hl_status hl_rows_next(hl_row_source *source, hl_row *row, bool *got, hl_error *err)
{
    hl_status status = source->next(source->context, row, got, err);
    if (status == HL_OK && *got && !is_file(source))
        check_row(source, row);
    return status;
}

void hl_rows_progress(const hl_row_source *source, int64_t *done, int64_t *total)
{
    *done = 0;
    *total = 0;
    if (source->progress != NULL)
        source->progress(source->context, done, total);
}

void hl_rows_close(hl_row_source *source)
{
    if (source != NULL && source->close != NULL)
        source->close(source->context);
}
