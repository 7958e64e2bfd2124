/* Integers of a store, each checked when it is read for what it can be: a file may have been
 * damaged or made to do harm, and what is computed from these (days, sums, places in arrays) has no
 * check of its own. */
#ifndef HL_LOG_STORED_INT_H
#define HL_LOG_STORED_INT_H

#include "log/db.h"

typedef enum hl_log_int_kind {
    HL_LOG_INT_USER,           /* the number of a user: from 1 */
    HL_LOG_INT_NAME,           /* the number of a name: from 1, below HL_LOG_TOUCHES */
    HL_LOG_INT_NAME_IF_ANY,    /* 0 where the column is NULL */
    HL_LOG_INT_KEY,            /* hl_log__key */
    HL_LOG_INT_VERSION,        /* of a definition, from 1 */
    HL_LOG_INT_GENERATION,     /* of the definitions */
    HL_LOG_INT_COUNT,          /* 0 to 2^40: sums of very many stay below 2^63 */
    HL_LOG_INT_INSTANT,        /* UTC milliseconds, years 1 to 9999 */
    HL_LOG_INT_INSTANT_IF_ANY, /* HL_LOG_NO_TIME where the column is NULL */
    HL_LOG_INT_DAY,            /* days since 1970 of an instant and of windows after it */
    HL_LOG_INT_CLASS,          /* an hl_hook_class; -1: that of the hook */
    HL_LOG_INT_BITS,           /* any 64: a checksum */
    HL_LOG_INT_STATE,          /* of a reservation, 0 to 2 */
    HL_LOG_INT_SAID,           /* of a touch, hl_log_said */
    HL_LOG_INT_LETTER,         /* of ASCII; 0: none */
    HL_LOG_INT_KINDS
} hl_log_int_kind;

/* HL_FAILED, "is damaged", when the column holds anything else. */
HL_NODISCARD hl_status hl_log__int(const hl_store *store, sqlite3_stmt *row, int column,
                                   hl_log_int_kind kind, int64_t *out, hl_error *err);

#endif
