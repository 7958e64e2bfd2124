/* The planner: candidates in, placements out. Plain structs, no files, no store, no clock: the same
 * candidates in any order give the same placements.
 *
 *   hl_planner *planner = hl_plan__planner_new(&settings);
 *   status = hl_plan__planner_run(planner, candidates, NULL, count, placements, err);
 */
#ifndef HL_PLAN_PLANNER_H
#define HL_PLAN_PLANNER_H

#include "hookline/channel.h"
#include "hookline/definition.h"
#include "plan/ledger.h"
#include "plan/legal.h"
#include "plan/reason.h"
#include "plan/trace.h"
#include "timing/chances.h"

/* One set of rules under which a touch may go. */
typedef struct hl_route {
    const hl_channel *channel; /* NULL: a channel without rules */
    uint32_t channel_number;
    size_t rule_count; /* without the shift */
    hl_rule rules[HL_RULES_MOST];
    size_t limit_count;
    const hl_limit *const *limits;
} hl_route;

/* Of the routes by which a touch may go, these have rules of their own. */
enum { HL_ROUTES = HL_PLAN_ROUTE_ANYWAY + 1 };

/* What every touch of one step of one arm has in common. */
typedef struct hl_arm_step {
    const hl_hook *hook;
    const hl_arm *arm; /* for names; may be NULL */
    size_t arm_index, step_index;
    uint32_t hook_number;
    uint32_t signals[2]; /* what sets it off: its hook's name, its hook's trigger (HL_MAP_NONE) */
    size_t after;        /* hook of the experiment that must have gone before; SIZE_MAX: none */
    bool has_route[HL_ROUTES];
    hl_route routes[HL_ROUTES];
} hl_arm_step;

typedef struct hl_candidate {
    const char *trigger_id; /* borrowed; with the step it is the touch's identity */
    uint32_t trigger_length;
    uint32_t user;
    uint32_t operator_user; /* HL_LEDGER_NONE */
    uint32_t arm_step;
    uint32_t zone_set;
    bool anchored;
    bool no_fallback;    /* the user does not want it by that channel */
    int64_t born_ms;     /* the trigger, or the anchor */
    int64_t wish_ms;     /* trigger + delay, or anchor - lead (or the day's start) */
    int64_t deadline_ms; /* exclusive; HL_PLAN_OPEN */
    int64_t session_ms;  /* when the user opened the session; INT64_MIN = never */
    bool has_day;        /* a lead of days aims at a civil day: [day_from_ms, day_to_ms) */
    int64_t day_from_ms, day_to_ms;
    uint32_t segment; /* of the model of send times (timing/chances.h) */
} hl_candidate;

/* By what the hour was drawn. */
typedef enum hl_plan_drawn {
    HL_PLAN_DRAWN_NOT,
    HL_PLAN_DRAWN_BY_MODEL,
    HL_PLAN_DRAWN_EXPLORED,
    HL_PLAN_DRAWN_HELD_OUT
} hl_plan_drawn;

typedef struct hl_placement {
    hl_plan_outcome outcome;
    uint8_t route;
    bool pulled;
    int64_t at_ms; /* of a planned touch */
    double propensity;
    uint8_t drawn;               /* hl_plan_drawn */
    hl_plan_reason_code binding; /* of a dropped one: what left no slot */
    uint32_t first_reason, reason_count;
} hl_placement;

typedef struct hl_plan_settings {
    int64_t now_ms;
    uint64_t seed;
    const char *salt;
    const hl_zone *workspace;
    const hl_days *days;
    const hl_arm_step *arm_steps;
    size_t arm_step_count;
    const hl_rule *shifts; /* by operator number; count 0 = no shift */
    size_t shift_count;
    const hl_zone_set *zone_sets;
    size_t zone_set_count;
    hl_timing_chooser *chooser; /* NULL: there is no model of send times */
} hl_plan_settings;

typedef struct hl_planner hl_planner;

/* settings are borrowed. NULL when out of memory. */
hl_planner *hl_plan__planner_new(const hl_plan_settings *settings);
void hl_plan__planner_free(hl_planner *planner);
/* To be filled with what is already sent or reserved, before the run. */
hl_ledger *hl_plan__planner_ledger(hl_planner *planner);
/* Places candidates[which[i]] (which NULL: all) into placements[which[i]], the ones that matter
 * more first. Reasons name a candidate by its index. May be called again with later steps.
 * HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_plan__planner_run(hl_planner *planner, const hl_candidate *candidates,
                                            const uint32_t *which, size_t count,
                                            hl_placement *placements, hl_error *err);
/* The reasons of a placement, in order; borrowed. */
const hl_reason *hl_plan__planner_reasons(const hl_planner *planner, const hl_placement *placement);
/* Takes down how the touch of that number is placed, while the run goes on. */
void hl_plan__planner_trace(hl_planner *planner, uint32_t number, hl_trace *trace);

/* Uniform 64 bits of (seed, purpose, salt, trigger, arm_step): SipHash-2-4. */
typedef enum hl_draw { HL_DRAW_ORDER, HL_DRAW_JITTER, HL_DRAW_SLOT, HL_DRAW_POLICY } hl_draw;
uint64_t hl_plan__draw(const hl_plan_settings *settings, hl_draw purpose,
                       const hl_candidate *candidate);

#endif
