#include "log/user_log.h"

#include <stdlib.h>
#include <string.h>

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

static const char *pooled_column(hl_text_pool *pool, sqlite3_stmt *row, int column)
{
    const void *text = sqlite3_column_text(row, column);
    return hl_log__text_pool_text(pool, text, (size_t)sqlite3_column_bytes(row, column));
}

static int64_t time_column(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? HL_LOG_NO_TIME
                                                           : sqlite3_column_int64(row, column);
}

static hl_status read_touch(sqlite3_stmt *row, uint32_t index, hl_log_user_log *log, hl_error *err)
{
    hl_log_touch *touch = hl_log__user_log_touch(log);
    if (touch == NULL)
        return hl_error_memory(err);
    *touch = (hl_log_touch){.id = pooled_column(&log->pool, row, 0),
                            .user = index,
                            .experiment = (uint32_t)sqlite3_column_int64(row, 1),
                            .arm = (uint32_t)sqlite3_column_int64(row, 2),
                            .planned_utc_ms = time_column(row, 3),
                            .sent_utc_ms = time_column(row, 4)};
    if (touch->id == NULL)
        return hl_error_memory(err);
    log->touch_count++;
    return HL_OK;
}

static hl_status read_event(sqlite3_stmt *row, uint32_t index, hl_log_user_log *log, hl_error *err)
{
    hl_log_event *event = hl_log__user_log_event(log);
    if (event == NULL)
        return hl_error_memory(err);
    bool named = sqlite3_column_type(row, 3) != SQLITE_NULL;
    *event = (hl_log_event){.id = pooled_column(&log->pool, row, 0),
                            .touch = named ? pooled_column(&log->pool, row, 3) : NULL,
                            .user = index,
                            .type = (uint32_t)sqlite3_column_int64(row, 1),
                            .at_utc_ms = sqlite3_column_int64(row, 2)};
    if (event->id == NULL || (named && event->touch == NULL))
        return hl_error_memory(err);
    if (sqlite3_column_type(row, 4) != SQLITE_NULL) {
        const char *text = (const char *)sqlite3_column_text(row, 4);
        (void)hl_base__decimal_parse(text, (size_t)sqlite3_column_bytes(row, 4), &event->value);
        event->valued = true;
    }
    log->event_count++;
    return HL_OK;
}

static hl_status read_rows(hl_store *store, hl_log_sql which, int64_t user, uint32_t index,
                           hl_log_user_log *log, hl_error *err)
{
    sqlite3_stmt *rows = hl_log__statement(store, which, err);
    if (rows == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, user);
    hl_status status = HL_OK;
    int code = hl_log__step(store, rows, err);
    while (code == SQLITE_ROW && status == HL_OK) {
        status = which == HL_SQL_TOUCHES_OF_USER ? read_touch(rows, index, log, err)
                                                 : read_event(rows, index, log, err);
        if (status == HL_OK)
            code = hl_log__step(store, rows, err);
    }
    hl_log__done(rows);
    return status == HL_OK && code == SQLITE_DONE ? HL_OK : HL_FAILED;
}

hl_status hl_log__user_log_read(hl_store *store, int64_t user, uint32_t index, hl_log_user_log *log,
                                hl_error *err)
{
    if (read_rows(store, HL_SQL_TOUCHES_OF_USER, user, index, log, err) != HL_OK)
        return HL_FAILED;
    return read_rows(store, HL_SQL_EVENTS_OF_USER, user, index, log, err);
}

hl_status hl_log__user_read(hl_store *store, int64_t user, hl_text_pool *pool, hl_log_user *out,
                            hl_log_attributes *attributes, hl_error *err)
{
    sqlite3_stmt *get = hl_log__statement(store, HL_SQL_USER_ATTRIBUTES, err);
    if (get == NULL)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, user);
    int code = hl_log__step(store, get, err);
    hl_status status = code == SQLITE_ROW ? HL_OK : HL_FAILED;
    if (code == SQLITE_DONE)
        status = hl_error_set(err, HL_FAILED, "%s: is damaged: a user is missing", store->path);
    if (status == HL_OK) {
        bool zoned = sqlite3_column_type(get, 1) != SQLITE_NULL;
        out->known = sqlite3_column_type(get, 2) != SQLITE_NULL;
        out->id = pooled_column(pool, get, 0);
        out->zone = zoned ? pooled_column(pool, get, 1) : NULL;
        out->attributes = pooled_column(pool, get, 2);
        if (out->id == NULL || out->attributes == NULL || (zoned && out->zone == NULL) ||
            !hl_log__attributes_read(attributes, out->attributes, strlen(out->attributes)))
            status = hl_error_set(err, HL_FAILED, "%s: the attributes of a user cannot be read",
                                  store->path);
    }
    hl_log__done(get);
    return status;
}
