/* Rows that are in memory as a row source. */
#include <stdlib.h>

#include "hookline/rows.h"

typedef struct memory_source {
    hl_row_source source;
    const char *const *cells; /* or NULL: fields */
    const hl_field *fields;
    hl_field *row; /* the cells of one row as fields */
    size_t row_count;
    size_t at;
} memory_source;

static const hl_field *row_of_cells(const memory_source *m)
{
    size_t columns = m->source.column_count;
    for (size_t i = 0; i < columns; i++)
        m->row[i] = hl_field_untyped(m->cells[m->at * columns + i]);
    return m->row;
}

static hl_status next(void *context, hl_row *row, bool *got, hl_error *err)
{
    (void)err;
    memory_source *m = context;
    *got = m->at < m->row_count;
    if (!*got)
        return HL_OK;
    *row = (hl_row){.line = (int64_t)m->at + 1};
    row->fields = m->cells != NULL ? row_of_cells(m) : m->fields + m->at * m->source.column_count;
    m->at++;
    return HL_OK;
}

static void progress(void *context, int64_t *done, int64_t *total)
{
    const memory_source *m = context;
    *done = (int64_t)m->at;
    *total = (int64_t)m->row_count;
}

static void close_memory(void *context)
{
    memory_source *m = context;
    free(m->row);
    free(m);
}

static hl_status check_counts(const memory_source *m, size_t column_count, hl_error *err)
{
    if (m->row_count == 0 || column_count == 0)
        return HL_OK;
    if (column_count > SIZE_MAX / sizeof(hl_field) / m->row_count)
        return hl_error_set(err, HL_USAGE, "memory: %zu rows of %zu columns cannot be",
                            m->row_count, column_count);
    return m->cells != NULL || m->fields != NULL
               ? HL_OK
               : hl_error_set(err, HL_USAGE,
                              "memory: there are no cells where %zu rows are said "
                              "to be",
                              m->row_count);
}

static hl_status open_memory(const memory_source *from, const char *const *columns,
                             size_t column_count, hl_row_source **out, hl_error *err)
{
    *out = NULL;
    hl_status status = check_counts(from, column_count, err);
    if (status != HL_OK)
        return status;
    memory_source *m = calloc(1, sizeof *m);
    if (m == NULL)
        return hl_error_memory(err);
    *m = *from;
    m->source = (hl_row_source){.version = HL_ROW_SOURCE_VERSION,
                                .name = "memory",
                                .columns = columns,
                                .column_count = column_count,
                                .context = m,
                                .next = next,
                                .progress = progress,
                                .close = close_memory};
    status = hl_rows_check(&m->source, err);
    if (status == HL_OK && (m->row = calloc(column_count + 1, sizeof *m->row)) == NULL)
        status = hl_error_memory(err);
    if (status == HL_OK)
        *out = &m->source;
    else
        close_memory(m);
    return status;
}

hl_status hl_rows_from_memory(const char *const *columns, size_t column_count,
                              const char *const *cells, size_t row_count, hl_row_source **out,
                              hl_error *err)
{
    return open_memory(&(memory_source){.cells = cells, .row_count = row_count}, columns,
                       column_count, out, err);
}

hl_status hl_rows_from_fields(const char *const *columns, size_t column_count,
                              const hl_field *fields, size_t row_count, hl_row_source **out,
                              hl_error *err)
{
    return open_memory(&(memory_source){.fields = fields, .row_count = row_count}, columns,
                       column_count, out, err);
}
