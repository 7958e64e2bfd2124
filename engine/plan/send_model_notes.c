#include <stdio.h>

#include "plan/plan_handle.h"

static bool has_reason(const hl_plan_state *state, size_t i, hl_plan_reason_code code)
{
    const hl_placement *p = &state->placements[i];
    const hl_reason *reasons = hl_plan__planner_reasons(state->planner, p);
    for (uint32_t k = 0; p->outcome == HL_PLAN_OUTCOME_PLANNED && k < p->reason_count; k++)
        if (reasons[k].code == code)
            return true;
    return false;
}

static long long count_of(const hl_plan_state *state, hl_plan_reason_code code)
{
    long long count = 0;
    for (size_t i = 0; i < state->candidate_count; i++)
        count += has_reason(state, i, code);
    return count;
}

static void note(const hl_plan *plan, hl_problems *problems, const char *message)
{
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}

void hl_plan__note_send_model(const hl_plan *plan, hl_problems *problems)
{
    char message[400];
    const hl_experiment *x = plan->compiled.experiment;
    if (!hl_plan__asks_for_model(x))
        return;
    long long without = count_of(&plan->state, HL_PLAN_REASON_NO_MODEL);
    if (without > 0) {
        (void)snprintf(message, sizeof message,
                       "no model of send times is in force for '%.100s': touches that go as early "
                       "as they may: %lld; hookline timing fit %.100s --db learns one from the log "
                       "of the store",
                       x->name, without, x->name);
        note(plan, problems, message);
    }
    long long unseen = count_of(&plan->state, HL_PLAN_REASON_UNSEEN_SEGMENT);
    if (unseen > 0) {
        const char *column = hl_timing_model_data(plan->compiled.send_model.model)->segment_column;
        (void)snprintf(message, sizeof message,
                       "touches of users whose '%.60s' the model of send times has not seen: %lld; "
                       "their hours are by what all have in common",
                       column == NULL ? "" : column, unseen);
        note(plan, problems, message);
    }
}
