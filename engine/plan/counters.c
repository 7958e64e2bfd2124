#include "plan/counters.h"

#include <stdlib.h>

static size_t place_of(const hl_counters *counters, uint32_t limit, uint32_t entity, int64_t period)
{
    uint64_t h = (uint64_t)period * 0x9e3779b97f4a7c15ULL;
    h ^= ((uint64_t)limit << 32 | entity) * 0xc2b2ae3d27d4eb4fULL;
    h ^= h >> 29;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 32;
    size_t slot = (size_t)h & (counters->capacity - 1);
    for (;; slot = (slot + 1) & (counters->capacity - 1)) {
        const hl_counter *c = &counters->slots[slot];
        if (c->count < 0 || (c->period == period && c->limit == limit && c->entity == entity))
            return slot;
    }
}

static bool grow(hl_counters *counters)
{
    hl_counters bigger = {.capacity = counters->capacity == 0 ? 256 : counters->capacity * 2};
    bigger.slots = calloc(bigger.capacity, sizeof *bigger.slots);
    if (bigger.slots == NULL)
        return false;
    for (size_t i = 0; i < bigger.capacity; i++)
        bigger.slots[i].count = -1;
    for (size_t i = 0; i < counters->capacity; i++) {
        const hl_counter *c = &counters->slots[i];
        if (c->count >= 0)
            bigger.slots[place_of(&bigger, c->limit, c->entity, c->period)] = *c;
    }
    bigger.used = counters->used;
    free(counters->slots);
    *counters = bigger;
    return true;
}

hl_counter *hl_plan__counters_find(const hl_counters *counters, uint32_t limit, uint32_t entity,
                                   int64_t period)
{
    if (counters->capacity == 0)
        return NULL;
    hl_counter *c = &counters->slots[place_of(counters, limit, entity, period)];
    return c->count < 0 ? NULL : c;
}

hl_counter *hl_plan__counters_take(hl_counters *counters, uint32_t limit, uint32_t entity,
                                   int64_t period)
{
    if (counters->used * 4 >= counters->capacity * 3 && !grow(counters))
        return NULL;
    hl_counter *c = &counters->slots[place_of(counters, limit, entity, period)];
    if (c->count < 0) {
        *c = (hl_counter){.limit = limit, .entity = entity, .period = period};
        counters->used++;
    }
    return c;
}

int64_t hl_plan__counters_room(hl_counters *counters, uint32_t limit, uint32_t entity,
                               int64_t period, int64_t most)
{
    int64_t free_period = period;
    hl_counter *c = NULL;
    while ((c = hl_plan__counters_find(counters, limit, entity, free_period)) != NULL &&
           c->count >= most)
        free_period = c->next > free_period ? c->next : free_period + 1;
    for (int64_t at = period; at < free_period;) { /* shorten the way for the next one */
        c = hl_plan__counters_find(counters, limit, entity, at);
        int64_t next = c->next > at ? c->next : at + 1;
        c->next = free_period;
        at = next;
    }
    return free_period;
}

void hl_plan__counters_free(hl_counters *counters)
{
    free(counters->slots);
    *counters = (hl_counters){0};
}

enum { MINUTE_MS = 60000, TREE_LEAVES = 1 << 20 };

bool hl_plan__rolling_open(hl_rolling *rolling, uint32_t limit, int64_t from_ms, int64_t width_ms)
{
    int64_t width = (width_ms + MINUTE_MS - 1) / MINUTE_MS + 1;
    *rolling = (hl_rolling){.limit = limit,
                            .base_minute = from_ms / MINUTE_MS - 2 * width,
                            .width = width,
                            .leaves = TREE_LEAVES};
    rolling->added = calloc(2 * rolling->leaves, sizeof *rolling->added);
    rolling->most = calloc(2 * rolling->leaves, sizeof *rolling->most);
    return rolling->added != NULL && rolling->most != NULL;
}

void hl_plan__rolling_free(hl_rolling *rolling)
{
    free(rolling->added);
    free(rolling->most);
}

typedef struct range {
    size_t node, low, high; /* leaves [low, high) below the node */
} range;

static void add_in(hl_rolling *r, range at, size_t from, size_t to)
{
    if (to <= at.low || at.high <= from)
        return;
    if (from <= at.low && at.high <= to) {
        r->added[at.node]++;
        r->most[at.node]++;
        return;
    }
    size_t middle = (at.low + at.high) / 2;
    add_in(r, (range){at.node * 2, at.low, middle}, from, to);
    add_in(r, (range){at.node * 2 + 1, middle, at.high}, from, to);
    int32_t left = r->most[at.node * 2];
    int32_t right = r->most[at.node * 2 + 1];
    r->most[at.node] = (left > right ? left : right) + r->added[at.node];
}

/* The last leaf of [from, to) that holds at least count; SIZE_MAX when there is none. */
static size_t last_full(const hl_rolling *r, range at, size_t from, size_t to, int64_t count)
{
    if (to <= at.low || at.high <= from || r->most[at.node] < count)
        return SIZE_MAX;
    if (at.high - at.low == 1)
        return at.low;
    size_t middle = (at.low + at.high) / 2;
    count -= r->added[at.node];
    size_t found = last_full(r, (range){at.node * 2 + 1, middle, at.high}, from, to, count);
    return found != SIZE_MAX ? found
                             : last_full(r, (range){at.node * 2, at.low, middle}, from, to, count);
}

/* Windows that hold the minute start at minute - width + 1 .. minute. */
static bool starts_of(const hl_rolling *r, int64_t minute, size_t *from, size_t *to)
{
    int64_t last = minute - r->base_minute;
    if (last < 0 || last >= (int64_t)r->leaves)
        return false;
    *from = last < r->width ? 0 : (size_t)(last - r->width + 1);
    *to = (size_t)last + 1;
    return true;
}

void hl_plan__rolling_add(hl_rolling *rolling, int64_t at_ms)
{
    size_t from = 0;
    size_t to = 0;
    if (starts_of(rolling, at_ms / MINUTE_MS, &from, &to))
        add_in(rolling, (range){1, 0, rolling->leaves}, from, to);
}

int64_t hl_plan__rolling_release(const hl_rolling *rolling, int64_t at_ms, int64_t count)
{
    int64_t minute = at_ms / MINUTE_MS;
    size_t from = 0;
    size_t to = 0;
    while (starts_of(rolling, minute, &from, &to)) {
        size_t full = last_full(rolling, (range){1, 0, rolling->leaves}, from, to, count);
        if (full == SIZE_MAX)
            return minute == at_ms / MINUTE_MS ? at_ms : minute * MINUTE_MS;
        minute = rolling->base_minute + (int64_t)full + rolling->width;
    }
    return INT64_MAX;
}
