/* Touches that were due long ago and go now, because nothing says until when they are of use: a run
 * that was missed, a file of all triggers since the beginning. */
#include <stdio.h>

#include "plan/plan_handle.h"

enum { MESSAGE = 300, DAYS = 7 };

static int64_t local_day(const hl_zone *zone, int64_t at_ms)
{
    return hl_base__civil_day_of(at_ms + (int64_t)hl_base__zone_offset(zone, at_ms) * 1000);
}

static bool is_late(const hl_plan *plan, size_t i)
{
    const hl_candidate *c = &plan->state.candidates[i];
    return plan->state.placements[i].outcome == HL_PLAN_OUTCOME_PLANNED && !c->anchored &&
           c->deadline_ms == HL_PLAN_OPEN &&
           c->wish_ms < plan->compiled.options->now_utc_ms - DAYS * HL_DAY_MS;
}

/* A lead is what the message says: "lapses in 3 days". */
static bool misses_lead(const hl_plan *plan, size_t i)
{
    const hl_candidate *c = &plan->state.candidates[i];
    const hl_placement *p = &plan->state.placements[i];
    const hl_hook *hook = plan->compiled.arm_steps[c->arm_step].hook;
    const hl_zone *zone = hl_plan__person_zone(&plan->inputs, c->user);
    if (p->outcome != HL_PLAN_OUTCOME_PLANNED || !c->anchored || !hook->lead.present ||
        hook->expiry.present || hook->recurs != HL_RECURS_NEVER)
        return false;
    return local_day(zone, p->at_ms) > local_day(zone, c->wish_ms);
}

static void note_leads(const hl_plan *plan, hl_problems *problems)
{
    char message[MESSAGE];
    long long count = 0;
    size_t first = 0;
    for (size_t i = 0; i < plan->state.candidate_count; i++)
        if (misses_lead(plan, plan->order[i]) && count++ == 0)
            first = plan->order[i];
    if (count == 0)
        return;
    const hl_candidate *c = &plan->state.candidates[first];
    (void)snprintf(message, sizeof message,
                   "touches that go on a later day than their hook's 'lead' says, as it has no "
                   "'expiry': %lld, such as that of the trigger '%.*s'",
                   count, c->trigger_length > 60 ? 60 : (int)c->trigger_length, c->trigger_id);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}

static void note_overdue(const hl_plan *plan, hl_problems *problems)
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

void hl_plan__note_late(const hl_plan *plan, hl_problems *problems)
{
    note_overdue(plan, problems);
    note_leads(plan, problems);
}
