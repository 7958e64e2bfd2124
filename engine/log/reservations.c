#include "log/reservations.h"

#include <stdlib.h>
#include <string.h>

#include "log/experiments.h"
#include "log/stored_int.h"
#include "log/touch_said.h"

enum { PLANNED = 0, CONFIRMED = 1, CANCELLED = 2 };

/* The touches of the last months are found by time. Only a store that is planned with needs that,
 * so the first plan makes the index, and stores that only take in logs do not pay for it. */
static hl_status index_touches(hl_store *store, hl_error *err)
{
    return hl_log__exec(store,
                        "CREATE INDEX IF NOT EXISTS touches_by_time ON "
                        "touches(coalesce(sent_at, planned_at))",
                        err);
}

hl_status hl_log__reserve_begin(hl_store *store, hl_error *err)
{
    hl_status status = hl_log__begin(store, err);
    if (status != HL_OK)
        return status;
    status = index_touches(store, err);
    store->held = status == HL_OK;
    if (status != HL_OK)
        hl_log__rollback(store);
    return status;
}

/* SQLite itself undoes a transaction after some errors; without one, each row that is written stays
 * by itself. */
hl_status hl_log__reserve_check(const hl_store *store, hl_error *err)
{
    if (store->held && sqlite3_get_autocommit(store->db) == 0)
        return HL_OK;
    return hl_error_set(err, HL_FAILED,
                        "%s: the plan no longer holds the store: nothing was reserved; plan anew",
                        store->path);
}

hl_status hl_log__reserve_commit(hl_store *store, hl_error *err)
{
    hl_status status = hl_log__commit(store, err);
    store->held = store->held && status != HL_OK;
    return status;
}

void hl_log__reserve_rollback(hl_store *store)
{
    store->held = false;
    hl_log__rollback(store);
}

/* The text of a column, "" for SQL's NULL. */
static hl_status text_at(sqlite3_stmt *row, int column, const char **out, hl_error *err)
{
    hl_status status = hl_log__column_text(row, column, out, NULL, err);
    if (status == HL_OK && *out == NULL)
        *out = "";
    return status;
}

static hl_status read_reservation(const hl_store *store, sqlite3_stmt *row, bool of_touch,
                                  hl_log_reservation *out, hl_error *err)
{
    int64_t class = -1;
    int64_t state = 0;
    *out = (hl_log_reservation){0};
    hl_status status = hl_log__int(store, row, 6, HL_LOG_INT_INSTANT, &out->at_utc_ms, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 7, HL_LOG_INT_CLASS, &class, err);
    if (status == HL_OK)
        status =
            hl_log__int(store, row, 8, of_touch ? HL_LOG_INT_SAID : HL_LOG_INT_STATE, &state, err);
    out->klass = (int)class;
    out->sent = of_touch;
    out->state = of_touch             ? hl_log__said_state(state)
                 : state == CANCELLED ? HL_TOUCH_STATE_CANCELLED
                                      : HL_TOUCH_STATE_GOES;
    const char **const texts[] = {&out->id,   &out->user,    &out->experiment,
                                  &out->hook, &out->channel, &out->operator_name};
    for (int i = 0; status == HL_OK && i < (int)(sizeof texts / sizeof texts[0]); i++)
        status = text_at(row, i, texts[i], err);
    return status;
}

static hl_status take_all(hl_store *store, hl_log_sql which, int64_t since_utc_ms,
                          hl_log_take_reservation *take, void *context, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, which, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, since_utc_ms);
    bool row = false;
    hl_log_reservation reservation;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_reservation(store, rows, which == HL_SQL_SENT_SINCE, &reservation, err);
        if (status == HL_OK)
            status = take(context, &reservation, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__reservations(hl_store *store, int64_t since_utc_ms, hl_log_take_reservation *take,
                               void *context, hl_error *err)
{
    hl_status status = take_all(store, HL_SQL_SENT_SINCE, since_utc_ms, take, context, err);
    if (status != HL_OK)
        return status;
    return take_all(store, HL_SQL_RESERVED_SINCE, since_utc_ms, take, context, err);
}

static hl_status take_events(hl_store *store, hl_log_sql which, int64_t utc_ms,
                             hl_log_take_event *take, void *context, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, which, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, utc_ms);
    bool row = false;
    const char *user = NULL;
    const char *type = NULL;
    int64_t at = 0;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = text_at(rows, 0, &user, err);
        if (status == HL_OK)
            status = text_at(rows, 1, &type, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 2, HL_LOG_INT_INSTANT, &at, err);
        if (status == HL_OK)
            status = take(context, user, type, at, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__events_since(hl_store *store, int64_t since_utc_ms, hl_log_take_event *take,
                               void *context, hl_error *err)
{
    return take_events(store, HL_SQL_EVENTS_SINCE, since_utc_ms, take, context, err);
}

hl_status hl_log__refused_events(hl_store *store, int64_t at_utc_ms, hl_log_take_event *take,
                                 void *context, hl_error *err)
{
    return take_events(store, HL_SQL_REJECTED_EVENTS, at_utc_ms, take, context, err);
}

hl_status hl_log__reserve(hl_store *store, const hl_log_reservation *reservation,
                          int64_t now_utc_ms, bool *added, hl_error *err)
{
    const char *const names[] = {reservation->experiment, reservation->hook, reservation->channel,
                                 reservation->operator_name};
    int64_t numbers[4];
    for (size_t i = 0; i < 4; i++)
        if (hl_log__name(store, names[i], strlen(names[i]), &numbers[i], err) != HL_OK)
            return HL_FAILED;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_RESERVE_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(add, 1, reservation->id, strlen(reservation->id));
    hl_log__bind_text(add, 2, reservation->user, strlen(reservation->user));
    for (int i = 0; i < 4; i++)
        (void)sqlite3_bind_int64(add, 3 + i, numbers[i]);
    (void)sqlite3_bind_int(add, 7, reservation->klass);
    (void)sqlite3_bind_int64(add, 8, reservation->at_utc_ms);
    (void)sqlite3_bind_int64(add, 9, now_utc_ms);
    (void)sqlite3_bind_int(add, 10, reservation->again);
    const char *const drawn[] = {reservation->propensity, reservation->policy, reservation->model};
    for (int i = 0; i < 3; i++)
        hl_log__bind_text(add, 11 + i, drawn[i], drawn[i] == NULL ? 0 : strlen(drawn[i]));
    hl_status status = hl_log__run(store, add, err);
    *added = status == HL_OK && sqlite3_changes(store->db) > 0;
    return status;
}

/* Only a touch that is planned may be confirmed; what is sent can no longer be cancelled. */
static hl_status change_one(hl_store *store, hl_log_sql which, const char *id, int64_t now_utc_ms,
                            int64_t *changed, hl_error *err)
{
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, which, &set, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(set, 1, id, strlen(id));
    (void)sqlite3_bind_int64(set, 2, now_utc_ms);
    if (hl_log__run(store, set, err) != HL_OK)
        return HL_FAILED;
    *changed += sqlite3_changes(store->db);
    return HL_OK;
}

hl_status hl_store_plan_change(hl_store *store, hl_plan_change change, const char *experiment,
                               const char *const *touches, size_t count, int64_t now_utc_ms,
                               int64_t *changed, hl_error *err)
{
    bool confirm = change == HL_PLAN_CONFIRM;
    hl_status status = hl_log__begin(store, err);
    *changed = 0;
    if (status == HL_OK && touches == NULL)
        status = change_one(store, confirm ? HL_SQL_CONFIRM_ALL : HL_SQL_CANCEL_ALL, experiment,
                            now_utc_ms, changed, err);
    for (size_t i = 0; status == HL_OK && touches != NULL && i < count; i++) {
        int64_t one = 0;
        status = change_one(store, confirm ? HL_SQL_CONFIRM : HL_SQL_CANCEL, touches[i], now_utc_ms,
                            &one, err);
        *changed += one;
        if (status == HL_OK && one == 0)
            status = hl_error_set(err, HL_REJECTED,
                                  "touch '%s' is not one that can be %s: nothing was changed",
                                  touches[i], confirm ? "confirmed" : "cancelled");
    }
    if (status == HL_OK)
        return hl_log__commit(store, err);
    hl_log__rollback(store);
    *changed = 0;
    return status;
}
