/* How many events of each type the store has, and how many of them are of strangers: users whom no
 * touch and no users file has. Kept up with the log, so that a report need not read that. */
#ifndef HL_LOG_EVENT_TYPES_H
#define HL_LOG_EVENT_TYPES_H

#include "log/db.h"

/* What the table holds, from the log: one text, for a migration too. */
#define HL_LOG_EVENT_TYPES_OF_LOG                                                                  \
    "SELECT e.type, count(*), sum(u.attributes IS NULL AND NOT EXISTS (SELECT 1 FROM touches t "   \
    "WHERE t.user = e.user)) FROM events e JOIN users u ON u.user = e.user GROUP BY e.type"

typedef struct hl_log_type_count {
    int64_t type; /* the number of its name */
    int64_t events, strangers;
} hl_log_type_count;

/* Zeroed = none. Types are few. */
typedef struct hl_log_type_counts {
    hl_log_type_count *list;
    size_t count, capacity;
} hl_log_type_counts;

HL_NODISCARD hl_status hl_log__type_counts_add(hl_log_type_counts *counts,
                                               const hl_log_type_count *more, hl_error *err);
void hl_log__type_counts_free(hl_log_type_counts *counts);

/* Adds them to what the store has. */
HL_NODISCARD hl_status hl_log__event_types_write(hl_store *store, const hl_log_type_counts *counts,
                                                 hl_error *err);
/* Whether the store has what the log gives; repair: it has afterwards. */
HL_NODISCARD hl_status hl_log__event_types_verify(hl_store *store, bool repair, bool *right,
                                                  hl_error *err);

#endif
