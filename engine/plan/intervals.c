#include "plan/intervals.h"

#include <stdlib.h>

static bool grow(hl_intervals *set)
{
    if (set->count < set->capacity)
        return true;
    size_t capacity = set->capacity == 0 ? 16 : set->capacity * 2;
    hl_interval *items = realloc(set->items, capacity * sizeof *items);
    if (items == NULL) {
        set->failed = true;
        return false;
    }
    set->items = items;
    set->capacity = capacity;
    return true;
}

void hl_plan__intervals_add(hl_intervals *set, int64_t from, int64_t to)
{
    if (from >= to)
        return;
    hl_interval *last = set->count == 0 ? NULL : &set->items[set->count - 1];
    if (last != NULL && from <= last->to) {
        last->to = to > last->to ? to : last->to;
        return;
    }
    if (grow(set))
        set->items[set->count++] = (hl_interval){from, to};
}

void hl_plan__intervals_intersect(const hl_intervals *a, const hl_intervals *b, hl_intervals *out)
{
    hl_plan__intervals_clear(out);
    out->failed = out->failed || a->failed || b->failed;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        const hl_interval *x = &a->items[i];
        const hl_interval *y = &b->items[k];
        hl_plan__intervals_add(out, x->from > y->from ? x->from : y->from,
                               x->to < y->to ? x->to : y->to);
        if (x->to < y->to)
            i++;
        else
            k++;
    }
}

void hl_plan__intervals_unite(const hl_intervals *a, const hl_intervals *b, hl_intervals *out)
{
    hl_plan__intervals_clear(out);
    out->failed = out->failed || a->failed || b->failed;
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        bool from_a = k == b->count || (i < a->count && a->items[i].from <= b->items[k].from);
        const hl_interval *next = from_a ? &a->items[i++] : &b->items[k++];
        hl_plan__intervals_add(out, next->from, next->to);
    }
}

void hl_plan__intervals_complement(const hl_intervals *set, hl_interval within, hl_intervals *out)
{
    hl_plan__intervals_clear(out);
    out->failed = out->failed || set->failed;
    int64_t from = within.from;
    for (size_t i = 0; i < set->count && from < within.to; i++) {
        const hl_interval *gap = &set->items[i];
        hl_plan__intervals_add(out, from, gap->from < within.to ? gap->from : within.to);
        from = gap->to > from ? gap->to : from;
    }
    hl_plan__intervals_add(out, from, within.to);
}

size_t hl_plan__intervals_at(const hl_intervals *set, int64_t instant)
{
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->items[middle].to <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool hl_plan__intervals_contain(const hl_intervals *set, int64_t instant)
{
    size_t i = hl_plan__intervals_at(set, instant);
    return i < set->count && set->items[i].from <= instant;
}

void hl_plan__intervals_clear(hl_intervals *set)
{
    set->count = 0;
}

void hl_plan__intervals_free(hl_intervals *set)
{
    free(set->items);
    *set = (hl_intervals){0};
}
