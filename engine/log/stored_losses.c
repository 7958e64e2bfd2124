#include "log/stored_losses.h"

#include <string.h>

#include "log/stored_int.h"

/* One number of one row. */
static hl_status read_count(hl_store *store, hl_log_sql which, const char *experiment, int64_t *out,
                            hl_error *err)
{
    sqlite3_stmt *count = NULL;
    bool row = false;
    *out = 0;
    if (hl_log__statement(store, which, &count, err) != HL_OK)
        return HL_FAILED;
    if (experiment != NULL)
        hl_log__bind_text(count, 1, experiment, strlen(experiment));
    hl_status status = hl_log__step(store, count, &row, err);
    if (status == HL_OK && row)
        status = hl_log__int(store, count, 0, HL_LOG_INT_COUNT, out, err);
    hl_log__done(count);
    return status;
}

static hl_status take_arm(hl_store *store, const hl_log_experiment *x, sqlite3_stmt *row,
                          hl_cells *cells, hl_error *err)
{
    int64_t arm = 0, rows = 0;
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &arm, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_COUNT, &rows, err);
    for (size_t i = 0; status == HL_OK && i < x->design->arm_count; i++)
        if (x->arms[i] == (uint32_t)arm)
            cells->refused[i] += rows;
    return status;
}

static hl_status read_arms(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                           hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_REJECT_ARMS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_arm(store, x, rows, cells, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__losses_read(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                              hl_error *err)
{
    int64_t rejected = 0, rows = 0;
    hl_status status =
        read_count(store, HL_SQL_REJECT_COUNT, x->design->experiment, &rejected, err);
    if (status != HL_OK || rejected == 0)
        return status;
    cells->refused =
        hl_base__arena_array(&cells->arena, x->design->arm_count, sizeof *cells->refused);
    if (cells->refused == NULL)
        return hl_error_memory(err);
    status = read_count(store, HL_SQL_ROW_COUNT, NULL, &rows, err);
    if (status == HL_OK)
        status = read_arms(store, x, cells, err);
    cells->rejected = rejected;
    cells->rows = (rows > cells->rows ? rows : cells->rows) + rejected;
    return status;
}
