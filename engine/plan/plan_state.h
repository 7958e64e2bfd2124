/* What a run decides: the touches that there are to place, and where they were placed. */
#ifndef HL_PLAN_PLAN_STATE_H
#define HL_PLAN_PLAN_STATE_H

#include "base/text.h"
#include "plan/inputs.h"

/* Beside a candidate: what the planner need not know. */
typedef struct hl_origin {
    uint32_t previous; /* candidate whose touch must come first; HL_LEDGER_NONE */
    uint32_t rank;     /* how many come before it */
    uint32_t twin;     /* an earlier candidate of the same user, hook and instant; _NONE */
    /* before planning: WAITS, STOPPED, EXPIRED ...; NONE: goes to the planner */
    hl_plan_reason_code stopped;
    int64_t stopped_at;
} hl_origin;

/* The touch that a row of a sender with ids of its own stands for; no trigger_id: none. */
typedef struct hl_stands_for {
    const char *trigger_id;
    uint32_t trigger_length;
    uint32_t arm_step;
    int64_t born_ms;
} hl_stands_for;

typedef struct hl_plan_state {
    hl_arena arena; /* ids of occurrences that no trigger brings */
    size_t candidate_count, candidate_capacity;
    hl_candidate *candidates;
    hl_origin *origins;
    int64_t planned_before; /* touches that are not candidates, because an earlier run has them, */
    int64_t ids_of_others;  /* of these: whose id a message by another hook has */
    int64_t twins_apart;    /* not promotions, beside one of the same user, hook and instant */
    int64_t
        twins_before; /* of those planned before: that one of the same user, hook and instant, */
    int64_t sent_otherwise;   /* of these: or a sender with ids of its own, as this one: */
    int64_t sent_perhaps;     /* transactional ones that such a row may stand for, and that go */
    hl_stands_for *stand_for; /* of each of inputs.sent; NULL: not asked yet */
    const hl_sent *sent_example;
    char *example_id; /* of the arena: the touch that it counts as */

    hl_plan_settings settings;
    hl_planner *planner;
    hl_placement *placements; /* of the candidates */
    uint32_t explained;       /* candidate, HL_LEDGER_NONE */
    hl_trace trace;           /* how it was placed */
} hl_plan_state;

/* occurrences.c: a candidate for every step that a trigger, a recurring date, a silence or an
 * earlier step sets off. state is zeroed; hl_plan__state_free gives back what it holds. */
HL_NODISCARD hl_status hl_plan__add_candidates(const hl_compiled *compiled, const hl_inputs *inputs,
                                               hl_plan_state *state, hl_error *err);
/* settle.c: places them, earlier steps first. */
HL_NODISCARD hl_status hl_plan__settle(const hl_compiled *compiled, const hl_inputs *inputs,
                                       hl_plan_state *state, hl_error *err);
void hl_plan__state_free(hl_plan_state *state);

/* journey.c: wish and deadline of a candidate that is set off at at_ms (INT64_MIN: at the user's
 * anchor), or why it ends before it is planned. Candidates from `first` on are of the same
 * occurrence. */
void hl_plan__set_off(const hl_compiled *compiled, const hl_inputs *inputs,
                      const hl_plan_state *state, size_t first, int64_t at_ms, hl_candidate *c,
                      hl_origin *origin);
/* Target and deadline of an anchored candidate, from its anchor (born_ms) and arm_step. */
void hl_plan__aim(const hl_compiled *compiled, const hl_inputs *inputs, hl_candidate *c);
/* Once the earlier step is placed: the wish of the later one, or why it ends. */
void hl_plan__follow_placed(const hl_compiled *compiled, const hl_inputs *inputs,
                            hl_plan_state *state, size_t candidate);

/* Whether a planned touch goes later than wished. */
bool hl_plan__is_held(const hl_plan_state *state, size_t candidate);

/* touches.c: the policy by which the hour of a planned touch was drawn, and the digest of the model
 * that had part in it; NULL: it was not drawn, there was none. */
const char *hl_plan__policy_name(const hl_placement *placement);
const char *hl_plan__model_of(const hl_compiled *compiled, const hl_candidate *candidate,
                              const hl_placement *placement);

/* touch_id.c: the id of a candidate's touch, with NUL, of at most so many bytes; returns its length
 * without it. */
size_t hl_plan__touch_id_room(const hl_compiled *compiled, const hl_candidate *candidate);
size_t hl_plan__touch_id(const hl_compiled *compiled, const hl_candidate *candidate, char *out);
void hl_plan__add_touch_id(const hl_compiled *compiled, const hl_candidate *candidate,
                           hl_text *out);

#endif
