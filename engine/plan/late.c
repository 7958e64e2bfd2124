/* Touches that were due long ago and go now, because nothing says until when they are of use: a run
 * that was missed, a file of all triggers since the beginning. */
#include <stdio.h>

#include "plan/plan_handle.h"

enum { MESSAGE = 300, DAYS = 7 };

static bool is_late(const hl_plan *plan, size_t i)
{
    const hl_candidate *c = &plan->state.candidates[i];
    return plan->state.placements[i].outcome == HL_PLAN_OUTCOME_PLANNED && !c->anchored &&
           c->deadline_ms == HL_PLAN_OPEN &&
           c->wish_ms < plan->compiled.options->now_utc_ms - DAYS * HL_DAY_MS;
}

void hl_plan__note_late(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    long long count = 0;
    size_t first = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++)
        if (is_late(plan, i) && count++ == 0)
            first = i;
    if (count == 0)
        return;
    const hl_candidate *c = &plan->state.candidates[first];
    (void)snprintf(message, sizeof message,
                   "touches that were due more than a week ago and go now, as their hook has no "
                   "'expiry': %lld, such as that of the trigger '%.*s'",
                   count, c->trigger_length > 60 ? 60 : (int)c->trigger_length, c->trigger_id);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}
