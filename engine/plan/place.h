/* One candidate, one minute. Private to the planner. */
#ifndef HL_PLAN_PLACE_H
#define HL_PLAN_PLACE_H

#include "base/map.h"
#include "plan/planner.h"
#include "plan/trace.h"

struct hl_planner {
    const hl_plan_settings *settings;
    hl_ledger *ledger;
    hl_map legal_keys;
    hl_legal **legal; /* by index of legal_keys */
    size_t legal_capacity;
    hl_reason *reasons;
    size_t reason_count, reason_capacity;
    uint32_t traced; /* HL_LEDGER_NONE: none */
    hl_trace *trace;
    bool failed; /* out of memory */
};

/* One search: a candidate on one route, between two instants. */
typedef struct hl_search {
    hl_planner *planner;
    const hl_candidate *candidate;
    const hl_arm_step *arm_step;
    const hl_route *route;
    hl_legal *legal;
    hl_ledger_query question;
    int64_t from_ms, to_ms;  /* [from, to) */
    const hl_limit *held_by; /* the limit that moved it last, */
    uint32_t holder;         /* and the touch that stood there */
    int64_t released_ms;     /* to when */
} hl_search;

void hl_plan__reason_add(hl_planner *planner, hl_placement *placement, hl_reason reason);
/* The legal set for the route, the operator's shift and the zone; NULL: out of memory. */
hl_legal *hl_plan__planner_legal(hl_planner *planner, const hl_candidate *candidate,
                                 uint32_t route);
/* The first instant at which rules, caps aside, let the candidate go by its usual route: on the day
 * that its lead aims at, else later. False: there is none before the deadline (or no memory is
 * left: planner->failed). */
bool hl_plan__first_legal(hl_planner *planner, const hl_candidate *candidate, int64_t *at_ms);
/* Places the candidate and enters it into the ledger under its number. */
void hl_plan__place(hl_planner *planner, uint32_t number, const hl_candidate *candidate,
                    hl_placement *placement);

/* choose.c: an instant of [from_ms, to_ms) that is legal and within every cap, chosen as the hook
 * says. False when there is none. */
bool hl_plan__choose(hl_search *search, hl_placement *placement);
/* The last minute that is. */
bool hl_plan__choose_last(hl_search *search, int64_t *at_ms);
/* The first instant at or after at_ms that is; the end of its interval in *until. */
bool hl_plan__first_room(hl_search *search, int64_t at_ms, int64_t *out, int64_t *until);

/* trace.c: what was looked at and what came out, into the planner's trace. */
void hl_plan__trace_search(hl_search *search, hl_plan_route route, bool found, int64_t at_ms);

#endif
