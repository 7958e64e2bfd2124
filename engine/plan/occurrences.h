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
    int64_t at_ms;                /* the trigger, or the anchor; INT64_MIN: the user's attribute */
    const struct hl_twins *twins; /* NULL: none */
} hl_occurrence;

/* Triggers of one user and one instant, the ones that were planned before first, else by id. */
typedef struct hl_twins {
    size_t candidates_from; /* those of the first of them */
    const uint32_t *triggers;
    size_t planned_before; /* of the triggers */
} hl_twins;

/* Candidates for the steps of the user's arm that it concerns. False: out of memory. */
bool hl_plan__occur(const hl_compiled *compiled, const hl_inputs *inputs,
                    const hl_occurrence *occurrence, hl_plan_state *state);
/* twins.c: those of all triggers. */
bool hl_plan__occur_by_triggers(const hl_compiled *compiled, const hl_inputs *inputs,
                                hl_plan_state *state);
/* Whether an occurrence's step goes with a twin's of that id: only promotions do, as two orders get
 * two receipts and two parcels two messages, unless the ids are one but for how they are written
 * (1001 and #1001). */
bool hl_plan__go_together(const hl_arm_step *arm_step, const hl_occurrence *occurrence,
                          const char *id, size_t length);
/* sent_otherwise.c: the row of a sender with ids of its own that stands for the candidate (which
 * is not in state yet), or NULL; from then on it stands for no other. False: out of memory. */
bool hl_plan__find_sent_otherwise(const hl_compiled *compiled, const hl_inputs *inputs,
                                  const hl_occurrence *occurrence, const hl_candidate *candidate,
                                  const hl_origin *origin, hl_plan_state *state,
                                  const hl_sent **touch);
/* recurring.c: what comes without a trigger. */
bool hl_plan__occur_by_itself(const hl_compiled *compiled, const hl_inputs *inputs,
                              hl_plan_state *state);

#endif
