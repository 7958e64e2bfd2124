#include "log/user_log.h"

#include <stdlib.h>
#include <string.h>

#include "log/stored_int.h"

void hl_log__user_log_clear(hl_log_user_log *log)
{
    log->touch_count = 0;
    log->event_count = 0;
    hl_log__text_pool_clear(&log->pool);
}

void hl_log__user_log_free(hl_log_user_log *log)
{
    free(log->touches);
    free(log->events);
    hl_log__text_pool_free(&log->pool);
    *log = (hl_log_user_log){0};
}

static bool grow(void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *larger = realloc(*items, wanted * size);
    if (larger == NULL)
        return false;
    *items = larger;
    *capacity = wanted;
    return true;
}

hl_log_touch *hl_log__user_log_touch(hl_log_user_log *log)
{
    void *items = log->touches;
    if (!grow(&items, log->touch_count, &log->touch_capacity, sizeof *log->touches))
        return NULL;
    log->touches = items;
    return &log->touches[log->touch_count];
}

hl_log_event *hl_log__user_log_event(hl_log_user_log *log)
{
    void *items = log->events;
    if (!grow(&items, log->event_count, &log->event_capacity, sizeof *log->events))
        return NULL;
    log->events = items;
    return &log->events[log->event_count];
}

hl_status hl_log__pooled_column(hl_text_pool *pool, sqlite3_stmt *row, int column, const char **out,
                                hl_error *err)
{
    const char *text = NULL;
    size_t length = 0;
    *out = NULL;
    hl_status status = hl_log__column_text(row, column, &text, &length, err);
    if (status != HL_OK || text == NULL)
        return status;
    *out = hl_log__text_pool_text(pool, text, length);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

static hl_status read_number(const hl_store *store, sqlite3_stmt *row, int column, uint32_t *out,
                             hl_error *err)
{
    int64_t name = 0;
    hl_status status = hl_log__int(store, row, column, HL_LOG_INT_NAME, &name, err);
    *out = (uint32_t)name;
    return status;
}

static hl_status read_touch(const hl_store *store, sqlite3_stmt *row, uint32_t index,
                            hl_log_user_log *log, hl_error *err)
{
    hl_log_touch *touch = hl_log__user_log_touch(log);
    if (touch == NULL)
        return hl_error_memory(err);
    *touch = (hl_log_touch){.user = index};
    hl_status status = read_number(store, row, 1, &touch->experiment, err);
    if (status == HL_OK)
        status = read_number(store, row, 2, &touch->arm, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 3, HL_LOG_INT_INSTANT_IF_ANY, &touch->planned_utc_ms, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 4, HL_LOG_INT_INSTANT_IF_ANY, &touch->sent_utc_ms, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&log->pool, row, 0, &touch->id, err);
    if (status == HL_OK && touch->id == NULL)
        status = hl_log__damaged(store, "a touch without an id", err);
    log->touch_count += status == HL_OK;
    return status;
}

static hl_status read_value(const hl_store *store, sqlite3_stmt *row, int column,
                            hl_log_event *event, hl_error *err)
{
    const char *value = NULL;
    size_t length = 0;
    hl_status status = hl_log__column_text(row, column, &value, &length, err);
    event->valued = value != NULL;
    if (event->valued && hl_base__decimal_parse(value, length, &event->value) != HL_DECIMAL_EXACT)
        return hl_log__damaged(store, "the value of an event is no number", err);
    return status;
}

static hl_status read_event(const hl_store *store, sqlite3_stmt *row, uint32_t index,
                            hl_log_user_log *log, hl_error *err)
{
    hl_log_event *event = hl_log__user_log_event(log);
    if (event == NULL)
        return hl_error_memory(err);
    *event = (hl_log_event){.user = index};
    hl_status status = read_number(store, row, 1, &event->type, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_INSTANT, &event->at_utc_ms, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&log->pool, row, 0, &event->id, err);
    if (status == HL_OK && event->id == NULL)
        status = hl_log__damaged(store, "an event without an id", err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&log->pool, row, 3, &event->touch, err);
    if (status == HL_OK)
        status = read_value(store, row, 4, event, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&log->pool, row, 5, &event->currency, err);
    log->event_count += status == HL_OK;
    return status;
}

static hl_status read_rows(hl_store *store, hl_log_sql which, int64_t user, uint32_t index,
                           hl_log_user_log *log, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, which, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, user);
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = which == HL_SQL_TOUCHES_OF_USER ? read_touch(store, rows, index, log, err)
                                                 : read_event(store, rows, index, log, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__user_log_read(hl_store *store, int64_t user, uint32_t index, hl_log_user_log *log,
                                hl_error *err)
{
    if (read_rows(store, HL_SQL_TOUCHES_OF_USER, user, index, log, err) != HL_OK)
        return HL_FAILED;
    return read_rows(store, HL_SQL_EVENTS_OF_USER, user, index, log, err);
}

hl_status hl_log__attributes_of(const hl_store *store, hl_log_attributes *attributes,
                                const char *json, size_t length, hl_error *err)
{
    hl_status status = hl_log__attributes_read(attributes, json, length);
    if (status == HL_REJECTED)
        return hl_error_set(err, HL_FAILED, "%s: the attributes of a user cannot be read",
                            store->path);
    return status == HL_OK ? HL_OK : hl_error_memory(err);
}

static hl_status take_user(const hl_store *store, sqlite3_stmt *row, hl_text_pool *pool,
                           hl_log_user *out, hl_log_attributes *attributes, hl_error *err)
{
    out->known = sqlite3_column_type(row, 2) != SQLITE_NULL;
    hl_status status = hl_log__pooled_column(pool, row, 0, &out->id, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(pool, row, 1, &out->zone, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(pool, row, 2, &out->attributes, err);
    if (status == HL_OK && out->id == NULL)
        status = hl_log__damaged(store, "a user without an id", err);
    if (status != HL_OK || out->id == NULL)
        return status;
    if (out->attributes == NULL)
        out->attributes = "";
    status =
        hl_log__attributes_of(store, attributes, out->attributes, strlen(out->attributes), err);
    return status == HL_OK ? hl_log__attributes_add_id(attributes, out->id, strlen(out->id), err)
                           : status;
}

hl_status hl_log__attributes_add_id(hl_log_attributes *attributes, const char *id, size_t length,
                                    hl_error *err)
{
    hl_status status = hl_log__attributes_add(attributes, "user_id", id, length);
    return status == HL_OK ? HL_OK : hl_error_memory(err);
}

hl_status hl_log__user_read(hl_store *store, int64_t user, hl_text_pool *pool, hl_log_user *out,
                            hl_log_attributes *attributes, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(store, HL_SQL_USER_ATTRIBUTES, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, user);
    bool row = false;
    hl_status status = hl_log__step(store, get, &row, err);
    if (status == HL_OK && !row)
        status = hl_log__damaged(store, "a user is missing", err);
    if (status == HL_OK)
        status = take_user(store, get, pool, out, attributes, err);
    hl_log__done(get);
    return status;
}
