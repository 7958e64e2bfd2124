/* How the values of each event type are written, remembered from file to file: sums of money of two
 * currencies are no sum, and 12 beside 12 % is not twelve times as much. */
#ifndef HL_LOG_VALUE_MARKS_H
#define HL_LOG_VALUE_MARKS_H

#include "log/db.h"

/* Of a number that is not 0. */
typedef struct hl_log_value_mark {
    int64_t type; /* the number of its name */
    bool percent;
    char currency; /* hl_written_number; '\0': none was named yet */
    bool changed;  /* since it was read */
} hl_log_value_mark;

/* Zeroed = none. Types are few. */
typedef struct hl_log_value_marks {
    hl_log_value_mark *list;
    size_t count, capacity;
} hl_log_value_marks;

typedef enum hl_log_marking {
    HL_MARK_FITS,
    HL_MARK_OTHER_CURRENCY,
    HL_MARK_PERCENT, /* the others are none */
    HL_MARK_NO_PERCENT
} hl_log_marking;

/* In place of what the list has: that of the store. */
HL_NODISCARD hl_status hl_log__value_marks_read(hl_store *store, hl_log_value_marks *marks,
                                                hl_error *err);
/* Whether a value that is written so can be added to those of its type; if so it is remembered. */
HL_NODISCARD hl_status hl_log__value_mark_take(hl_log_value_marks *marks,
                                               const hl_log_value_mark *value, hl_log_marking *out,
                                               hl_error *err);
HL_NODISCARD hl_status hl_log__value_marks_write(hl_store *store, const hl_log_value_marks *marks,
                                                 hl_error *err);
void hl_log__value_marks_free(hl_log_value_marks *marks);

#endif
