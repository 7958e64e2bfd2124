/* A plan at a glance: touches by the hour and by the arm, and which reasons moved or ended them. */
#include "plan/plan_handle.h"

static int64_t local_hour(const hl_zone *zone, int64_t at_ms)
{
    enum { HOUR_MS = 3600000 };
    int64_t local = at_ms + (int64_t)hl_base__zone_offset(zone, at_ms) * 1000;
    int64_t hour = local / HOUR_MS;
    return local < hour * HOUR_MS ? hour - 1 : hour;
}

/* Planned touches stand first and by time, so hours are runs. */
static size_t count_hours(const hl_plan *plan, hl_plan_hour *hours)
{
    const hl_plan_state *state = &plan->state;
    size_t count = 0;
    for (size_t i = 0; i < (size_t)plan->counts.planned; i++) {
        int64_t hour =
            local_hour(plan->compiled.workspace, state->placements[plan->order[i]].at_ms);
        if (count == 0 || hours[count - 1].local_hour != hour)
            hours[count++] = (hl_plan_hour){hour, 0};
        hours[count - 1].touches++;
    }
    return count;
}

static void count_arms(const hl_compiled *compiled, const hl_plan_state *state, hl_plan_arm *arms)
{
    for (size_t a = 0; a < compiled->experiment->arm_count; a++)
        arms[a].arm = compiled->experiment->arms[a].name;
    for (size_t i = 0; i < state->candidate_count; i++) {
        hl_plan_arm *arm = &arms[compiled->arm_steps[state->candidates[i].arm_step].arm_index];
        arm->touches++;
        arm->planned += state->placements[i].outcome == HL_PLAN_OUTCOME_PLANNED;
    }
}

static void count_reasons(const hl_plan_state *state, hl_plan_summary *out)
{
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_placement *p = &state->placements[i];
        if (p->outcome != HL_PLAN_OUTCOME_PLANNED) {
            out->ended_by[p->binding]++;
            continue;
        }
        const hl_reason *reasons = hl_plan__planner_reasons(state->planner, p);
        for (uint32_t r = 0; r < p->reason_count; r++)
            out->moved_by[reasons[r].code]++;
    }
}

hl_status hl_plan_summarise(hl_plan *plan, const hl_plan_summary **out, hl_error *err)
{
    const hl_compiled *compiled = &plan->compiled;
    const hl_experiment *x = compiled->experiment;
    *out = plan->summary;
    if (plan->summary != NULL)
        return HL_OK;
    hl_plan_summary *made = hl_base__arena_alloc(&plan->arena, sizeof *made);
    hl_plan_hour *hours =
        hl_base__arena_array(&plan->arena, (size_t)plan->counts.planned + 1, sizeof *hours);
    hl_plan_arm *arms = hl_base__arena_array(&plan->arena, x->arm_count + 1, sizeof *arms);
    if (made == NULL || hours == NULL || arms == NULL)
        return hl_error_memory(err);
    *made = (hl_plan_summary){
        .experiment = x->name,
        .design = &x->design,
        .now = hl_plan__local_time(compiled->workspace, compiled->options->now_utc_ms),
        .zone = hl_base__zone_name(compiled->workspace),
        .hour_count = count_hours(plan, hours),
        .hours = hours,
        .arm_count = x->arm_count,
        .arms = arms};
    count_arms(compiled, &plan->state, arms);
    count_reasons(&plan->state, made);
    plan->summary = made;
    *out = made;
    return HL_OK;
}
