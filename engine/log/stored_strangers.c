#include "log/stored_strangers.h"

#include <string.h>

#include "log/stored_int.h"
#include "log/strangers.h"

static bool reads(const hl_log_experiment *x, int64_t type)
{
    for (size_t i = 0; i < x->rules.metric_count; i++)
        if (x->metrics[i].event == type || x->metrics[i].denominator == type)
            return true;
    return false;
}

/* ---- events of nobody */

/* Events of one type of one user, to each metric that reads it. */
static void add_to_metrics(const hl_log_experiment *x, int64_t type, const hl_unplaced *more,
                           hl_unplaced *by_metric)
{
    for (size_t i = 0; i < x->rules.metric_count; i++) {
        if (x->metrics[i].event == type) {
            by_metric[i].events += more->events;
            by_metric[i].gain += more->gain;
            by_metric[i].loss += more->loss;
        } else if (x->metrics[i].denominator == type) {
            by_metric[i].denominators += more->events;
        }
    }
}

/* How many events of types that are read the user has; to by_metric, unless that is NULL. */
static hl_status take_events(hl_store *store, const hl_log_experiment *x, int64_t user,
                             hl_unplaced *by_metric, int64_t *events, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    *events = 0;
    if (hl_log__statement(store, HL_SQL_EVENTS_BY_TYPE, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, user);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t type = 0, count = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &type, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_COUNT, &count, err);
        if (status == HL_OK && reads(x, type)) {
            const hl_unplaced more = {.events = (double)count,
                                      .gain = sqlite3_column_double(rows, 2),
                                      .loss = sqlite3_column_double(rows, 3)};
            if (by_metric != NULL)
                add_to_metrics(x, type, &more, by_metric);
            *events += count;
        }
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* ---- events of known users, whose id is written otherwise */

static hl_status add_respelled(hl_store *store, const hl_log_experiment *x,
                               const hl_log_stranger *s, int64_t *by_arm, int64_t *events,
                               hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    *events = 0;
    if (hl_log__statement(store, HL_SQL_EVENTS_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    (void)sqlite3_bind_int64(rows, 2, s->known);
    (void)sqlite3_bind_int64(rows, 3, s->user);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t type = 0, arm = 0, count = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &type, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_NAME, &arm, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 2, HL_LOG_INT_COUNT, &count, err);
        for (size_t i = 0; status == HL_OK && reads(x, type) && i < x->design->arm_count; i++)
            if (x->arms[i] == arm) {
                by_arm[i] += count;
                *events += count;
            }
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* ---- both */

static hl_status keep(hl_cells *cells, const char *text, const char **out, hl_error *err)
{
    *out = hl_base__arena_string(&cells->arena, text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

/* ---- on which days */

static hl_status add_day(hl_cells *cells, hl_events_on *on, int32_t day, hl_error *err)
{
    for (size_t i = on->count; i > 0; i--)
        if (on->days[i - 1].day == day) {
            on->days[i - 1].events++;
            return HL_OK;
        }
    if (on->count == on->capacity) {
        size_t larger = on->capacity == 0 ? 64 : on->capacity * 2;
        hl_day_events *days = hl_base__arena_array(&cells->arena, larger, sizeof *days);
        if (days == NULL)
            return hl_error_memory(err);
        if (on->count > 0)
            memcpy(days, on->days, on->count * sizeof *days);
        on->days = days;
        on->capacity = larger;
    }
    on->days[on->count++] = (hl_day_events){day, 1};
    return HL_OK;
}

static hl_status add_days(hl_store *store, const hl_log_experiment *x, const hl_log_stranger *s,
                          hl_cells *cells, hl_events_on *on, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_EVENT_TIMES, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, s->user);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t type = 0, at = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &type, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_INSTANT, &at, err);
        if (status == HL_OK && reads(x, type))
            status = add_day(cells, on, (int32_t)hl_base__zone_day(x->rules.zone, at), err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* ---- each */

static hl_status judge_nobody(hl_store *store, const hl_log_experiment *x, const hl_log_stranger *s,
                              hl_cells *cells, hl_error *err)
{
    hl_strangers *out = &cells->strangers;
    int64_t events = 0;
    hl_status status = take_events(store, x, s->user, cells->nobody, &events, err);
    out->of_nobody += events;
    if (status == HL_OK && events > 0)
        status = add_days(store, x, s, cells, &out->nobody_on, err);
    if (status == HL_OK && events > 0 && hl_log__stranger_goes_first(s, out->nobody_as))
        status = keep(cells, s->id, &out->nobody_as, err);
    return status;
}

static hl_status judge_elsewhere(hl_store *store, const hl_log_experiment *x,
                                 const hl_log_stranger *s, hl_cells *cells, hl_error *err)
{
    hl_strangers *out = &cells->strangers;
    int64_t events = 0;
    hl_status status = take_events(store, x, s->user, cells->elsewhere, &events, err);
    out->elsewhere += events;
    if (status == HL_OK && events > 0)
        status = add_days(store, x, s, cells, &out->elsewhere_on, err);
    if (status == HL_OK && events > 0 && hl_log__stranger_goes_first(s, out->elsewhere_as))
        status = keep(cells, s->id, &out->elsewhere_as, err);
    return status;
}

static hl_status judge_respelled(hl_store *store, const hl_log_experiment *x,
                                 const hl_log_stranger *s, hl_cells *cells, hl_error *err)
{
    hl_strangers *out = &cells->strangers;
    int64_t events = 0;
    hl_status status = add_respelled(store, x, s, out->by_arm, &events, err);
    out->found++;
    out->respelled += events;
    if (status != HL_OK || events == 0 || !hl_log__stranger_goes_first(s, out->id))
        return status;
    status = keep(cells, s->id, &out->id, err);
    return status == HL_OK ? keep(cells, s->known_id, &out->known, err) : status;
}

/* An id that is no word for nobody and has far more events than other strangers, a hundredth of
 * all, is that of a till, of a test, or what a shop writes for those whom it does not know. */
static hl_status is_crowd(hl_store *store, const hl_log_experiment *x, const hl_log_stranger *s,
                          const hl_strangers *all, bool *out, hl_error *err)
{
    enum { TIMES = 20, SHARE = 100 };
    int64_t events = 0;
    *out = false;
    if (!s->many || s->known != 0)
        return HL_OK;
    hl_status status = take_events(store, x, s->user, NULL, &events, err);
    int64_t others = all->events - events, users = all->looked_at > 1 ? all->looked_at - 1 : 1;
    *out = events >= TIMES && SHARE * events >= all->of && events * users >= TIMES * others;
    return status;
}

static hl_status judge_one(hl_store *store, const hl_log_experiment *x, const hl_log_stranger *s,
                           hl_cells *cells, hl_error *err)
{
    bool crowd = false;
    hl_strangers *out = &cells->strangers;
    hl_status status = is_crowd(store, x, s, out, &crowd, err);
    if (status != HL_OK)
        return status;
    if (s->nobody || crowd)
        return judge_nobody(store, x, s, cells, err);
    if (s->known != 0)
        return judge_respelled(store, x, s, cells, err);
    if (s->elsewhere)
        return judge_elsewhere(store, x, s, cells, err);
    return hl_log__stranger_goes_first(s, out->stranger_as)
               ? keep(cells, s->id, &out->stranger_as, err)
               : HL_OK;
}

hl_status hl_log__strangers_judge(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                  hl_error *err)
{
    hl_log_strangers all = {0};
    hl_strangers *out = &cells->strangers;
    out->by_arm = hl_base__arena_array(&cells->arena, x->design->arm_count, sizeof *out->by_arm);
    if (out->by_arm == NULL)
        return hl_error_memory(err);
    if (out->events == 0)
        return HL_OK;
    hl_status status = hl_log__strangers_read(store, &all, err);
    out->looked_at = (int64_t)all.count; /* before any is judged */
    for (size_t i = 0; status == HL_OK && i < all.count; i++)
        status = judge_one(store, x, &all.list[i], cells, err);
    hl_log__strangers_free(&all);
    return status;
}
