/* What a plan says of messages that would have gone more than once. */
#include <stdio.h>

#include "plan/plan_handle.h"

enum { MESSAGE = 400 };

static void warn(const hl_plan *plan, hl_problems *problems, const char *message)
{
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}

/* The candidate of the least id that goes with another. */
static size_t first_twin(const hl_plan_state *state, int64_t *count)
{
    size_t first = state->candidate_count;
    for (size_t i = 0; i < state->candidate_count; i++) {
        if (state->origins[i].stopped != HL_PLAN_REASON_SAME_TRIGGER)
            continue;
        first = *count == 0 ? i : first;
        ++*count;
    }
    return first;
}

static void note_twins(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    const hl_plan_state *state = &plan->state;
    int64_t count = 0;
    size_t first = first_twin(state, &count);
    if (count > 0)
        (void)snprintf(message, sizeof message,
                       "triggers of one user, hook and instant under several ids, of which one "
                       "message goes: %lld more, such as '%.60s' beside '%.60s'",
                       (long long)count, state->candidates[first].trigger_id,
                       state->candidates[state->origins[first].twin].trigger_id);
    if (count > 0)
        warn(plan, problems, message);
    if (state->twins_before > 0) {
        (void)snprintf(message, sizeof message,
                       "triggers beside one of the same user, hook and instant that was planned "
                       "before: %lld; they are not planned again",
                       (long long)state->twins_before);
        warn(plan, problems, message);
    }
    if (state->twins_apart > 0) {
        (void)snprintf(message, sizeof message,
                       "messages of transactions or service of one user, hook and instant under "
                       "several ids: %lld more; each goes",
                       (long long)state->twins_apart);
        warn(plan, problems, message);
    }
}

static void note_ids_of_others(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    if (plan->state.ids_of_others == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "touches whose id has gone to a message by another hook, as the steps stood in "
                   "another order: %lld; they are not planned: put new steps behind the others",
                   (long long)plan->state.ids_of_others);
    warn(plan, problems, message);
}

static void note_sent_otherwise(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    const hl_plan_state *state = &plan->state;
    if (state->sent_otherwise == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "touches that went to their user by the same hook since, under an id of another "
                   "kind: %lld, such as '%.80s' as '%.60s'; they are not planned again",
                   (long long)state->sent_otherwise, state->example_id,
                   plan->inputs.sent_ids.keys[state->sent_example->id].text);
    warn(plan, problems, message);
}

static void note_sent_perhaps(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    if (plan->state.sent_perhaps == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "transactional touches that may have gone to their user by the same hook since, "
                   "under an id of another kind: %lld; they go, as nobody can tell: let the send "
                   "log have the touch_id of the plan",
                   (long long)plan->state.sent_perhaps);
    warn(plan, problems, message);
}

void hl_plan__note_repeated(const hl_plan *plan, hl_problems *problems)
{
    note_twins(plan, problems);
    note_ids_of_others(plan, problems);
    note_sent_otherwise(plan, problems);
    note_sent_perhaps(plan, problems);
}
