/* When a step may go at the earliest and at the latest, and what ends it before: its trigger or
 * anchor, the events of its user, and the step before it. */
#include <string.h>

#include "base/spelling.h"
#include "config/event_words.h"
#include "plan/plan_state.h"

static void stop(hl_origin *origin, hl_plan_reason_code why, int64_t at_ms)
{
    origin->stopped = why;
    origin->stopped_at = at_ms;
}

/* P3D, also P0D: the day itself. */
static bool is_of_days(const hl_span *span)
{
    return span->present && span->ms == 0;
}

/* A window, or a time of the day: what says the hour by itself. */
static bool has_clock(const hl_arm_step *arm_step)
{
    const hl_route *usual = &arm_step->routes[HL_PLAN_ROUTE_USUAL];
    return arm_step->hook->has_at ||
           (usual->rule_count > 0 && usual->rules[0].code == HL_PLAN_REASON_WINDOW);
}

/* A lead of days means the civil day: three days before what lapses at 23:59:59 on the 28th is the
 * 25th, for a window of the morning as for one of the evening. */
static void aim_at_day(const hl_zone *zone, const hl_arm_step *arm_step, hl_candidate *c)
{
    int64_t local = c->wish_ms + (int64_t)hl_base__zone_offset(zone, c->wish_ms) * 1000;
    int64_t day = hl_base__civil_day_of(local);
    c->has_day = true;
    c->day_from_ms = hl_base__zone_instant(zone, day * HL_DAY_MS);
    c->day_to_ms = hl_base__zone_instant(zone, (day + 1) * HL_DAY_MS);
    if (has_clock(arm_step))
        c->wish_ms = c->day_from_ms;
}

/* Until when a touch makes sense: the anchor itself; `expiry` after the target (but the whole day
 * that a lead of days aims at), or after the anchor when there is no lead. */
static int64_t anchor_deadline(const hl_zone *zone, const hl_hook *hook, int64_t anchor,
                               const hl_candidate *c)
{
    if (hook->recurs != HL_RECURS_NEVER)
        return hl_plan__recurs_until(zone, hook, anchor);
    if (!hook->expiry.present)
        return anchor;
    if (!hook->lead.present)
        return hl_plan__span_after(zone, anchor, &hook->expiry);
    int64_t late =
        hl_plan__span_after(zone, hl_plan__span_before(zone, anchor, &hook->lead), &hook->expiry);
    if (c->has_day && late < c->day_to_ms)
        late = c->day_to_ms;
    return late < anchor ? late : anchor;
}

void hl_plan__aim(const hl_compiled *compiled, const hl_inputs *inputs, hl_candidate *c)
{
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    const hl_span *lead = &arm_step->hook->lead;
    const hl_zone *zone = hl_plan__person_zone(inputs, c->user);
    c->has_day = false;
    c->wish_ms = lead->present ? hl_plan__span_before(zone, c->born_ms, lead) : c->born_ms;
    if (is_of_days(lead))
        aim_at_day(zone, arm_step, c);
    c->deadline_ms = anchor_deadline(zone, arm_step->hook, c->born_ms, c);
}

/* Wish and deadline of a hook with an anchor. */
static void from_anchor(const hl_compiled *compiled, const hl_inputs *inputs, int64_t anchor,
                        hl_candidate *c, hl_origin *origin)
{
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    const hl_hook *hook = arm_step->hook;
    if (anchor == INT64_MIN)
        anchor =
            inputs->anchors[c->user * compiled->experiment->hook_count + arm_step->hook_number];
    c->anchored = true;
    if (anchor == INT64_MIN) {
        stop(origin, HL_PLAN_REASON_NO_ANCHOR, 0);
        return;
    }
    c->born_ms = anchor;
    hl_plan__aim(compiled, inputs, c);
    if (hook->recurs == HL_RECURS_NEVER && c->deadline_ms <= compiled->options->now_utc_ms)
        stop(origin, HL_PLAN_REASON_EXPIRED, c->deadline_ms);
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

static bool is_trigger(const hl_hook *hook, const char *type)
{
    return hook->trigger != NULL &&
           hl_base__are_alike(hook->trigger, strlen(hook->trigger), type, strlen(type));
}

/* Since when an event ends what is set off: a trigger begins at its instant, a recurring date with
 * the one before it, a silence with the last activity. Of an anchor nobody knows when it was given
 * (a coupon long before it lapses), so all that is known counts, or what `stop_within` says. A
 * farewell of before counts for whatever no trigger brings; one of the trigger's own second is not
 * of before, unless it is the trigger. */
static int64_t counts_from(const hl_compiled *compiled, const hl_inputs *inputs,
                           const hl_hook *hook, const char *type, const hl_candidate *c)
{
    static const hl_span periods[] = {[HL_RECURS_YEARLY] = {.present = true, .months = 12},
                                      [HL_RECURS_MONTHLY] = {.present = true, .months = 1},
                                      [HL_RECURS_WEEKLY] = {.present = true, .days = 7}};
    const hl_zone *zone = hl_plan__person_zone(inputs, c->user);
    bool farewell = hl_config__is_farewell(type);
    if (hook->anchor == NULL && !hook->silent.present)
        return farewell && !is_trigger(hook, type) ? c->born_ms - 1 : c->born_ms;
    if (farewell)
        return INT64_MIN;
    if (hook->stop_within.present)
        return hl_plan__span_before(zone, compiled->options->now_utc_ms, &hook->stop_within);
    if (hook->silent.present)
        return inputs->people[c->user].active_ms;
    if (hook->recurs != HL_RECURS_NEVER)
        return hl_plan__span_before(zone, c->born_ms, &periods[hook->recurs]);
    return INT64_MIN;
}

static void stop_on_events(const hl_compiled *compiled, const hl_inputs *inputs,
                           const hl_hook *hook, const hl_candidate *c, hl_origin *origin)
{
    int64_t now = compiled->options->now_utc_ms;
    for (size_t i = 0; i < hook->stop_on_count; i++) {
        const char *type = hook->stop_on[i];
        int64_t at = hl_plan__event_after(inputs, c->user, type,
                                          counts_from(compiled, inputs, hook, type, c), now);
        if (at != INT64_MAX)
            stop(origin, HL_PLAN_REASON_STOPPED, at);
    }
}

static void stop_on_farewell(const hl_compiled *compiled, const hl_inputs *inputs,
                             const hl_hook *hook, const hl_candidate *c, hl_origin *origin)
{
    int64_t at = hl_plan__left_at(inputs, hook, c, compiled->options->now_utc_ms);
    if (at != INT64_MIN)
        stop(origin, HL_PLAN_REASON_FAREWELL, at);
}

/* A hook that a farewell or a return sets off is meant for those who say it. */
static void stop_on_refusal(const hl_compiled *compiled, const hl_inputs *inputs,
                            const hl_hook *hook, hl_candidate *c, hl_origin *origin)
{
    bool own = hook->trigger != NULL &&
               (hl_config__is_farewell(hook->trigger) || hl_config__is_return(hook->trigger));
    if (own)
        return;
    if (hl_plan__refuses(inputs, compiled, c, HL_PLAN_ROUTE_USUAL))
        stop(origin, HL_PLAN_REASON_NO_CONSENT, 0);
    c->no_fallback = hl_plan__refuses(inputs, compiled, c, HL_PLAN_ROUTE_FALLBACK);
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
        if (compiled->arm_steps[state->candidates[i].arm_step].hook_number == arm_step->after &&
            state->origins[i].stopped != HL_PLAN_REASON_SENT_OTHERWISE) {
            bool goes = state->origins[i].stopped != HL_PLAN_REASON_SAME_TRIGGER;
            origin->previous = goes ? (uint32_t)i : state->origins[i].twin;
            origin->rank = state->origins[origin->previous].rank + 1;
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
        stop_on_events(compiled, inputs, hook, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE)
        stop_on_farewell(compiled, inputs, hook, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE)
        stop_on_refusal(compiled, inputs, hook, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE && hook->after != NULL)
        after_step(compiled, inputs, state, first, c, origin);
}
