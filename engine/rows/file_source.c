/* A CSV or NDJSON file as a row source. */
#include "rows/file_source.h"

#include <stdlib.h>
#include <string.h>

#include "rows/rows.h"

typedef struct file_source {
    hl_row_source source;
    hl_rows *rows;
    const char **columns;
    char *name;
    hl_rows_use *uses; /* by column; NULL: all are used */
    hl_rows_options options;
    char *encoding; /* its */
    char decimal;
} file_source;

hl_status hl_rows__file_next(void *context, hl_row *row, bool *got, hl_error *err)
{
    const file_source *f = context;
    *got = hl_rows__next(f->rows, row);
    return *got ? HL_OK : hl_rows__status(f->rows, err);
}

static hl_status list_columns(file_source *f, hl_error *err)
{
    size_t count = hl_rows__column_count(f->rows);
    const char **columns = realloc((void *)f->columns, (count + 1) * sizeof *columns);
    if (columns == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++)
        columns[i] = hl_rows__column_name(f->rows, i);
    f->columns = columns;
    f->source.columns = columns;
    f->source.column_count = count;
    return HL_OK;
}

hl_rows *hl_rows__of_file(const hl_row_source *source)
{
    return source->next == hl_rows__file_next ? ((const file_source *)source->context)->rows : NULL;
}

hl_status hl_rows_only(hl_row_source *source, const int *columns, size_t count, hl_error *err)
{
    if (source->next != hl_rows__file_next)
        return HL_OK;
    file_source *f = source->context;
    hl_rows_use *uses = realloc(f->uses, (source->column_count + 1) * sizeof *uses);
    if (uses == NULL)
        return hl_error_memory(err);
    f->uses = uses;
    for (size_t i = 0; i < source->column_count; i++)
        f->uses[i] = HL_ROWS_UNUSED;
    for (size_t i = 0; i < count; i++)
        if (columns[i] >= 0)
            f->uses[columns[i]] = HL_ROWS_TEXT;
    hl_rows__use(f->rows, f->uses, source->column_count);
    return HL_OK;
}

void hl_rows_tell(const hl_row_source *source, hl_problems *problems)
{
    const hl_rows *rows = hl_rows__of_file(source);
    if (rows != NULL)
        hl_rows__tell(rows, problems);
}

static hl_status want(void *context, const char *name, hl_error *err)
{
    file_source *f = context;
    hl_status status = hl_rows__add_column(f->rows, name, strlen(name), err);
    return status == HL_OK ? list_columns(f, err) : status;
}

hl_status hl_rows_want_all(hl_row_source *source, bool all_matter, hl_error *err)
{
    if (source->next != hl_rows__file_next)
        return HL_OK;
    file_source *f = source->context;
    hl_status status = hl_rows__add_all_keys(f->rows, all_matter, err);
    return status == HL_OK ? list_columns(f, err) : status;
}

static void progress(void *context, int64_t *done, int64_t *total)
{
    const file_source *f = context;
    hl_rows__progress(f->rows, done, total);
}

static void close_file(void *context)
{
    file_source *f = context;
    hl_error said_by_next = HL_ERROR_INIT;
    hl_status status = hl_rows__close(f->rows, &said_by_next);
    (void)status;
    free((void *)f->columns);
    free(f->name);
    free(f->uses);
    free(f->encoding);
    free(f);
}

static hl_status fill(file_source *f, hl_rows_options *options, const char *path, hl_error *err)
{
    f->name = malloc(strlen(path) + 1);
    if (f->name == NULL)
        return hl_error_memory(err);
    memcpy(f->name, path, strlen(path) + 1);
    options->path = f->name;
    if (options->encoding != NULL) {
        size_t size = strlen(options->encoding) + 1;
        f->encoding = malloc(size);
        if (f->encoding == NULL)
            return hl_error_memory(err);
        options->encoding = memcpy(f->encoding, options->encoding, size);
    }
    f->options = *options;
    hl_status status = hl_rows__open(options, &f->rows, err);
    if (status != HL_OK)
        return status;
    f->source = (hl_row_source){.version = HL_ROW_SOURCE_VERSION,
                                .name = f->name,
                                .context = f,
                                .next = hl_rows__file_next,
                                .want = hl_rows__is_json(f->rows) ? want : NULL,
                                .progress = progress,
                                .close = close_file};
    return list_columns(f, err);
}

static hl_status open_source(hl_rows_options *options, const char *path,
                             const hl_rows_file_options *how, hl_row_source **out, hl_error *err)
{
    file_source *f = calloc(1, sizeof *f);
    *out = NULL;
    if (f == NULL)
        return hl_error_memory(err);
    if (how != NULL) {
        options->format = how->format;
        options->delimiter = how->delimiter;
        options->check_nested = how->check_nested;
        options->encoding = how->encoding;
        options->skip_lines = how->skip_lines;
        f->decimal = how->decimal;
    }
    hl_status status = fill(f, options, path, err);
    if (status == HL_OK)
        *out = &f->source;
    else
        close_file(f);
    return status;
}

hl_status hl_rows_open_file(const char *path, const hl_rows_file_options *options,
                            hl_row_source **out, hl_error *err)
{
    return open_source(&(hl_rows_options){0}, path, options, out, err);
}

hl_status hl_rows_open_text(const char *name, const char *text, size_t length,
                            const hl_rows_file_options *options, hl_row_source **out, hl_error *err)
{
    return open_source(&(hl_rows_options){.text = text, .length = length}, name, options, out, err);
}

char hl_rows__decimal(const hl_row_source *source)
{
    return source->next == hl_rows__file_next ? ((const file_source *)source->context)->decimal
                                              : '\0';
}

hl_status hl_rows__open_again(const hl_row_source *source, hl_row_source **out, hl_error *err)
{
    const file_source *f = source->context;
    *out = NULL;
    if (source->next != hl_rows__file_next ||
        (f->options.text == NULL && !hl_rows__is_lasting(f->name)))
        return HL_OK;
    hl_rows_options options = f->options;
    return open_source(&options, f->name, NULL, out, err);
}
