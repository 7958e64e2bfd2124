#include "log/event_types.h"

#include <stdlib.h>

static hl_log_type_count *find(hl_log_type_counts *counts, int64_t type)
{
    for (size_t i = 0; i < counts->count; i++)
        if (counts->list[i].type == type)
            return &counts->list[i];
    return NULL;
}

static hl_log_type_count *append(hl_log_type_counts *counts, int64_t type)
{
    if (counts->count == counts->capacity) {
        size_t capacity = counts->capacity == 0 ? 16 : counts->capacity * 2;
        hl_log_type_count *list = realloc(counts->list, capacity * sizeof *list);
        if (list == NULL)
            return NULL;
        counts->list = list;
        counts->capacity = capacity;
    }
    counts->list[counts->count] = (hl_log_type_count){.type = type};
    return &counts->list[counts->count++];
}

hl_status hl_log__type_counts_add(hl_log_type_counts *counts, const hl_log_type_count *more,
                                  hl_error *err)
{
    hl_log_type_count *have = find(counts, more->type);
    if (have == NULL)
        have = append(counts, more->type);
    if (have == NULL)
        return hl_error_memory(err);
    have->events += more->events;
    have->strangers += more->strangers;
    return HL_OK;
}

void hl_log__type_counts_free(hl_log_type_counts *counts)
{
    free(counts->list);
    *counts = (hl_log_type_counts){0};
}

hl_status hl_log__event_types_write(hl_store *store, const hl_log_type_counts *counts,
                                    hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < counts->count; i++) {
        const hl_log_type_count *more = &counts->list[i];
        sqlite3_stmt *add = NULL;
        status = hl_log__statement(store, HL_SQL_EVENT_TYPE_ADD, &add, err);
        if (status != HL_OK)
            return status;
        (void)sqlite3_bind_int64(add, 1, more->type);
        (void)sqlite3_bind_int64(add, 2, more->events);
        (void)sqlite3_bind_int64(add, 3, more->strangers);
        status = hl_log__run(store, add, err);
    }
    return status;
}

hl_status hl_log__event_types_verify(hl_store *store, bool repair, bool *right, hl_error *err)
{
    static const char differing[] =
        "SELECT count(*) FROM (SELECT * FROM (SELECT type, events, strangers FROM event_types "
        "EXCEPT " HL_LOG_EVENT_TYPES_OF_LOG ") UNION ALL SELECT * FROM (" HL_LOG_EVENT_TYPES_OF_LOG
        " EXCEPT SELECT type, events, strangers FROM event_types))";
    int64_t count = 0;
    hl_status status = hl_log__query_int(store, differing, 0, &count, err);
    *right = status == HL_OK && count == 0;
    if (status != HL_OK || *right || !repair)
        return status;
    return hl_log__exec(store,
                        "DELETE FROM event_types;"
                        "INSERT INTO event_types " HL_LOG_EVENT_TYPES_OF_LOG,
                        err);
}
