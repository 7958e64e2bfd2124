/* Arms that an anchored hook puts on different days: what they change cannot be told from what the
 * day changes. Every touch is looked at in all arms of its hook, by rules alone (not by caps), so
 * that it is not chance in who is in which arm that shows. */
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "plan/place.h"
#include "plan/plan_handle.h"

/* What is known of one hook. */
typedef struct tally {
    int64_t touches;   /* that have a slot in every arm */
    int64_t different; /* of these: not on the same day in all of them */
    int64_t *days;     /* by arm step: before the anchor, summed */
} tally;

static int64_t local_day(const hl_zone *zone, int64_t at_ms)
{
    return hl_base__civil_day_of(at_ms + (int64_t)hl_base__zone_offset(zone, at_ms) * 1000);
}

/* Days before the anchor, were the touch one of that arm and step. False: there is no slot. */
static bool days_before(hl_plan *plan, const hl_candidate *c, size_t arm_step, int64_t *days)
{
    hl_candidate other = *c;
    int64_t at = 0;
    const hl_zone *zone = hl_plan__person_zone(&plan->inputs, c->user);
    other.arm_step = (uint32_t)arm_step;
    hl_plan__aim(&plan->compiled, &plan->inputs, &other);
    if (!hl_plan__first_legal(plan->state.planner, &other, &at))
        return false;
    *days = local_day(zone, c->born_ms) - local_day(zone, at);
    return true;
}

static bool concerns(const hl_compiled *c, size_t arm_step, uint32_t hook)
{
    return c->arm_steps[arm_step].hook_number == hook;
}

/* days: room for one number each arm step. */
static void look_at(hl_plan *plan, const hl_candidate *c, int64_t *days, tally *t)
{
    const hl_compiled *compiled = &plan->compiled;
    uint32_t hook = compiled->arm_steps[c->arm_step].hook_number;
    size_t first = SIZE_MAX;
    bool different = false;
    for (size_t s = 0; s < compiled->arm_step_count; s++) {
        if (!concerns(compiled, s, hook))
            continue;
        if (!days_before(plan, c, s, &days[s]))
            return;
        first = first == SIZE_MAX ? s : first;
        different = different || days[s] != days[first];
    }
    t->touches++;
    t->different += different;
    for (size_t s = 0; s < compiled->arm_step_count; s++)
        if (concerns(compiled, s, hook))
            t->days[s] += days[s];
}

/* One touch in twenty is enough to be said. */
static void tell(const hl_compiled *c, uint32_t hook, const tally *t, hl_problems *problems)
{
    size_t low = SIZE_MAX;
    size_t high = SIZE_MAX;
    for (size_t s = 0; s < c->arm_step_count; s++) {
        if (!concerns(c, s, hook))
            continue;
        low = low == SIZE_MAX || t->days[s] < t->days[low] ? s : low;
        high = high == SIZE_MAX || t->days[s] > t->days[high] ? s : high;
    }
    if (t->different == 0 || t->different * 20 < t->touches)
        return;
    char early[HL_NUMBER_TEXT];
    char late[HL_NUMBER_TEXT];
    char message[600];
    double n = (double)t->touches;
    (void)snprintf(
        message, sizeof message,
        "confounded: %lld of %lld touches of the hook '%.100s' would go on another day in "
        "another arm (in the mean %s days before the anchor in '%.100s', %s in '%.100s'): "
        "what differs may be the day, not the arm",
        (long long)t->different, (long long)t->touches, c->experiment->hooks[hook].name,
        hl_base__number_fixed((double)t->days[high] / n, 1, early), c->arm_steps[high].arm->name,
        hl_base__number_fixed((double)t->days[low] / n, 1, late), c->arm_steps[low].arm->name);
    hl_problems_add(
        problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = c->file, .message = message});
}

static bool is_compared(const hl_plan *plan, size_t candidate)
{
    const hl_candidate *c = &plan->state.candidates[candidate];
    const hl_hook *hook = plan->compiled.arm_steps[c->arm_step].hook;
    return c->anchored && hook->choose != HL_CHOOSE_EXPLORE &&
           plan->state.origins[candidate].stopped == HL_PLAN_REASON_NONE;
}

static void compare_hook(hl_plan *plan, uint32_t hook, int64_t *room, hl_problems *problems)
{
    size_t steps = plan->compiled.arm_step_count;
    tally t = {.days = room + steps};
    for (size_t s = 0; s < steps; s++)
        t.days[s] = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++)
        if (plan->compiled.arm_steps[plan->state.candidates[i].arm_step].hook_number == hook &&
            is_compared(plan, i))
            look_at(plan, &plan->state.candidates[i], room, &t);
    tell(&plan->compiled, hook, &t, problems);
}

hl_status hl_plan__note_confounded(hl_plan *plan, hl_problems *problems, hl_error *err)
{
    const hl_experiment *x = plan->compiled.experiment;
    int64_t *room = calloc(plan->compiled.arm_step_count * 2 + 1, sizeof *room);
    if (room == NULL)
        return hl_error_memory(err);
    for (uint32_t h = 0; x->arm_count > 1 && h < x->hook_count; h++)
        if (x->hooks[h].anchor != NULL)
            compare_hook(plan, h, room, problems);
    free(room);
    return plan->state.planner->failed ? hl_error_memory(err) : hl_problems_status(problems, err);
}
