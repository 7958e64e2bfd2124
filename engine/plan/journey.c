/* When a step may go at the earliest and at the latest, and what ends it before: its trigger or
 * anchor, the events of its user, and the step before it. */
#include "plan/plan_state.h"

static void stop(hl_origin *origin, hl_plan_reason_code why, int64_t at_ms)
{
    origin->stopped = why;
    origin->stopped_at = at_ms;
}

/* Wish and deadline of a hook with an anchor. */
static void from_anchor(const hl_compiled *compiled, const hl_inputs *inputs, int64_t anchor,
                        hl_candidate *c, hl_origin *origin)
{
    static const hl_span one_day = {.present = true, .days = 1};
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    const hl_hook *hook = arm_step->hook;
    const hl_zone *zone = hl_plan__person_zone(inputs, c->user);
    if (anchor == INT64_MIN)
        anchor =
            inputs->anchors[c->user * compiled->experiment->hook_count + arm_step->hook_number];
    c->anchored = true;
    if (anchor == INT64_MIN) {
        stop(origin, HL_PLAN_REASON_NO_ANCHOR, 0);
        return;
    }
    c->born_ms = anchor;
    c->wish_ms = hook->lead.present ? hl_plan__span_before(zone, anchor, &hook->lead) : anchor;
    c->deadline_ms = anchor;
    if (hook->recurs != HL_RECURS_NEVER)
        c->deadline_ms =
            hl_plan__span_after(zone, anchor, hook->expiry.present ? &hook->expiry : &one_day);
    else if (anchor <= compiled->options->now_utc_ms)
        stop(origin, HL_PLAN_REASON_EXPIRED, anchor);
}

static void from_trigger(const hl_inputs *inputs, const hl_hook *hook, int64_t at_ms,
                         hl_candidate *c, hl_origin *origin)
{
    const hl_zone *zone = hl_plan__person_zone(inputs, c->user);
    if (at_ms == INT64_MIN) {
        stop(origin, HL_PLAN_REASON_NO_ANCHOR, 0);
        return;
    }
    c->born_ms = at_ms;
    c->wish_ms = hook->delay.present ? hl_plan__span_after(zone, at_ms, &hook->delay) : at_ms;
    c->deadline_ms =
        hook->expiry.present ? hl_plan__span_after(zone, at_ms, &hook->expiry) : HL_PLAN_OPEN;
    if (c->deadline_ms <= c->wish_ms)
        stop(origin, HL_PLAN_REASON_EXPIRED, c->deadline_ms);
}

static void stop_on_events(const hl_inputs *inputs, const hl_hook *hook, int64_t now_ms,
                           const hl_candidate *c, hl_origin *origin)
{
    for (size_t i = 0; i < hook->stop_on_count; i++) {
        int64_t at = hl_plan__event_after(inputs, c->user, hook->stop_on[i], c->born_ms, now_ms);
        if (at != INT64_MAX)
            stop(origin, HL_PLAN_REASON_STOPPED, at);
    }
}

/* What an earlier step at base_ms means for this one: its wish, or why it waits or ends. */
static void follow(const hl_inputs *inputs, const hl_hook *hook, int64_t base_ms, int64_t now_ms,
                   hl_candidate *c, hl_origin *origin)
{
    const hl_zone *zone = inputs->zone_sets[c->zone_set].zones[0];
    int64_t reply = hl_plan__event_after(inputs, c->user, "reply", base_ms, now_ms);
    int64_t from = base_ms;
    bool own = hook->trigger != NULL || hook->anchor != NULL;
    if (hook->no_reply_within.present) {
        from = hl_plan__span_after(zone, base_ms, &hook->no_reply_within);
        if (reply <= from) {
            stop(origin, HL_PLAN_REASON_STOPPED, reply);
            return;
        }
        if (from > now_ms)
            stop(origin, HL_PLAN_REASON_WAITS, from);
    } else if (hook->on_reply == HL_ON_REPLY_REQUIRE) {
        from = reply;
        if (reply == INT64_MAX) {
            stop(origin, HL_PLAN_REASON_WAITS, HL_PLAN_OPEN);
            return;
        }
    } else if (hook->on_reply == HL_ON_REPLY_STOP && reply != INT64_MAX) {
        stop(origin, HL_PLAN_REASON_STOPPED, reply);
    }
    if (!own) {
        c->born_ms = from;
        if (hook->expiry.present)
            c->deadline_ms = hl_plan__span_after(zone, from, &hook->expiry);
        if (hook->delay.present)
            from = hl_plan__span_after(zone, from, &hook->delay);
        c->wish_ms = from;
    }
    c->wish_ms = c->wish_ms > from ? c->wish_ms : from;
}

void hl_plan__follow_placed(const hl_compiled *compiled, const hl_inputs *inputs,
                            hl_plan_state *state, size_t index)
{
    hl_origin *origin = &state->origins[index];
    hl_candidate *c = &state->candidates[index];
    const hl_placement *before = &state->placements[origin->previous];
    if (before->outcome == HL_PLAN_OUTCOME_PLANNED)
        follow(inputs, compiled->arm_steps[c->arm_step].hook, before->at_ms,
               compiled->options->now_utc_ms, c, origin);
    else
        stop(origin,
             before->outcome == HL_PLAN_OUTCOME_WAITING ? HL_PLAN_REASON_WAITS
                                                        : HL_PLAN_REASON_NO_STEP,
             HL_PLAN_OPEN);
}

/* The earlier step: a candidate of the same occurrence, or sent before. */
static void after_step(const hl_compiled *compiled, const hl_inputs *inputs,
                       const hl_plan_state *state, size_t first, hl_candidate *c, hl_origin *origin)
{
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    for (size_t i = first; i < state->candidate_count; i++)
        if (compiled->arm_steps[state->candidates[i].arm_step].hook_number == arm_step->after) {
            origin->previous = (uint32_t)i;
            origin->rank = state->origins[i].rank + 1;
            return;
        }
    const hl_sent *sent = hl_plan__last_sent(inputs, c->user, arm_step->after);
    if (sent == NULL)
        stop(origin, HL_PLAN_REASON_WAITS, HL_PLAN_OPEN);
    else
        follow(inputs, arm_step->hook, sent->at_ms, compiled->options->now_utc_ms, c, origin);
}

void hl_plan__set_off(const hl_compiled *compiled, const hl_inputs *inputs,
                      const hl_plan_state *state, size_t first, int64_t at_ms, hl_candidate *c,
                      hl_origin *origin)
{
    const hl_hook *hook = compiled->arm_steps[c->arm_step].hook;
    if (inputs->people[c->user].zone_source == HL_ZONE_NONE)
        stop(origin, HL_PLAN_REASON_NO_ZONE, 0);
    else if (hook->anchor != NULL)
        from_anchor(compiled, inputs, at_ms, c, origin);
    else
        from_trigger(inputs, hook, at_ms, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE)
        stop_on_events(inputs, hook, compiled->options->now_utc_ms, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE && hook->after != NULL)
        after_step(compiled, inputs, state, first, c, origin);
}
