#include "log/slots.h"

#include <string.h>

static hl_status name_of(hl_store *store, const char *text, int64_t *out, hl_error *err)
{
    return hl_log__name(store, text, strlen(text), out, err);
}

hl_status hl_log__refuse(hl_store *store, const hl_log_refusal *refusal, int64_t now_utc_ms,
                         bool *added, hl_error *err)
{
    int64_t experiment = 0;
    int64_t arm = 0;
    if (name_of(store, refusal->experiment, &experiment, err) != HL_OK ||
        name_of(store, refusal->arm, &arm, err) != HL_OK)
        return HL_FAILED;
    sqlite3_stmt *add = hl_log__statement(store, HL_SQL_REFUSE_ADD, err);
    if (add == NULL)
        return HL_FAILED;
    hl_log__bind_text(add, 1, refusal->id, strlen(refusal->id));
    (void)sqlite3_bind_int64(add, 2, experiment);
    (void)sqlite3_bind_int64(add, 3, arm);
    hl_log__bind_text(add, 4, refusal->binding, strlen(refusal->binding));
    (void)sqlite3_bind_int64(add, 5, now_utc_ms);
    hl_status status = hl_log__run(store, add, err);
    *added = status == HL_OK && sqlite3_changes(store->db) > 0;
    return status;
}

hl_status hl_log__refusal_forget(hl_store *store, const char *id, bool *removed, hl_error *err)
{
    sqlite3_stmt *remove = hl_log__statement(store, HL_SQL_REFUSE_REMOVE, err);
    if (remove == NULL)
        return HL_FAILED;
    hl_log__bind_text(remove, 1, id, strlen(id));
    hl_status status = hl_log__run(store, remove, err);
    *removed = status == HL_OK && sqlite3_changes(store->db) > 0;
    return status;
}

hl_status hl_log__refusals_any(hl_store *store, bool *any, hl_error *err)
{
    sqlite3_stmt *ask = hl_log__statement(store, HL_SQL_REFUSED_ANY, err);
    if (ask == NULL)
        return HL_FAILED;
    bool row = hl_log__step(store, ask, err) == SQLITE_ROW;
    *any = row && sqlite3_column_int(ask, 0) != 0;
    hl_log__done(ask);
    return row ? HL_OK : HL_FAILED;
}

hl_status hl_log__slots_add(hl_store *store, const char *experiment, const char *arm,
                            const hl_slots *slots, hl_error *err)
{
    const int64_t counts[] = {slots->wished, slots->held, slots->pulled, slots->refused};
    int64_t names[2] = {0};
    if (name_of(store, experiment, &names[0], err) != HL_OK ||
        name_of(store, arm, &names[1], err) != HL_OK)
        return HL_FAILED;
    sqlite3_stmt *add = hl_log__statement(store, HL_SQL_SLOTS_ADD, err);
    if (add == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, names[0]);
    (void)sqlite3_bind_int64(add, 2, names[1]);
    for (int i = 0; i < 4; i++)
        (void)sqlite3_bind_int64(add, 3 + i, counts[i]);
    return hl_log__run(store, add, err);
}

static bool take_row(sqlite3_stmt *row, size_t arm_count, hl_cells *cells)
{
    if (cells->slots == NULL)
        cells->slots = hl_base__arena_array(&cells->arena, arm_count + 1, sizeof *cells->slots);
    const char *name = (const char *)sqlite3_column_text(row, 0);
    if (cells->slots == NULL || name == NULL)
        return false;
    uint32_t arm = hl_base__map_find(&cells->arms, name, strlen(name));
    if (arm != HL_MAP_NONE && arm < arm_count)
        cells->slots[arm] = (hl_slots){sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
                                       sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4)};
    return true;
}

hl_status hl_log__slots_read(hl_store *store, int64_t experiment, size_t arm_count, hl_cells *cells,
                             hl_error *err)
{
    sqlite3_stmt *rows = hl_log__statement(store, HL_SQL_SLOTS_OF, err);
    hl_status status = HL_OK;
    int code = SQLITE_ROW;
    if (rows == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, experiment);
    while (status == HL_OK && (code = hl_log__step(store, rows, err)) == SQLITE_ROW)
        if (!take_row(rows, arm_count, cells))
            status = hl_error_memory(err);
    hl_log__done(rows);
    if (status != HL_OK)
        return status;
    return code == SQLITE_DONE ? HL_OK : HL_FAILED;
}
