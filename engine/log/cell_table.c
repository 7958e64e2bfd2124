#include "log/cell_table.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "log/cell_codec.h"

static const char *dimension_name(const hl_log_experiment *x, const hl_cells *cells, uint32_t split)
{
    uint32_t dimension = cells->splits[split].dimension;
    return dimension == UINT32_MAX ? "" : x->design->dimensions[dimension].name;
}

/* Binds the key of a cell to parameters 1 to 5. */
static void bind_key(sqlite3_stmt *statement, const hl_log_experiment *x, const hl_cells *cells,
                     const hl_cell *cell)
{
    const char *arm = hl_cells__arm_name(cells, cell->arm);
    const char *dimension = dimension_name(x, cells, cell->split);
    const char *value = cells->splits[cell->split].value;
    (void)sqlite3_bind_int64(statement, 1, x->id);
    hl_log__bind_text(statement, 2, arm, strlen(arm));
    hl_log__bind_text(statement, 3, dimension, strlen(dimension));
    hl_log__bind_text(statement, 4, value, strlen(value));
    (void)sqlite3_bind_int64(statement, 5, cell->day);
}

static hl_status damaged(const hl_store *store, const hl_log_experiment *x, hl_error *err)
{
    return hl_error_set(err, HL_FAILED,
                        "%s: a cell of experiment '%s' is damaged: hookline verify --repair "
                        "computes the cells anew from the log",
                        store->path, x->design->experiment);
}

/* The stored cell plus this one, in `sum`. */
static hl_status add_stored(hl_store *store, const hl_log_experiment *x, const hl_cells *delta,
                            const hl_cell *cell, hl_cell *sum, hl_error *err)
{
    sqlite3_stmt *get = hl_log__statement(store, HL_SQL_CELL_GET, err);
    if (get == NULL)
        return HL_FAILED;
    bind_key(get, x, delta, cell);
    hl_status status = HL_OK;
    int code = hl_log__step(store, get, err);
    if (code == SQLITE_ROW &&
        !hl_log__cell_decode(sqlite3_column_blob(get, 0), (size_t)sqlite3_column_bytes(get, 0),
                             delta->metric_count, sum))
        status = damaged(store, x, err);
    hl_log__done(get);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return HL_FAILED;
    if (status == HL_OK && !hl_cells__cell_merge(delta, sum, cell))
        status = hl_error_memory(err);
    return status;
}

static hl_status write_cell(hl_store *store, const hl_log_experiment *x, const hl_cells *cells,
                            const hl_cell *key, const hl_cell *cell, hl_text *bytes, hl_error *err)
{
    bool empty = hl_log__cell_is_empty(cell, cells->metric_count);
    sqlite3_stmt *set = hl_log__statement(store, empty ? HL_SQL_CELL_REMOVE : HL_SQL_CELL_SET, err);
    if (set == NULL)
        return HL_FAILED;
    bind_key(set, x, cells, key);
    hl_base__text_clear(bytes);
    if (!empty) {
        hl_log__cell_encode(cell, cells->metric_count, bytes);
        if (bytes->failed)
            return hl_error_memory(err);
        (void)sqlite3_bind_blob64(set, 6, bytes->data, bytes->length, SQLITE_STATIC);
    }
    return hl_log__run(store, set, err);
}

hl_status hl_log__cells_add(hl_store *store, const hl_log_experiment *x, const hl_cells *delta,
                            hl_error *err)
{
    hl_text bytes = {0};
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < delta->cell_count; i++) {
        const hl_cell *cell = delta->cells[i];
        if (hl_log__cell_is_empty(cell, delta->metric_count))
            continue;
        hl_arena arena = {0};
        hl_cell *sum = hl_cells__scratch(delta, &arena);
        status = sum == NULL ? hl_error_memory(err) : add_stored(store, x, delta, cell, sum, err);
        if (status == HL_OK)
            status = write_cell(store, x, delta, cell, sum, &bytes, err);
        hl_base__arena_free(&arena);
    }
    hl_base__text_free(&bytes);
    return status;
}

hl_status hl_log__cells_replace(hl_store *store, const hl_log_experiment *x, const hl_cells *cells,
                                hl_error *err)
{
    sqlite3_stmt *clear = hl_log__statement(store, HL_SQL_CELLS_CLEAR, err);
    if (clear == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(clear, 1, x->id);
    hl_status status = hl_log__run(store, clear, err);
    hl_text bytes = {0};
    for (size_t i = 0; status == HL_OK && i < cells->cell_count; i++)
        if (!hl_log__cell_is_empty(cells->cells[i], cells->metric_count))
            status = write_cell(store, x, cells, cells->cells[i], cells->cells[i], &bytes, err);
    hl_base__text_free(&bytes);
    return status;
}

/* ---- reading */

/* The split of a row; HL_MAP_NONE when the definition has no such dimension. */
static uint32_t split_of_row(const hl_log_experiment *x, hl_cells *cells, const char *dimension,
                             const char *value, size_t length)
{
    if (dimension[0] == '\0')
        return 0;
    for (size_t i = 0; i < x->design->dimension_count; i++)
        if (strcmp(x->design->dimensions[i].name, dimension) == 0)
            return hl_cells__split(cells, (uint32_t)i, value, length);
    return HL_MAP_NONE;
}

static const char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text == NULL ? "" : text;
}

static hl_cell *cell_of_row(const hl_log_experiment *x, hl_cells *cells, sqlite3_stmt *row)
{
    const char *arm_name = text_of(row, 0);
    const char *value = text_of(row, 2);
    uint32_t arm = hl_cells__arm(cells, arm_name, strlen(arm_name));
    uint32_t split = split_of_row(x, cells, text_of(row, 1), value, strlen(value));
    if (arm == HL_MAP_NONE || split == HL_MAP_NONE)
        return NULL;
    return hl_cells__at(cells, arm, split, sqlite3_column_int(row, 3));
}

static void digest_row(hl_digest *digest, sqlite3_stmt *row)
{
    for (int i = 0; i <= 4; i++) {
        const void *bytes = sqlite3_column_blob(row, i);
        size_t length = (size_t)sqlite3_column_bytes(row, i);
        char size[24]; /* as text: the same on every machine */
        int digits = snprintf(size, sizeof size, "%zu:", length);
        hl_base__digest_add(digest, size, (size_t)digits);
        hl_base__digest_add(digest, bytes, length);
    }
}

static hl_status count_rejects(hl_store *store, const hl_log_experiment *x, int64_t *out,
                               hl_error *err)
{
    sqlite3_stmt *count = hl_log__statement(store, HL_SQL_REJECT_COUNT, err);
    if (count == NULL)
        return HL_FAILED;
    const char *name = x->design->experiment;
    hl_log__bind_text(count, 1, name, strlen(name));
    int code = hl_log__step(store, count, err);
    *out = code == SQLITE_ROW ? sqlite3_column_int64(count, 0) : 0;
    hl_log__done(count);
    return code == SQLITE_ROW ? HL_OK : HL_FAILED;
}

/* Touches and events of the experiment: every one of them is counted once in split 0. */
static int64_t count_rows(const hl_cells *cells)
{
    int64_t rows = 0;
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->split == 0)
            rows += cells->cells[i]->counters[HL_COUNT_TOUCHES] +
                    cells->cells[i]->counters[HL_COUNT_EVENTS] +
                    cells->cells[i]->counters[HL_COUNT_BEFORE_TOUCH] +
                    cells->cells[i]->counters[HL_COUNT_UNKNOWN_TOUCH];
    return rows;
}

static hl_status read_rows(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                           hl_digest *digest, hl_error *err)
{
    sqlite3_stmt *rows = hl_log__statement(store, HL_SQL_CELLS_OF, err);
    if (rows == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->id);
    hl_status status = HL_OK;
    int code = hl_log__step(store, rows, err);
    while (code == SQLITE_ROW && status == HL_OK) {
        hl_cell *cell = cell_of_row(x, cells, rows);
        if (cell == NULL ||
            !hl_log__cell_decode(sqlite3_column_blob(rows, 4),
                                 (size_t)sqlite3_column_bytes(rows, 4), cells->metric_count, cell))
            status = damaged(store, x, err);
        digest_row(digest, rows);
        if (status == HL_OK)
            code = hl_log__step(store, rows, err);
    }
    hl_log__done(rows);
    return status == HL_OK && code == SQLITE_DONE ? HL_OK : HL_FAILED;
}

hl_status hl_log__cells_read(hl_store *store, const hl_log_experiment *x, hl_cells **out,
                             hl_error *err)
{
    hl_cells *cells = hl_cells__new(x->design);
    if (cells == NULL)
        return hl_error_memory(err);
    hl_digest digest = hl_base__digest_new();
    hl_base__digest_add(&digest, x->digest, strlen(x->digest));
    hl_base__digest_add(&digest, x->ranges, strlen(x->ranges));
    hl_status status = read_rows(store, x, cells, &digest, err);
    if (status == HL_OK)
        status = count_rejects(store, x, &cells->rejected, err);
    if (status != HL_OK) {
        hl_cells_free(cells);
        return status;
    }
    cells->rows = count_rows(cells);
    (void)hl_base__digest_text(&digest, cells->digest);
    *out = cells;
    return HL_OK;
}

/* ---- comparing */

static bool row_equals(sqlite3_stmt *row, const hl_cell *cell, size_t metric_count, hl_text *bytes)
{
    hl_base__text_clear(bytes);
    hl_log__cell_encode(cell, metric_count, bytes);
    return !bytes->failed && bytes->length == (size_t)sqlite3_column_bytes(row, 4) &&
           memcmp(bytes->data, sqlite3_column_blob(row, 4), bytes->length) == 0;
}

static void tell(hl_log_differ *differ, void *context, sqlite3_stmt *row)
{
    hl_log_cell_difference d = {text_of(row, 0), text_of(row, 1), text_of(row, 2),
                                sqlite3_column_int(row, 3)};
    differ(context, &d);
}

static hl_status compare_rows(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                              hl_log_differ *differ, void *context, int64_t *compared,
                              hl_error *err)
{
    sqlite3_stmt *rows = hl_log__statement(store, HL_SQL_CELLS_OF, err);
    if (rows == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->id);
    hl_text bytes = {0};
    int code = hl_log__step(store, rows, err);
    for (; code == SQLITE_ROW; code = hl_log__step(store, rows, err)) {
        (*compared)++;
        const char *value = text_of(rows, 2);
        const char *arm = text_of(rows, 0);
        uint32_t split = split_of_row(x, cells, text_of(rows, 1), value, strlen(value));
        uint32_t arm_index = hl_cells__arm(cells, arm, strlen(arm));
        const hl_cell *cell =
            split == HL_MAP_NONE || arm_index == HL_MAP_NONE
                ? NULL
                : hl_cells__find(cells, arm_index, split, sqlite3_column_int(rows, 3));
        if (cell == NULL || !row_equals(rows, cell, cells->metric_count, &bytes))
            tell(differ, context, rows);
    }
    hl_log__done(rows);
    bool failed = bytes.failed;
    hl_base__text_free(&bytes);
    if (failed)
        return hl_error_memory(err);
    return code == SQLITE_DONE ? HL_OK : HL_FAILED;
}

static hl_status compare_missing(hl_store *store, const hl_log_experiment *x, const hl_cells *cells,
                                 const hl_cell *cell, hl_log_differ *differ, void *context,
                                 int64_t *compared, hl_error *err)
{
    sqlite3_stmt *get = hl_log__statement(store, HL_SQL_CELL_GET, err);
    if (get == NULL)
        return HL_FAILED;
    bind_key(get, x, cells, cell);
    int code = hl_log__step(store, get, err);
    hl_log__done(get);
    if (code == SQLITE_DONE) {
        (*compared)++;
        hl_log_cell_difference d = {hl_cells__arm_name(cells, cell->arm),
                                    dimension_name(x, cells, cell->split),
                                    cells->splits[cell->split].value, cell->day};
        differ(context, &d);
    }
    return code == SQLITE_DONE || code == SQLITE_ROW ? HL_OK : HL_FAILED;
}

hl_status hl_log__cells_compare(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                hl_log_differ *differ, void *context, int64_t *compared,
                                hl_error *err)
{
    hl_status status = compare_rows(store, x, cells, differ, context, compared, err);
    for (size_t i = 0; status == HL_OK && i < cells->cell_count; i++)
        if (!hl_log__cell_is_empty(cells->cells[i], cells->metric_count))
            status =
                compare_missing(store, x, cells, cells->cells[i], differ, context, compared, err);
    return status;
}
