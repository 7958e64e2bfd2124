/* Reading a row source, whatever it is. */
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "rows/file_source.h"

static hl_status check_names(const hl_row_source *source, hl_error *err)
{
    if (source->columns == NULL && source->column_count > 0)
        return hl_error_set(err, HL_USAGE, "%s: there are no columns where %zu are said to be",
                            source->name, source->column_count);
    for (size_t i = 0; i < source->column_count; i++) {
        const char *name = source->columns[i];
        if (name == NULL || hl_base__utf8_invalid_at(name, strlen(name)) < strlen(name))
            return hl_error_set(err, HL_USAGE, "%s: the name of column %zu is %s", source->name,
                                i + 1, name == NULL ? "missing" : "not UTF-8");
        for (size_t j = 0; j < i; j++)
            if (strcmp(name, source->columns[j]) == 0)
                return hl_error_set(err, HL_USAGE, "%s: two columns have the name '%.200s'",
                                    source->name, name);
    }
    return HL_OK;
}

/* The reader of files has looked at the names, and at the texts of its rows. */
static bool is_file(const hl_row_source *source)
{
    return source->next == hl_rows__file_next;
}

hl_status hl_rows_check(const hl_row_source *source, hl_error *err)
{
    if (source == NULL)
        return hl_error_set(err, HL_USAGE, "there is no row source");
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

/* What a function of the source came to, as a status that says why. */
static hl_status came_to(const hl_row_source *source, hl_status status, hl_error *err)
{
    if (status == HL_OK)
        return HL_OK;
    if ((unsigned)status > HL_REJECTED)
        status = HL_FAILED;
    return hl_error_set(err, status, "%s: the source broke and does not say why", source->name);
}

hl_status hl_rows_want(hl_row_source *source, const char *name, int *column, hl_error *err)
{
    *column = hl_rows_column(source, name);
    if (*column >= 0 || source->want == NULL)
        return HL_OK;
    hl_status status = came_to(source, source->want(source->context, name, err), err);
    if (status == HL_OK)
        status = hl_rows_check(source, err);
    if (status == HL_OK)
        *column = hl_rows_column(source, name);
    return status;
}

hl_status hl_rows_no_column(const hl_row_source *source, const char *name, hl_error *err)
{
    hl_text list = {0};
    for (size_t i = 0; i < source->column_count; i++)
        hl_base__text_addf(&list, "%s%s", i > 0 ? ", " : "", source->columns[i]);
    const hl_rows *file = hl_rows__of_file(source);
    hl_status status = hl_base__text_status(&list, err);
    if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED, "%s: there is no column '%s'; columns: %.700s%s",
                              source->name, name, hl_base__text_string(&list),
                              file == NULL ? "" : hl_rows__hint(file));
    hl_base__text_free(&list);
    return status;
}

static const char *problem_of(const hl_field *field)
{
    if ((unsigned)field->kind > HL_FIELD_JSON)
        return "a field of an unknown kind";
    if (field->data == NULL)
        return "a field without a text";
    if (field->length > 0 && field->kind <= HL_FIELD_NULL)
        return "a text in a field that is said to be absent";
    if (hl_base__utf8_invalid_at(field->data, field->length) < field->length)
        return "invalid UTF-8";
    return memchr(field->data, '\0', field->length) != NULL ? "NUL byte in the text" : NULL;
}

/* What is not one line of UTF-8 is shown nowhere; there is no room to mend it in. */
static const char *readable_problem(const char *problem)
{
    size_t length = strlen(problem);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)problem[i] < ' ')
            return "a problem whose text is not one line of UTF-8";
    return hl_base__utf8_invalid_at(problem, length) < length
               ? "a problem whose text is not one line of UTF-8"
               : problem;
}

static void check_row(const hl_row_source *source, hl_row *row)
{
    if (row->problem != NULL) {
        row->problem = readable_problem(row->problem);
        row->fields = NULL; /* as was promised, nobody reads them */
    } else if (row->fields == NULL) {
        row->problem = source->column_count > 0 ? "a row without fields" : NULL;
    } else {
        for (size_t i = 0; row->problem == NULL && i < source->column_count; i++)
            row->problem = problem_of(&row->fields[i]);
    }
}

hl_status hl_rows_next(hl_row_source *source, hl_row *row, bool *got, hl_error *err)
{
    if (is_file(source))
        return source->next(source->context, row, got, err);
    *row = (hl_row){0};
    *got = false;
    hl_status status = came_to(source, source->next(source->context, row, got, err), err);
    if (status == HL_OK && *got)
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
