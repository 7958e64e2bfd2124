/* Triggers that name the hook of one arm. Arms that send at other times have hooks of their own
 * with one trigger in common; rows that name one of the hooks set off the users of its arm alone,
 * and those of the others are missing from the plan without a row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/reading.h"

/* What the rows of a user come to. */
enum { NOTHING, OF_OTHER_ARM, ANSWERED };

/* What is said of: the hooks of the first. */
typedef struct seen {
    uint8_t *people; /* of each, as above */
    const hl_hook *named, *own;
} seen;

static bool answers(const hl_compiled *c, uint32_t arm, uint32_t signal)
{
    for (size_t s = c->first_arm_step[arm]; s < c->first_arm_step[arm + 1]; s++)
        if (hl_plan__answers(&c->arm_steps[s], signal))
            return true;
    return false;
}

/* The hook that goes by the name itself; NULL: it is that of a trigger. */
static const hl_hook *named_by(const hl_compiled *c, uint32_t signal)
{
    for (size_t s = 0; s < c->arm_step_count; s++)
        if (c->arm_steps[s].signals[0] == signal && c->arm_steps[s].signals[1] != signal)
            return c->arm_steps[s].hook;
    return NULL;
}

/* The hook of the arm that the same trigger sets off; NULL: none does. */
static const hl_hook *own_hook(const hl_compiled *c, uint32_t arm, const hl_hook *named)
{
    for (size_t s = c->first_arm_step[arm]; s < c->first_arm_step[arm + 1]; s++) {
        const hl_hook *own = c->arm_steps[s].hook;
        if (own->trigger != NULL && strcmp(own->trigger, named->trigger) == 0)
            return own;
    }
    return NULL;
}

static void look_at(const hl_reading *r, const hl_trigger *t, seen *s)
{
    const hl_compiled *c = r->compiled;
    uint32_t arm = r->inputs->people[t->person].arm;
    if (arm == UINT32_MAX || s->people[t->person] == ANSWERED)
        return;
    if (answers(c, arm, t->signal)) {
        s->people[t->person] = ANSWERED;
        return;
    }
    const hl_hook *named = named_by(c, t->signal);
    const hl_hook *own = named == NULL || named->trigger == NULL ? NULL : own_hook(c, arm, named);
    if (own == NULL)
        return;
    s->people[t->person] = OF_OTHER_ARM;
    s->named = s->named == NULL ? named : s->named;
    s->own = s->own == NULL ? own : s->own;
}

static void tell(hl_reading *r, const seen *s)
{
    char message[600];
    long long users = 0;
    for (uint32_t i = 0; i < r->inputs->people_ids.count; i++)
        users += s->people[i] == OF_OTHER_ARM;
    if (users == 0 || s->named == NULL || s->own == NULL)
        return;
    (void)snprintf(
        message, sizeof message,
        "users whose triggers name the hook '%.100s', while their arm has '%.100s' of "
        "the same trigger: %lld; nothing is sent to them: name the trigger, '%.100s', in "
        "place of the hook",
        s->named->name, s->own->name, users, s->named->trigger);
    hl_problems_add(r->problems, &(hl_problem){.severity = HL_PROBLEM_WARNING, .message = message});
}

bool hl_plan__tell_hooks_of_other_arms(hl_reading *r)
{
    seen s = {.people = calloc((size_t)r->inputs->people_ids.count + 1, 1)};
    if (s.people == NULL)
        return false;
    for (size_t i = 0; i < r->inputs->trigger_count; i++)
        look_at(r, &r->inputs->triggers[i], &s);
    tell(r, &s);
    free(s.people);
    return true;
}
