/* What the store knows of a unit: the touches and events of its users, as evaluation takes them. */
#ifndef HL_LOG_USER_LOG_H
#define HL_LOG_USER_LOG_H

#include "log/contribution.h"
#include "log/stored_attributes.h"
#include "log/text_pool.h"

/* Zeroed = ready; used again by the next unit. */
typedef struct hl_log_user_log {
    hl_log_touch *touches;
    size_t touch_count, touch_capacity;
    hl_log_event *events;
    size_t event_count, event_capacity;
    hl_text_pool pool; /* owns the texts */
} hl_log_user_log;

void hl_log__user_log_clear(hl_log_user_log *log);
void hl_log__user_log_free(hl_log_user_log *log);
/* Room for one more at the end (not yet counted); NULL when out of memory. */
hl_log_touch *hl_log__user_log_touch(hl_log_user_log *log);
hl_log_event *hl_log__user_log_event(hl_log_user_log *log);

/* Appends what the store has of a user, as the index-th user of the unit. */
HL_NODISCARD hl_status hl_log__user_log_read(hl_store *store, int64_t user, uint32_t index,
                                             hl_log_user_log *log, hl_error *err);

/* A user's row; texts in the pool. */
typedef struct hl_log_user {
    const char *id;
    const char *zone;       /* or NULL */
    const char *attributes; /* as stored; "" when nothing is known */
    bool known;             /* a users file had this user */
} hl_log_user;

/* A copy of the text of a column; NULL where the column is. */
HL_NODISCARD hl_status hl_log__pooled_column(hl_text_pool *pool, sqlite3_stmt *row, int column,
                                             const char **out, hl_error *err);

/* hl_log__attributes_read, with the error said. */
HL_NODISCARD hl_status hl_log__attributes_of(const hl_store *store, hl_log_attributes *attributes,
                                             const char *json, size_t length, hl_error *err);
/* Conditions and segments may ask for the id, as they may of a users file: the member user_id,
 * borrowed. Never written. */
HL_NODISCARD hl_status hl_log__attributes_add_id(hl_log_attributes *attributes, const char *id,
                                                 size_t length, hl_error *err);
HL_NODISCARD hl_status hl_log__user_read(hl_store *store, int64_t user, hl_text_pool *pool,
                                         hl_log_user *out, hl_log_attributes *attributes,
                                         hl_error *err);

#endif
