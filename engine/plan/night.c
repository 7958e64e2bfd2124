/* Promotions in the night of whom they go to. Windows of another clock, a touch without a window, a
 * stand-in for a zone: whatever the definition says, only the plan knows at what hour of theirs
 * people are disturbed. */
#include <stdio.h>

#include "plan/plan_handle.h"
#include "plan/span.h"

enum { MESSAGE = 500 };

/* By one of the clocks that the user may have. */
bool hl_plan__is_night(const hl_plan *plan, size_t candidate)
{
    const hl_candidate *c = &plan->state.candidates[candidate];
    const hl_placement *p = &plan->state.placements[candidate];
    const hl_zone_set *set = &plan->inputs.zone_sets[c->zone_set];
    if (p->outcome != HL_PLAN_OUTCOME_PLANNED ||
        plan->compiled.arm_steps[c->arm_step].hook->klass != HL_CLASS_PROMOTION)
        return false;
    for (size_t z = 0; z < set->count; z++)
        if (hl_plan__is_dark(set->zones[z], p->at_ms))
            return true;
    return false;
}

/* The window of the touch, when its hours are not by the user's clock; else NULL. */
static const hl_window *window_elsewhere(const hl_plan *plan, const hl_candidate *c)
{
    const hl_experiment *x = plan->compiled.experiment;
    const hl_arm_step *s = &plan->compiled.arm_steps[c->arm_step];
    size_t window = s->arm->steps[s->step_index].window;
    return window == SIZE_MAX || x->windows[window].zone == NULL ? NULL : &x->windows[window];
}

static const hl_zone *dark_zone(const hl_plan *plan, const hl_candidate *c, int64_t at_ms)
{
    const hl_zone_set *set = &plan->inputs.zone_sets[c->zone_set];
    size_t z = 0;
    while (z + 1 < set->count && !hl_plan__is_dark(set->zones[z], at_ms))
        z++;
    return set->zones[z];
}

static void tell(const hl_plan *plan, size_t first, long long count, hl_problems *problems)
{
    char message[MESSAGE];
    char clock[8];
    const hl_candidate *c = &plan->state.candidates[first];
    int64_t at_ms = plan->state.placements[first].at_ms;
    const hl_zone *zone = dark_zone(plan, c, at_ms);
    const hl_window *window = window_elsewhere(plan, c);
    const char *user = plan->inputs.people_ids.keys[c->user].text;
    int32_t minute = hl_plan__minute_of_day(zone, at_ms);
    (void)snprintf(clock, sizeof clock, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
    if (window == NULL)
        (void)snprintf(message, sizeof message,
                       "promotions between 22:00 and 08:00 by the clock of those to whom they go: "
                       "%lld, such as for '%.60s' at %s (%.60s)",
                       count, user, clock, hl_base__zone_name(zone));
    else
        (void)snprintf(message, sizeof message,
                       "promotions between 22:00 and 08:00 by the clock of those to whom they go: "
                       "%lld, such as for '%.60s' at %s (%.60s); the hours of the window '%.60s' "
                       "are those of %.60s",
                       count, user, clock, hl_base__zone_name(zone), window->name, window->zone);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}

void hl_plan__note_night(const hl_plan *plan, hl_problems *problems)
{
    long long count = 0;
    size_t first = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++)
        if (hl_plan__is_night(plan, plan->order[i]) && count++ == 0)
            first = plan->order[i];
    if (count > 0)
        tell(plan, first, count, problems);
}
