/* Tables of touches from a world whose hours are known: office answers around 20:00, home around
 * 9:00. */
#ifndef HL_TESTS_TIMING_TOUCHES_H
#define HL_TESTS_TIMING_TOUCHES_H

#include "hookline/timing.h"
#include "tests/support/check.h"

enum { DAY_MS = 86400000, HOUR_MS = 3600000, COLUMNS = 5, FIELD = 48 };
extern const char
    *const hl_touches_columns[COLUMNS]; /* user_id, segment, sent_at, clicked, propensity */

/* A table of touches as texts. */
typedef struct table {
    char (*texts)[FIELD];
    const char **cells;
    size_t rows, room;
} table;

table hl_touches_new(size_t room);
void hl_touches_free(table *t);
void hl_touches_put(table *t, const char *user, const char *segment, int64_t utc_ms, bool click,
                    const char *propensity);
void hl_touches_swap(table *t, size_t a, size_t b);
/* The rate of a segment (0: office, 1: home) at a local hour of Asia/Shanghai. */
double hl_touches_rate(size_t segment, int hour, double effect);
/* Touches at hours drawn from 08:00 to 23:00 on days drawn from 8 weeks. */
table hl_touches_play(size_t users, size_t touches, double effect, const char *propensity,
                      uint64_t seed);
/* How to read such a table. */
hl_timing_options hl_touches_options(void);

#endif
