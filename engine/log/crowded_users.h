/* Users with far more rows of a file than others have: an id that stands for nobody ("guest", "0"),
 * a test account, a machine. */
#ifndef HL_LOG_CROWDED_USERS_H
#define HL_LOG_CROWDED_USERS_H

#include <stddef.h>
#include <stdint.h>

#include "hookline/problems.h"

enum { HL_LOG_CROWDS = 64, HL_LOG_CROWD_ID = 80 };

/* Zeroed: none. Whoever has 1 % of all rows is among them unless the file has a hundred batches. */
typedef struct hl_log_crowds {
    struct {
        char id[HL_LOG_CROWD_ID]; /* cut when it is longer */
        int64_t user, rows;
    } list[HL_LOG_CROWDS];
    size_t count;
    int64_t rows, users; /* of the file; of the batch that had most */
} hl_log_crowds;

/* A batch had so many rows of the user. */
void hl_log__crowds_note(hl_log_crowds *crowds, int64_t user, const char *id, size_t length,
                         int64_t rows);
/* A warning for each, as the flat file's rows are judged (analysis/check_units.c). */
void hl_log__crowds_tell(const hl_log_crowds *crowds, const char *file, hl_problems *problems);

#endif
