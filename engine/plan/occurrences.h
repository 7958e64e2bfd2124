/* What sets hooks off, once; private to the making of candidates. */
#ifndef HL_PLAN_OCCURRENCES_H
#define HL_PLAN_OCCURRENCES_H

#include "plan/plan_state.h"

typedef struct hl_occurrence {
    const char *id; /* outlives the run */
    uint32_t id_length;
    uint32_t person; /* in an arm */
    uint32_t signal;
    uint32_t operator_user;
    int64_t at_ms; /* the trigger, or the anchor; INT64_MIN: the user's attribute */
} hl_occurrence;

/* Candidates for the steps of the user's arm that it concerns. False: out of memory. */
bool hl_plan__occur(const hl_compiled *compiled, const hl_inputs *inputs,
                    const hl_occurrence *occurrence, hl_plan_state *state);
/* recurring.c: what comes without a trigger. */
bool hl_plan__occur_by_itself(const hl_compiled *compiled, const hl_inputs *inputs,
                              hl_plan_state *state);

#endif
