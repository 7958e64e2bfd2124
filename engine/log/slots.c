#include "log/slots.h"

#include <string.h>

#include "log/seal.h"
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

/* ---- seals */

/* The number of an experiment's rows and the sum of their checksums, modulo 2^64. */
typedef struct slot_total {
    int64_t arms;
    uint64_t checksum;
} slot_total;

/* Of an arm's counts, under the name that they will be read by. */
static uint64_t seal_of(int64_t experiment, const char *arm, const hl_slots *slots)
{
    const int64_t counts[] = {slots->wished, slots->held, slots->pulled, slots->refused};
    uint64_t seal = hl_log__seal_text(hl_log__seal_number(0, experiment), arm);
    for (int i = 0; i < 4; i++)
        seal = hl_log__seal_number(seal, counts[i]);
    return seal;
}

static hl_status read_total(hl_store *store, int64_t experiment, slot_total *out, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    int64_t bits = 0;
    bool row = false;
    *out = (slot_total){0};
    if (hl_log__statement(store, HL_SQL_SLOT_TOTAL_GET, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, experiment);
    hl_status status = hl_log__step(store, get, &row, err);
    if (row)
        status = hl_log__int(store, get, 0, HL_LOG_INT_COUNT, &out->arms, err);
    if (row && status == HL_OK)
        status = hl_log__int(store, get, 1, HL_LOG_INT_BITS, &bits, err);
    out->checksum = (uint64_t)bits;
    hl_log__done(get);
    return status;
}

static hl_status write_total(hl_store *store, int64_t experiment, const slot_total *total,
                             hl_error *err)
{
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, HL_SQL_SLOT_TOTAL_SET, &set, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(set, 1, experiment);
    (void)sqlite3_bind_int64(set, 2, total->arms);
    (void)sqlite3_bind_int64(set, 3, (int64_t)total->checksum);
    return hl_log__run(store, set, err);
}

/* ---- counts */

/* The first four columns. */
static hl_status read_counts(const hl_store *store, sqlite3_stmt *row, hl_slots *out, hl_error *err)
{
    int64_t *const counts[] = {&out->wished, &out->held, &out->pulled, &out->refused};
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < 4; i++)
        status = hl_log__int(store, row, i, HL_LOG_INT_COUNT, counts[i], err);
    return status;
}

/* The counts of an arm; *row false: none yet. */
static hl_status read_arm(hl_store *store, int64_t experiment, int64_t arm, hl_slots *out,
                          bool *row, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    *out = (hl_slots){0};
    if (hl_log__statement(store, HL_SQL_SLOTS_GET, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, experiment);
    (void)sqlite3_bind_int64(get, 2, arm);
    hl_status status = hl_log__step(store, get, row, err);
    if (status == HL_OK && *row)
        status = read_counts(store, get, out, err);
    hl_log__done(get);
    return status;
}

static hl_status write_arm(hl_store *store, int64_t experiment, int64_t arm, const hl_slots *slots,
                           hl_error *err)
{
    const int64_t values[] = {experiment,  arm,           slots->wished,
                              slots->held, slots->pulled, slots->refused};
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, HL_SQL_SLOTS_SET, &set, err) != HL_OK)
        return HL_FAILED;
    for (int i = 0; i < 6; i++)
        (void)sqlite3_bind_int64(set, 1 + i, values[i]);
    return hl_log__run(store, set, err);
}

hl_status hl_log__slots_add(hl_store *store, const char *experiment, const char *arm,
                            const hl_slots *slots, hl_error *err)
{
    int64_t names[2] = {0};
    hl_slots have;
    slot_total total;
    bool known = false;
    if (name_of(store, experiment, &names[0], err) != HL_OK ||
        name_of(store, arm, &names[1], err) != HL_OK ||
        read_arm(store, names[0], names[1], &have, &known, err) != HL_OK ||
        read_total(store, names[0], &total, err) != HL_OK)
        return HL_FAILED;
    if (known)
        total.checksum -= seal_of(names[0], arm, &have);
    total.arms += !known;
    have.wished += slots->wished;
    have.held += slots->held;
    have.pulled += slots->pulled;
    have.refused += slots->refused;
    total.checksum += seal_of(names[0], arm, &have);
    if (write_arm(store, names[0], names[1], &have, err) != HL_OK)
        return HL_FAILED;
    return write_total(store, names[0], &total, err);
}

/* The counts and the name of the arm (borrowed from the row), and their seal in the total. */
static hl_status read_row(const hl_store *store, sqlite3_stmt *row, int64_t experiment,
                          const char **arm, hl_slots *out, slot_total *total, hl_error *err)
{
    hl_status status = hl_log__column_text(row, 4, arm, NULL, err);
    if (status == HL_OK)
        status = read_counts(store, row, out, err);
    if (status == HL_OK) {
        total->arms++;
        total->checksum += seal_of(experiment, *arm, out);
    }
    return status;
}

static hl_status take_row(const hl_store *store, sqlite3_stmt *row, int64_t experiment,
                          size_t arm_count, hl_cells *cells, slot_total *total, hl_error *err)
{
    const char *name = NULL;
    hl_slots slots = {0};
    if (cells->slots == NULL)
        cells->slots = hl_base__arena_array(&cells->arena, arm_count + 1, sizeof *cells->slots);
    if (cells->slots == NULL)
        return hl_error_memory(err);
    hl_status status = read_row(store, row, experiment, &name, &slots, total, err);
    if (status != HL_OK || name == NULL)
        return status;
    uint32_t arm = hl_base__map_find(&cells->arms, name, strlen(name));
    if (arm != HL_MAP_NONE && arm < arm_count)
        cells->slots[arm] = slots;
    return HL_OK;
}

hl_status hl_log__slots_read(hl_store *store, int64_t experiment, size_t arm_count, hl_cells *cells,
                             hl_error *err)
{
    slot_total kept;
    slot_total found = {0};
    sqlite3_stmt *rows = NULL;
    if (read_total(store, experiment, &kept, err) != HL_OK ||
        hl_log__statement(store, HL_SQL_SLOTS_OF, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, experiment);
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_row(store, rows, experiment, arm_count, cells, &found, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    if (status == HL_OK && (found.arms != kept.arms || found.checksum != kept.checksum))
        status = hl_log__damaged(store, "the counts of slots that plans found", err);
    return status;
}

static hl_status seal_row(hl_store *store, sqlite3_stmt *row, hl_error *err)
{
    const char *arm = NULL;
    int64_t experiment = 0;
    hl_slots slots = {0};
    slot_total total;
    hl_status status = hl_log__int(store, row, 5, HL_LOG_INT_NAME, &experiment, err);
    if (status == HL_OK)
        status = read_total(store, experiment, &total, err);
    if (status == HL_OK)
        status = read_row(store, row, experiment, &arm, &slots, &total, err);
    return status == HL_OK ? write_total(store, experiment, &total, err) : status;
}

hl_status hl_log__slots_seal_all(hl_store *store, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_SLOTS_ALL, &rows, err) != HL_OK)
        return HL_FAILED;
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = seal_row(store, rows, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}
