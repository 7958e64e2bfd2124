/* The local hours of a search in which a touch may go, for what draws one of them. */
#ifndef HL_PLAN_SLOTS_H
#define HL_PLAN_SLOTS_H

#include "plan/place.h"

/* A local hour: however rules cut it into pieces, it is one, and so is one that the clock shows
 * twice. */
typedef struct hl_plan_slot {
    int64_t local_hour;      /* hours since 1970 by the clock of the zone */
    int64_t at_ms, until_ms; /* where there is room first, and the end of that piece */
} hl_plan_slot;

enum { HL_PLAN_SLOTS_MOST = 24 * 62 };

/* Those from the start of the search to `to` that have room, by time; at most HL_PLAN_SLOTS_MOST.
 */
size_t hl_plan__slots(hl_search *search, int64_t to, hl_plan_slot *slots);

/* choose_model.c: by the model of send times, or as it is mixed with what goes evenly and as now.
 * False: there is no hour. */
bool hl_plan__choose_by_model(hl_search *search, hl_placement *placement);
/* choose.c: goes into the hour, spread by the hook's jitter where there is room. */
void hl_plan__go_in_slot(hl_search *search, const hl_plan_slot *slot, hl_placement *placement);

#endif
