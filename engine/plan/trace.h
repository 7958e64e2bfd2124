/* The replay of one touch: of each search its bounds, what each rule leaves of them, the caps, and
 * the slots that would have come next. */
#ifndef HL_PLAN_TRACE_H
#define HL_PLAN_TRACE_H

#include "base/arena.h"
#include "hookline/plan.h"

enum { HL_TRACE_SEARCHES = 2 }; /* the usual one, and the second choice */

/* A zeroed trace is empty and ready. */
typedef struct hl_trace {
    hl_arena arena;
    size_t count;
    hl_plan_search searches[HL_TRACE_SEARCHES];
    bool failed; /* out of memory */
} hl_trace;

#endif
