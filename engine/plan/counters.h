/* Counters of many touches: by period of the calendar, and over a rolling window. */
#ifndef HL_PLAN_COUNTERS_H
#define HL_PLAN_COUNTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One period of one limit: how many, and a later period to look at next when it is full. */
typedef struct hl_counter {
    uint32_t limit, entity;
    int64_t period;
    int64_t count; /* -1: the slot is free */
    int64_t next;  /* no period in [period, next) has room; 0 = not known */
    uint32_t holder;
} hl_counter;

/* A zeroed table is empty and ready. */
typedef struct hl_counters {
    hl_counter *slots;
    size_t used, capacity;
} hl_counters;

/* NULL: never counted (find), or out of memory (take). Valid until the next take. */
hl_counter *hl_plan__counters_find(const hl_counters *counters, uint32_t limit, uint32_t entity,
                                   int64_t period);
hl_counter *hl_plan__counters_take(hl_counters *counters, uint32_t limit, uint32_t entity,
                                   int64_t period);
/* The first period at or after it whose count is below most. Remembers the way. */
int64_t hl_plan__counters_room(hl_counters *counters, uint32_t limit, uint32_t entity,
                               int64_t period, int64_t most);
void hl_plan__counters_free(hl_counters *counters);

/* How many touches lie in every window of `width` minutes: a tree over the starting minutes with
 * range add and range maximum. Minutes count whole, so a window of n minutes is held as n + 1 of
 * them: never one too many, at most one minute too careful. */
typedef struct hl_rolling {
    uint32_t limit;
    int64_t base_minute;
    int64_t width;
    size_t leaves; /* a power of two */
    int32_t *added, *most;
} hl_rolling;

/* False: out of memory. Covers two years from from_ms on. */
bool hl_plan__rolling_open(hl_rolling *rolling, uint32_t limit, int64_t from_ms, int64_t width_ms);
void hl_plan__rolling_free(hl_rolling *rolling);
void hl_plan__rolling_add(hl_rolling *rolling, int64_t at_ms);
/* The first instant at or after at_ms at which one more keeps every window at `count` or below;
 * INT64_MAX when there is none within two years. */
int64_t hl_plan__rolling_release(const hl_rolling *rolling, int64_t at_ms, int64_t count);

#endif
