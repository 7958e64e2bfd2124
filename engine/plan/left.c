/* Who said farewell gets no promotion, also not one that a later trigger sets off (a page viewed,
 * an order), whether or not `stop_on` names the farewell: a trigger alone is no coming back. Who
 * subscribes again, opts in, follows has come back. Messages of service and transactions go on:
 * only what `stop_on` says ends those. */
#include <stdio.h>
#include <string.h>

#include "config/event_words.h"
#include "plan/plan_handle.h"
#include "plan/reading.h"

/* The type that sets the hook off; HL_MAP_NONE: no event has it. */
static uint32_t own_type(const hl_inputs *inputs, const hl_hook *hook)
{
    char alike[HL_PLAN_TYPE_MOST];
    if (hook->trigger == NULL)
        return HL_MAP_NONE;
    size_t length = strlen(hook->trigger);
    const char *key = hl_plan__type_key(hook->trigger, &length, alike);
    return hl_base__map_find(&inputs->event_types, key, length);
}

/* A hook that a farewell itself sets off is meant for those who say it. */
int64_t hl_plan__left_at(const hl_inputs *inputs, const hl_hook *hook, const hl_candidate *c,
                         int64_t now_ms)
{
    int64_t left = INT64_MIN;
    int64_t back = inputs->people[c->user].returned_ms;
    if (hook->klass != HL_CLASS_PROMOTION || inputs->people[c->user].first_event == HL_LEDGER_NONE)
        return INT64_MIN;
    uint32_t own = own_type(inputs, hook);
    for (uint32_t i = inputs->people[c->user].first_event; i != HL_LEDGER_NONE;
         i = inputs->events[i].next) {
        const hl_user_event *e = &inputs->events[i];
        uint8_t sense = e->at_ms > now_ms ? 0 : inputs->type_senses[e->type];
        if ((sense & HL_TYPE_LEAVES) != 0 && e->type != own && e->at_ms > left)
            left = e->at_ms;
        if ((sense & HL_TYPE_RETURNS) != 0 && e->at_ms > back)
            back = e->at_ms;
    }
    bool returns = hook->trigger != NULL && hl_config__is_return(hook->trigger);
    if (returns && !c->anchored && c->born_ms > back)
        back = c->born_ms;
    return left < back ? INT64_MIN : left;
}

void hl_plan__note_left(const hl_plan *plan, hl_problems *problems)
{
    char message[300];
    long long count = 0;
    uint32_t first = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++) {
        uint32_t user = plan->state.candidates[i].user;
        if (plan->state.origins[i].stopped != HL_PLAN_REASON_FAREWELL)
            continue;
        first = count == 0 || user < first ? user : first;
        count++;
    }
    if (count == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "promotions that do not go to people who said farewell: %lld, such as for "
                   "'%.60s'; an event of coming back (resubscribe, opt_in) would let them",
                   count, plan->inputs.people_ids.keys[first].text);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}
