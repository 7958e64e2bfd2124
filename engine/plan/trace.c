#include "plan/trace.h"

#include "plan/place.h"

static void take_intervals(hl_plan_traced_rule *out, const hl_zone *zone, const hl_intervals *set,
                           hl_interval within)
{
    for (size_t i = hl_plan__intervals_at(set, within.from); i < set->count; i++) {
        const hl_interval *x = &set->items[i];
        if (x->from >= within.to)
            return;
        out->more = out->count == HL_PLAN_TRACED_INTERVALS;
        if (out->more)
            return;
        int64_t from = x->from > within.from ? x->from : within.from;
        int64_t to = x->to < within.to ? x->to : within.to;
        out->intervals[out->count++] =
            (hl_plan_interval){hl_plan__local_time(zone, from), hl_plan__local_time(zone, to)};
    }
}

static void take_rules(const hl_legal *legal, const hl_zone *zone, hl_interval within,
                       hl_plan_search *out)
{
    out->rule_count = legal->rule_count;
    for (size_t i = 0; i < legal->rule_count; i++) {
        out->rules[i] =
            (hl_plan_traced_rule){.code = legal->rules[i].code, .name = legal->rules[i].name};
        take_intervals(&out->rules[i], zone, &legal->by_rule[i], within);
    }
    take_intervals(&out->together, zone, &legal->set, within);
}

static void take_limits(hl_search *s, int64_t at_ms, hl_trace *trace, hl_plan_search *out)
{
    hl_plan_traced_limit *limits =
        hl_base__arena_array(&trace->arena, s->route->limit_count + 1, sizeof *limits);
    trace->failed = trace->failed || limits == NULL;
    for (size_t i = 0; limits != NULL && i < s->route->limit_count; i++) {
        const hl_limit *limit = s->route->limits[i];
        uint32_t holder = HL_LEDGER_NONE;
        s->question.entry.at_ms = at_ms;
        int64_t room = hl_plan__ledger_release(s->planner->ledger, limit, &s->question, &holder);
        limits[i] =
            (hl_plan_traced_limit){&limit->rule, hl_plan__local_time(s->question.zone, room)};
    }
    out->limit_count = limits == NULL ? 0 : s->route->limit_count;
    out->limits = limits;
}

static void take_runners_up(hl_search *s, int64_t at_ms, hl_plan_search *out)
{
    hl_interval legal;
    int64_t until = 0;
    if (!hl_plan__legal_next(s->legal, at_ms, s->to_ms, &legal))
        return;
    int64_t at = legal.to;
    while (out->next_count < HL_PLAN_TRACED_NEXT && hl_plan__first_room(s, at, &at, &until)) {
        out->next[out->next_count++] = hl_plan__local_time(s->question.zone, at);
        at = until;
    }
}

void hl_plan__trace_search(hl_search *s, hl_plan_route route, bool found, int64_t at_ms)
{
    hl_trace *trace = s->planner->trace;
    const hl_zone *zone = s->question.zone;
    int64_t most = s->from_ms + 60 * HL_DAY_MS;
    hl_interval within = {s->from_ms, s->to_ms < most ? s->to_ms : most};
    hl_search copy = *s; /* looking around must not change the search */
    if (trace->count == HL_TRACE_SEARCHES)
        return;
    hl_plan_search *out = &trace->searches[trace->count++];
    *out = (hl_plan_search){.route = route,
                            .from = hl_plan__local_time(zone, s->from_ms),
                            .to = hl_plan__local_time(zone, s->to_ms),
                            .found = found};
    out->searched = within.from < within.to && hl_plan__legal_reach(s->legal, within.to);
    if (out->searched) {
        take_rules(s->legal, zone, within, out);
        take_limits(&copy, within.from, trace, out);
    }
    if (found) {
        out->chosen = hl_plan__local_time(zone, at_ms);
        take_runners_up(&copy, at_ms, out);
    }
    trace->failed =
        trace->failed || s->legal->set.failed || hl_plan__ledger_failed(s->planner->ledger);
}
