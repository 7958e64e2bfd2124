#include "log/stored_losses.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/store.h"
#include "log/meant_type.h"
#include "log/stored_int.h"

enum { KINDS = HL_IMPORT_COSTS + 1 };

/* A refused row; texts are NULL where it says nothing that can be read. */
typedef struct refused {
    int64_t kind;
    const char *experiment, *type;
    bool has_user;
    bool has_empty; /* a field of it that may not be empty is */
    bool corrects;  /* it is an event that is there, with another value */
    double value;   /* of that how much more; NaN: none that could be read */
    int64_t arm;    /* number of its user's first arm in the experiment; 0: it has none */
} refused;

static bool reads_type(const hl_design *design, const char *type)
{
    const char *meant = NULL;
    return hl_log__type_reading(design, type, &meant) <= HL_TYPE_ALIKE;
}

/* Whether it may be lost to the experiment. */
static bool may_be_of(const hl_log_experiment *x, const refused *r)
{
    switch (r->kind) {
    case HL_IMPORT_TOUCHES:
        return r->experiment == NULL || hl_log__are_alike(r->experiment, x->design->experiment);
    case HL_IMPORT_EVENTS:
        return (r->type == NULL || reads_type(x->design, r->type)) && (!r->has_user || r->arm != 0);
    case HL_IMPORT_USERS:
        return !x->unit_is_user;
    default:
        return false;
    }
}

/* An event without a user, as of a guest: the user is the field of it that says nothing. */
static bool is_of_nobody(const refused *r)
{
    return r->kind == HL_IMPORT_EVENTS && !r->has_user && r->has_empty;
}

static void count(const hl_log_experiment *x, const refused *r, hl_lost_rows *lost)
{
    bool touch = r->kind == HL_IMPORT_TOUCHES;
    lost->all++;
    if (touch ? r->experiment != NULL : r->arm != 0)
        lost->own++;
    for (size_t i = 0; i < x->design->arm_count; i++)
        if (r->arm == x->arms[i])
            lost->by_arm[i]++;
}

static hl_status read_row(const hl_store *store, sqlite3_stmt *row, refused *out, hl_error *err)
{
    int64_t has_user = 0, has_empty = 0, corrects = 0;
    *out = (refused){0};
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_COUNT, &out->kind, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 1, &out->experiment, NULL, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 2, &out->type, NULL, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 3, HL_LOG_INT_COUNT, &has_user, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 4, HL_LOG_INT_NAME_IF_ANY, &out->arm, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 5, HL_LOG_INT_COUNT, &has_empty, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 7, HL_LOG_INT_COUNT, &corrects, err);
    out->corrects = corrects != 0;
    out->has_user = has_user != 0;
    out->has_empty = has_empty != 0;
    out->value =
        sqlite3_column_type(row, 6) == SQLITE_NULL ? HL_NAN : sqlite3_column_double(row, 6);
    return status;
}

static void count_nobody(hl_strangers *strangers, const refused *r)
{
    strangers->nobody++;
    strangers->nobody_valued += !isnan(r->value);
    strangers->nobody_gain += r->value > 0 ? r->value : 0;
    strangers->nobody_loss -= r->value < 0 ? r->value : 0;
}

/* Nothing of it is lost: both values are known. */
static hl_status count_correction(const hl_log_experiment *x, const refused *r, hl_cells *cells,
                                  hl_error *err)
{
    size_t arms = x->design->arm_count, metrics = x->design->metric_count;
    if (cells->corrected == NULL) {
        cells->corrected = hl_base__arena_array(&cells->arena, arms, sizeof *cells->corrected);
        cells->corrected_by =
            hl_base__arena_array(&cells->arena, arms * metrics, sizeof *cells->corrected_by);
    }
    if (cells->corrected == NULL || cells->corrected_by == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < arms; i++) {
        if (r->arm != x->arms[i])
            continue;
        cells->corrected[i]++;
        for (size_t m = 0; m < metrics && r->type != NULL; m++)
            if (x->design->metrics[m].event != NULL && !isnan(r->value) &&
                strcmp(x->design->metrics[m].event, r->type) == 0)
                cells->corrected_by[m * arms + i] += r->value;
    }
    return HL_OK;
}

static hl_status read_refused(hl_store *store, const hl_log_experiment *x, hl_lost_rows *lost,
                              hl_cells *cells, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    refused r;
    if (hl_log__statement(store, HL_SQL_REJECTS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    hl_log__bind_text(rows, 2, HL_LOG_CORRECTS, strlen(HL_LOG_CORRECTS));
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_row(store, rows, &r, err);
        if (status == HL_OK && r.corrects)
            status = count_correction(x, &r, cells, err);
        else if (status == HL_OK && may_be_of(x, &r) && is_of_nobody(&r))
            count_nobody(&cells->strangers, &r);
        else if (status == HL_OK && may_be_of(x, &r))
            count(x, &r, &lost[r.kind]);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* Adds the rows that the store has of each kind. */
static hl_status read_rows(hl_store *store, hl_lost_rows *lost, int64_t *in_all, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_ROW_COUNTS, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t kind = 0, added = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_COUNT, &kind, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_COUNT, &added, err);
        if (status == HL_OK && kind < KINDS)
            lost[kind].of += added;
        *in_all += added;
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

static hl_lost_rows *make_counts(const hl_design *design, hl_cells *cells)
{
    static const hl_cells_counter counters[KINDS] = {HL_COUNTERS, HL_COUNT_TOUCHES, HL_COUNT_EVENTS,
                                                     HL_COUNTERS};
    hl_lost_rows *lost = hl_base__arena_array(&cells->arena, KINDS, sizeof *lost);
    for (size_t i = 0; lost != NULL && i < KINDS; i++) {
        lost[i].counter = counters[i];
        lost[i].by_arm =
            hl_base__arena_array(&cells->arena, design->arm_count, sizeof *lost[i].by_arm);
        if (lost[i].by_arm == NULL)
            return NULL;
    }
    return lost;
}

/* Events without a user are those of guests, or of the experiment's users: what they could make of
 * it is bounded. Where other users' ids are written otherwise they are lost like these. */
static void place_nobody(hl_strangers *strangers, hl_lost_rows *events)
{
    if (strangers->respelled == 0)
        return;
    events->all += strangers->nobody;
    strangers->nobody = 0;
}

hl_status hl_log__losses_read(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                              hl_error *err)
{
    int64_t rows = 0;
    hl_lost_rows *lost = make_counts(x->design, cells);
    if (lost == NULL)
        return hl_error_memory(err);
    hl_status status = read_refused(store, x, lost, cells, err);
    place_nobody(&cells->strangers, &lost[HL_IMPORT_EVENTS]);
    for (size_t i = 0; i < KINDS; i++) {
        cells->rejected += lost[i].all;
        lost[i].of += lost[i].all;
    }
    if (status != HL_OK || cells->rejected == 0)
        return status;
    status = read_rows(store, lost, &rows, err);
    cells->rows = (rows > cells->rows ? rows : cells->rows) + cells->rejected;
    cells->lost_rows = lost;
    cells->lost_kinds = KINDS;
    return status;
}
