#include "log/slots.h"

#include <string.h>

#include "log/stored_int.h"

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
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_REFUSE_ADD, &add, err) != HL_OK)
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
    sqlite3_stmt *remove = NULL;
    if (hl_log__statement(store, HL_SQL_REFUSE_REMOVE, &remove, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(remove, 1, id, strlen(id));
    hl_status status = hl_log__run(store, remove, err);
    *removed = status == HL_OK && sqlite3_changes(store->db) > 0;
    return status;
}

hl_status hl_log__refusals_any(hl_store *store, bool *any, hl_error *err)
{
    sqlite3_stmt *ask = NULL;
    if (hl_log__statement(store, HL_SQL_REFUSED_ANY, &ask, err) != HL_OK)
        return HL_FAILED;
    bool row = false;
    hl_status status = hl_log__step(store, ask, &row, err);
    *any = row && sqlite3_column_int(ask, 0) != 0;
    hl_log__done(ask);
    return status;
}

hl_status hl_log__slots_add(hl_store *store, const char *experiment, const char *arm,
                            const hl_slots *slots, hl_error *err)
{
    const int64_t counts[] = {slots->wished, slots->held, slots->pulled, slots->refused};
    int64_t names[2] = {0};
    if (name_of(store, experiment, &names[0], err) != HL_OK ||
        name_of(store, arm, &names[1], err) != HL_OK)
        return HL_FAILED;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_SLOTS_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, names[0]);
    (void)sqlite3_bind_int64(add, 2, names[1]);
    for (int i = 0; i < 4; i++)
        (void)sqlite3_bind_int64(add, 3 + i, counts[i]);
    return hl_log__run(store, add, err);
}

static hl_status read_counts(const hl_store *store, sqlite3_stmt *row, hl_slots *out, hl_error *err)
{
    int64_t *const counts[] = {&out->wished, &out->held, &out->pulled, &out->refused};
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < 4; i++)
        status = hl_log__int(store, row, 1 + i, HL_LOG_INT_COUNT, counts[i], err);
    return status;
}

static hl_status take_row(const hl_store *store, sqlite3_stmt *row, size_t arm_count,
                          hl_cells *cells, hl_error *err)
{
    const char *name = NULL;
    if (cells->slots == NULL)
        cells->slots = hl_base__arena_array(&cells->arena, arm_count + 1, sizeof *cells->slots);
    if (cells->slots == NULL)
        return hl_error_memory(err);
    if (hl_log__column_text(row, 0, &name, NULL, err) != HL_OK)
        return HL_FAILED;
    uint32_t arm = hl_base__map_find(&cells->arms, name, strlen(name));
    hl_slots slots = {0};
    hl_status status = read_counts(store, row, &slots, err);
    if (status == HL_OK && arm != HL_MAP_NONE && arm < arm_count)
        cells->slots[arm] = slots;
    return status;
}

hl_status hl_log__slots_read(hl_store *store, int64_t experiment, size_t arm_count, hl_cells *cells,
                             hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_SLOTS_OF, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, experiment);
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_row(store, rows, arm_count, cells, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}
