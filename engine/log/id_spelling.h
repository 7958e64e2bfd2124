/* Ids of one user that two files write in two ways: U12 and u12, 12 and 0012, 12.0 and 12. */
#ifndef HL_LOG_ID_SPELLING_H
#define HL_LOG_ID_SPELLING_H

#include "log/db.h"

enum { HL_LOG_ID_SIZE = 80 }; /* of an id that is looked at, with its NUL */

/* Strangers (event_types.h) that were looked at, and how many of them a user with touches or
 * attributes would be, were the id written otherwise; the first of these, and that user. */
typedef struct hl_log_spelled {
    int64_t looked_at, found;
    char id[HL_LOG_ID_SIZE], known[HL_LOG_ID_SIZE];
} hl_log_spelled;

/* Looks at up to a hundred of the store's strangers, of the users that came first and last where
 * there are very many. Which ones depends on their ids alone. */
HL_NODISCARD hl_status hl_log__strangers_spelled(hl_store *store, hl_log_spelled *out,
                                                 hl_error *err);

#endif
