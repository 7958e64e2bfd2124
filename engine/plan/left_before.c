/* Promotions that a trigger sets off for somebody who unsubscribed before it. A trigger begins anew
 * (who left may have come back), so they go out, and it is said: of a trigger that is no coming
 * back (a page viewed) they should not. */
#include <stdio.h>

#include "config/event_words.h"
#include "plan/plan_handle.h"

static bool left_before(const hl_plan *plan, const hl_candidate *c)
{
    const hl_hook *hook = plan->compiled.arm_steps[c->arm_step].hook;
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (hl_config__is_farewell(hook->stop_on[i]) &&
            hl_plan__event_after(&plan->inputs, c->user, hook->stop_on[i], INT64_MIN,
                                 c->born_ms - 1) != INT64_MAX)
            return true;
    return false;
}

static bool is_promotion_of_trigger(const hl_plan *plan, size_t candidate)
{
    const hl_hook *hook = plan->compiled.arm_steps[plan->state.candidates[candidate].arm_step].hook;
    return hook->klass == HL_CLASS_PROMOTION && hook->anchor == NULL && !hook->silent.present &&
           plan->state.placements[candidate].outcome == HL_PLAN_OUTCOME_PLANNED;
}

void hl_plan__note_left_before(const hl_plan *plan, hl_problems *problems)
{
    char message[300];
    long long count = 0;
    uint32_t first = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++) {
        const hl_candidate *c = &plan->state.candidates[i];
        if (!is_promotion_of_trigger(plan, i) || !left_before(plan, c))
            continue;
        first = count == 0 || c->user < first ? c->user : first;
        count++;
    }
    if (count == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "promotions that a trigger sets off for people with a farewell before it: %lld, "
                   "such as for '%.60s'; a trigger begins anew: did they come back?",
                   count, plan->inputs.people_ids.keys[first].text);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}
