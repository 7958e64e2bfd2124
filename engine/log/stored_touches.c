#include "log/stored_touches.h"

#include <string.h>

#include "log/rejects.h"
#include "log/stored_int.h"
#include "log/stored_types.h"

enum { MOST_EVENTS = 2000000, MANY_USERS = 3 };

/* One name, over its rows: as many as there are arms. */
typedef struct named {
    char touch[520];
    int64_t users;
    int64_t *by_arm;
} named;

static bool are_any(const hl_cells *cells)
{
    int64_t unknown = 0, events = 0;
    for (size_t i = 0; i < cells->cell_count; i++) {
        if (cells->cells[i]->split != 0)
            continue;
        unknown += cells->cells[i]->counters[HL_COUNT_UNKNOWN_TOUCH];
        events += cells->cells[i]->counters[HL_COUNT_EVENTS];
    }
    return unknown > 0 && events <= MOST_EVENTS;
}

/* Whether a user has the touch. */
static hl_status is_touch(hl_store *store, const char *id, bool *is, hl_error *err)
{
    sqlite3_stmt *find = NULL;
    if (hl_log__statement(store, HL_SQL_TOUCH_CLAIMANT, &find, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(find, 1, hl_log__key(id, strlen(id)));
    hl_status status = hl_log__step(store, find, is, err);
    hl_log__done(find);
    return status;
}

static hl_status keep(hl_cells *cells, const char *touch, const char **out, hl_error *err)
{
    if (*out == NULL)
        *out = hl_base__arena_string(&cells->arena, touch);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

/* What the events of many name is of none of them. */
static hl_status judge(hl_store *store, const hl_log_experiment *x, const named *of,
                       hl_cells *cells, hl_error *err)
{
    bool is = false;
    int64_t events = 0;
    size_t arms = x->design->arm_count;
    for (size_t i = 0; i < arms; i++)
        events += of->by_arm[i];
    if (events == 0)
        return HL_OK;
    hl_status status = keep(cells, of->touch, &cells->unknown_touch, err);
    if (status == HL_OK && of->users < MANY_USERS)
        status = is_touch(store, of->touch, &is, err);
    if (status != HL_OK || !is)
        return status;
    if (cells->of_others_touch == NULL)
        cells->of_others_touch =
            hl_base__arena_array(&cells->arena, arms, sizeof *cells->of_others_touch);
    if (cells->of_others_touch == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < arms; i++)
        cells->of_others_touch[i] += of->by_arm[i];
    return keep(cells, of->touch, &cells->others_touch, err);
}

static hl_status take_row(hl_store *store, sqlite3_stmt *row, const hl_log_experiment *x, named *of,
                          hl_cells *cells, hl_error *err)
{
    const char *touch = NULL;
    int64_t arm = 0, events = 0, users = 0;
    hl_status status = hl_log__column_text(row, 0, &touch, NULL, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_NAME_IF_ANY, &arm, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_COUNT, &events, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 3, HL_LOG_INT_COUNT, &users, err);
    if (status != HL_OK || touch == NULL || strlen(touch) >= sizeof of->touch)
        return status;
    if (strcmp(of->touch, touch) != 0) {
        status = judge(store, x, of, cells, err);
        memcpy(of->touch, touch, strlen(touch) + 1);
        memset(of->by_arm, 0, x->design->arm_count * sizeof *of->by_arm);
        of->users = 0;
    }
    of->users += users;
    for (size_t i = 0; i < x->design->arm_count; i++)
        of->by_arm[i] += x->arms[i] == arm ? events : 0;
    return status;
}

static hl_status read_names(hl_store *store, const hl_log_experiment *x, const hl_text *types,
                            named *of, hl_cells *cells, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_NAMED_TOUCHES, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    hl_log__bind_text(rows, 2, hl_base__text_string(types), types->length);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_row(store, rows, x, of, cells, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status == HL_OK ? judge(store, x, of, cells, err) : status;
}

hl_status hl_log__named_touches(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                hl_error *err)
{
    hl_text types = {0};
    named of = {.by_arm =
                    hl_base__arena_array(&cells->arena, x->design->arm_count, sizeof *of.by_arm)};
    if (!are_any(cells))
        return HL_OK;
    if (of.by_arm == NULL)
        return hl_error_memory(err);
    hl_status status = hl_log__types_text(x, &types, err);
    if (status == HL_OK)
        status = read_names(store, x, &types, &of, cells, err);
    hl_base__text_free(&types);
    return status;
}
