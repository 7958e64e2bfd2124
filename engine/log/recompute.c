#include "log/recompute.h"

#include <stdlib.h>
#include <string.h>

#include "log/cell_seal.h"
#include "log/cell_table.h"
#include "log/stored_int.h"

hl_status hl_log__touched_users(hl_store *store, int64_t **out, size_t *count, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_TOUCHED_USERS, &rows, err) != HL_OK)
        return HL_FAILED;
    size_t capacity = 0;
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    for (; status == HL_OK && row; status = hl_log__step(store, rows, &row, err)) {
        if (*count == capacity) {
            capacity = capacity == 0 ? 1024 : capacity * 2;
            int64_t *users = realloc(*out, capacity * sizeof *users);
            if (users == NULL) {
                hl_log__done(rows);
                return hl_error_memory(err);
            }
            *out = users;
        }
        status = hl_log__int(store, rows, 0, HL_LOG_INT_USER, &(*out)[*count], err);
        if (status != HL_OK)
            break;
        (*count)++;
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__each_user(hl_store *store, hl_log_visit *visit, void *context, hl_error *err)
{
    int64_t *users = NULL;
    size_t count = 0;
    hl_log_user_log log = {0};
    hl_log_attributes attributes = {0};
    hl_status status = hl_log__touched_users(store, &users, &count, err);
    for (size_t i = 0; status == HL_OK && i < count; i++) {
        hl_log_user who;
        hl_log__user_log_clear(&log);
        status = hl_log__user_log_read(store, users[i], 0, &log, err);
        if (status == HL_OK)
            status = hl_log__user_read(store, users[i], &log.pool, &who, &attributes, err);
        if (status == HL_OK)
            status = visit(context, users[i], &who, &log, &attributes.object, err);
    }
    hl_log__user_log_free(&log);
    hl_log__attributes_free(&attributes);
    free(users);
    return status;
}

typedef struct work {
    hl_store *store;
    const hl_log_experiments *experiments;
    const hl_log_experiment *only;
    hl_unit_set units;
    hl_log_view view;
} work;

static hl_status take_user(work *w, const hl_log_experiment *x, const hl_log_unit *unit,
                           hl_error *err)
{
    if (hl_log__view(w->store, x, x->delta, unit, &w->view, err) != HL_OK)
        return HL_FAILED;
    return hl_log__contribute(x->delta, NULL, &w->view, err);
}

static hl_status visit(void *context, int64_t user, const hl_log_user *who,
                       const hl_log_user_log *log, const hl_value *attributes, hl_error *err)
{
    work *w = context;
    hl_log_unit unit = {log->touches, log->touch_count, log->events, log->event_count,
                        who->id,      strlen(who->id),  &attributes};
    for (size_t i = 0; i < w->experiments->count; i++) {
        const hl_log_experiment *x = w->experiments->list[i];
        if ((w->only != NULL && x != w->only) || x->delta == NULL)
            continue;
        hl_status status = x->unit_is_user
                               ? take_user(w, x, &unit, err)
                               : hl_log__unit_set_add(&w->units, x, who->id, user, attributes, err);
        if (status != HL_OK)
            return status;
    }
    return HL_OK;
}

hl_status hl_log__recompute(hl_store *store, hl_log_experiments *experiments,
                            const hl_log_experiment *only, hl_error *err)
{
    work w = {.store = store, .experiments = experiments, .only = only};
    hl_status status = hl_log__each_user(store, visit, &w, err);
    if (status == HL_OK)
        status = hl_log__unit_set_contribute(store, &w.units, 1, err);
    hl_log__unit_set_free(&w.units);
    hl_log__view_free(&w.view);
    return status;
}

hl_status hl_log__recompute_one(hl_store *store, hl_log_experiments *experiments,
                                hl_log_experiment *x, hl_error *err)
{
    hl_status status = hl_log__delta_begin(x, err);
    if (status == HL_OK)
        status = hl_log__recompute(store, experiments, x, err);
    if (status == HL_OK)
        status = hl_log__cells_replace(store, x, x->delta, err);
    hl_log__deltas_free(experiments);
    return status;
}

hl_status hl_log__recompute_units(hl_store *store, const hl_log_experiment *x, hl_error *err)
{
    sqlite3_stmt *clear = NULL;
    if (hl_log__statement(store, HL_SQL_UNIT_CLEAR, &clear, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(clear, 1, x->id);
    if (hl_log__run(store, clear, err) != HL_OK)
        return HL_FAILED;
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_USER_ALL, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_log_attributes attributes = {0};
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        const char *json = NULL;
        size_t length = 0;
        int64_t user = 0;
        status = hl_log__column_text(rows, 1, &json, &length, err);
        if (status == HL_OK)
            status = hl_log__attributes_of(store, &attributes, json, length, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 0, HL_LOG_INT_USER, &user, err);
        if (status == HL_OK)
            status = hl_log__unit_set_move(store, x, user, NULL, &attributes.object, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    hl_log__attributes_free(&attributes);
    return status;
}

/* ---- in passes */

enum { PASS_BYTES = 128 << 20 };

/* Cells of the experiments [from, *to) fit into a pass: one does in any case. */
static hl_status end_of_pass(hl_store *store, const hl_log_experiments *all, size_t from,
                             bool known, size_t *to, hl_error *err)
{
    double bytes = 0;
    for (*to = from; *to < all->count; (*to)++) {
        hl_log_cell_total total;
        hl_error why = HL_ERROR_INIT;
        hl_status status = hl_log__cell_total_read(store, all->list[*to]->id, &total, &why);
        if (status != HL_OK && hl_error_is_memory(&why))
            return hl_error_memory(err);
        bool sized = known && status == HL_OK; /* a damaged total is found by the comparison */
        bytes += sized ? (double)total.cells *
                             (double)hl_log__cell_bytes(all->list[*to]->design->metric_count)
                       : PASS_BYTES;
        if (*to > from && bytes > PASS_BYTES)
            break;
    }
    return HL_OK;
}

static hl_status run_pass(hl_store *store, hl_log_experiments *all, size_t from, size_t to,
                          hl_log_take_cells *take, void *context, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = from; status == HL_OK && i < to; i++)
        status = hl_log__delta_begin(all->list[i], err);
    if (status == HL_OK)
        status = hl_log__recompute(store, all, NULL, err);
    for (size_t i = from; status == HL_OK && i < to; i++)
        status = take(context, all->list[i], err);
    hl_log__deltas_free(all);
    return status;
}

hl_status hl_log__recompute_each(hl_store *store, hl_log_experiments *experiments, bool known,
                                 hl_log_take_cells *take, void *context, hl_error *err)
{
    hl_status status = HL_OK;
    size_t to = 0;
    hl_log__deltas_free(experiments);
    for (size_t from = 0; status == HL_OK && from < experiments->count; from = to) {
        status = end_of_pass(store, experiments, from, known, &to, err);
        if (status == HL_OK)
            status = run_pass(store, experiments, from, to, take, context, err);
    }
    return status;
}

static hl_status replace(void *context, const hl_log_experiment *x, hl_error *err)
{
    return hl_log__cells_replace(context, x, x->delta, err);
}

hl_status hl_log__recompute_all(hl_store *store, hl_error *err)
{
    hl_log_experiments *all = NULL;
    hl_status status = hl_log__experiments(store, &all, err);
    if (status != HL_OK)
        return status;
    for (size_t i = 0; status == HL_OK && i < all->count; i++)
        if (!all->list[i]->unit_is_user)
            status = hl_log__recompute_units(store, all->list[i], err);
    return status == HL_OK ? hl_log__recompute_each(store, all, false, replace, store, err)
                           : status;
}
