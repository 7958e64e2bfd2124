/* Sets of instants: sorted half-open UTC intervals that neither touch nor overlap. Every rule of
 * the planner is one such set, so that rules combine by set operations alone.
 *
 * A zeroed set is empty and ready. When memory runs out a set remembers that (failed). */
#ifndef HL_PLAN_INTERVALS_H
#define HL_PLAN_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hl_interval {
    int64_t from; /* inclusive, UTC ms */
    int64_t to;   /* exclusive */
} hl_interval;

typedef struct hl_intervals {
    hl_interval *items;
    size_t count;
    size_t capacity;
    bool failed;
} hl_intervals;

/* Adds at the end: from must not be before the last interval's from. What touches is merged, what
 * is empty is left out. */
void hl_plan__intervals_add(hl_intervals *set, int64_t from, int64_t to);
/* out must be another set; it is overwritten. */
void hl_plan__intervals_intersect(const hl_intervals *a, const hl_intervals *b, hl_intervals *out);
void hl_plan__intervals_unite(const hl_intervals *a, const hl_intervals *b, hl_intervals *out);
void hl_plan__intervals_complement(const hl_intervals *set, hl_interval within, hl_intervals *out);
/* The first interval that ends after the instant; set->count when there is none. */
size_t hl_plan__intervals_at(const hl_intervals *set, int64_t instant);
bool hl_plan__intervals_contain(const hl_intervals *set, int64_t instant);
void hl_plan__intervals_clear(hl_intervals *set); /* keeps the memory */
void hl_plan__intervals_free(hl_intervals *set);

#endif
