#include "plan/place.h"

#include <stdlib.h>

void hl_plan__reason_add(hl_planner *planner, hl_placement *placement, hl_reason reason)
{
    if (planner->reason_count == planner->reason_capacity) {
        size_t capacity = planner->reason_capacity == 0 ? 1024 : planner->reason_capacity * 2;
        hl_reason *reasons = realloc(planner->reasons, capacity * sizeof *reasons);
        if (reasons == NULL) {
            planner->failed = true;
            return;
        }
        planner->reasons = reasons;
        planner->reason_capacity = capacity;
    }
    planner->reasons[planner->reason_count++] = reason;
    placement->reason_count++;
}

static void add(hl_search *s, hl_placement *placement, hl_plan_reason_code code, int64_t at)
{
    hl_plan__reason_add(s->planner, placement, (hl_reason){.code = code, .at = at});
}

static const hl_rule *shift_of(const hl_plan_settings *settings, const hl_candidate *candidate)
{
    uint32_t who = candidate->operator_user;
    if (who >= settings->shift_count || settings->shifts[who].count == 0)
        return NULL;
    return &settings->shifts[who];
}

static hl_legal *make_legal(const hl_planner *planner, const hl_candidate *candidate,
                            uint32_t route)
{
    const hl_plan_settings *settings = planner->settings;
    const hl_route *rules = &settings->arm_steps[candidate->arm_step].routes[route];
    const hl_rule *shift = route == HL_PLAN_ROUTE_ANYWAY ? NULL : shift_of(settings, candidate);
    hl_rule all[HL_RULES_MOST];
    size_t count = rules->rule_count;
    for (size_t i = 0; i < count; i++)
        all[i] = rules->rules[i];
    if (shift != NULL)
        all[count++] = *shift;
    return hl_plan__legal_new(&settings->zone_sets[candidate->zone_set], settings->days, all, count,
                              settings->now_ms);
}

hl_legal *hl_plan__planner_legal(hl_planner *planner, const hl_candidate *candidate, uint32_t route)
{
    const hl_rule *shift = shift_of(planner->settings, candidate);
    uint32_t key[4] = {candidate->arm_step, candidate->zone_set,
                       shift == NULL ? HL_LEDGER_NONE : candidate->operator_user, route};
    uint32_t before = planner->legal_keys.count;
    uint32_t index = hl_base__map_intern(&planner->legal_keys, (const char *)key, sizeof key);
    if (index == HL_MAP_NONE)
        return NULL;
    if (index < before)
        return planner->legal[index];
    if (index >= planner->legal_capacity) {
        size_t capacity = planner->legal_capacity == 0 ? 64 : planner->legal_capacity * 2;
        hl_legal **legal = realloc((void *)planner->legal, capacity * sizeof(hl_legal *));
        if (legal == NULL)
            return NULL;
        planner->legal = legal;
        planner->legal_capacity = capacity;
    }
    planner->legal[index] = make_legal(planner, candidate, route);
    return planner->legal[index];
}

static bool open_search(hl_search *s, uint32_t route)
{
    s->route = &s->arm_step->routes[route];
    s->legal = hl_plan__planner_legal(s->planner, s->candidate, route);
    s->planner->failed = s->planner->failed || s->legal == NULL;
    s->held_by = NULL;
    s->holder = HL_LEDGER_NONE;
    s->question.entry.channel = s->route->channel_number;
    return s->legal != NULL;
}

/* Narrows the search to the channel's session; false when there is none. */
static bool enter_session(hl_search *s)
{
    const hl_channel *channel = s->route->channel;
    if (channel == NULL || !channel->session.present)
        return true;
    bool own = channel->session.after == HL_AFTER_TRIGGER;
    int64_t opened = own ? s->candidate->born_ms : s->candidate->session_ms;
    if (opened == INT64_MIN)
        return false;
    s->question.session_ms = opened;
    int64_t closes = hl_plan__span_after(s->question.zone, opened, &channel->session.within);
    s->from_ms = s->from_ms > opened ? s->from_ms : opened;
    s->to_ms = s->to_ms < closes ? s->to_ms : closes;
    return s->from_ms < s->to_ms;
}

/* When the rule lets a touch through that it holds at from_ms; INT64_MAX: it does not hold it. */
static int64_t held_until(const hl_search *s, size_t rule, int64_t from_ms)
{
    const hl_intervals *set = &s->legal->by_rule[rule];
    size_t at = hl_plan__intervals_at(set, from_ms);
    return at < set->count && set->items[at].from > from_ms ? set->items[at].from : INT64_MAX;
}

/* The earliest of these instants after `after`. */
static int64_t next_release(const hl_search *s, int64_t from_ms, int64_t after)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < s->legal->rule_count; i++) {
        int64_t until = held_until(s, i, from_ms);
        next = until > after && until < next ? until : next;
    }
    return next;
}

/* What stood between the first instant possible and the one chosen, in the order of time. */
static void tell_delays(hl_search *s, hl_placement *placement, int64_t from_ms)
{
    if (placement->at_ms <= from_ms)
        return;
    for (int64_t at = next_release(s, from_ms, from_ms); at != INT64_MAX;
         at = next_release(s, from_ms, at))
        for (size_t i = 0; i < s->legal->rule_count; i++)
            if (held_until(s, i, from_ms) == at)
                add(s, placement, s->legal->rules[i].code, at);
    if (s->held_by != NULL)
        hl_plan__reason_add(
            s->planner, placement,
            (hl_reason){HL_PLAN_REASON_CAP, s->held_by->number, s->holder, s->released_ms});
}

/* What left no slot, and the chain's words for it. */
static hl_plan_reason_code tell_binding(hl_search *s, hl_placement *placement, bool session)
{
    hl_reason reason = {.code = HL_PLAN_REASON_EXPIRED, .at = s->to_ms, .other = HL_LEDGER_NONE};
    if (!session) {
        reason.code = HL_PLAN_REASON_SESSION;
        reason.at = s->candidate->session_ms == INT64_MIN ? INT64_MIN : s->to_ms;
    } else if (s->from_ms < s->to_ms) {
        size_t rule = hl_plan__legal_blame(s->legal, s->from_ms, s->to_ms);
        if (rule < s->legal->rule_count) {
            reason.code = s->legal->rules[rule].code;
            reason.at = INT64_MAX;
        } else if (s->held_by != NULL) {
            reason = (hl_reason){HL_PLAN_REASON_CAP, s->held_by->number, s->holder, s->released_ms};
            if (s->held_by->scope == HL_SCOPE_SESSION)
                reason.code = HL_PLAN_REASON_SESSION_FULL;
            else if (s->released_ms == HL_LEDGER_NEVER)
                reason.code = HL_PLAN_REASON_NEVER;
        }
    }
    hl_plan__reason_add(s->planner, placement, reason);
    return reason.code;
}

static void trace(hl_search *s, uint32_t number, hl_plan_route route, bool found,
                  const hl_placement *placement)
{
    if (s->planner->trace != NULL && s->planner->traced == number)
        hl_plan__trace_search(s, route, found, placement->at_ms);
}

/* A set that could not be worked out looks like one without slots: the run must fail instead. */
static void note_failure(const hl_search *s)
{
    s->planner->failed =
        s->planner->failed || s->legal->set.failed || hl_plan__ledger_failed(s->planner->ledger);
}

/* The day that the lead aims at comes before all others: from the wish on, then what of the day is
 * before the wish. Slots that are drawn are of all days. */
static bool choose_on_day(hl_search *s, hl_placement *placement)
{
    const hl_candidate *c = s->candidate;
    int64_t from = s->from_ms;
    int64_t to = s->to_ms;
    int64_t now = s->planner->settings->now_ms;
    if (!c->has_day || s->arm_step->hook->choose == HL_CHOOSE_EXPLORE)
        return false;
    s->to_ms = to < c->day_to_ms ? to : c->day_to_ms;
    bool found = hl_plan__choose(s, placement);
    if (!found && c->wish_ms > c->day_from_ms) {
        s->to_ms = c->wish_ms < to ? c->wish_ms : to;
        s->from_ms = c->day_from_ms > now ? c->day_from_ms : now;
        found = enter_session(s) && hl_plan__choose(s, placement);
    }
    s->from_ms = from;
    s->to_ms = to;
    return found;
}

/* From the wish on, on one route. */
static bool try_route(hl_search *s, uint32_t number, uint32_t route, hl_placement *placement)
{
    int64_t now = s->planner->settings->now_ms;
    if (!open_search(s, route))
        return false;
    s->from_ms = s->candidate->wish_ms > now ? s->candidate->wish_ms : now;
    s->to_ms = s->candidate->deadline_ms;
    int64_t from = s->from_ms;
    bool session = enter_session(s);
    bool found = session && (choose_on_day(s, placement) || hl_plan__choose(s, placement));
    note_failure(s);
    trace(s, number, route, found, placement);
    if (!found) {
        hl_plan_reason_code code = tell_binding(s, placement, session);
        note_failure(s);
        if (placement->binding == HL_PLAN_REASON_NONE)
            placement->binding = code;
        return false;
    }
    tell_delays(s, placement, from);
    placement->route = (uint8_t)route;
    return true;
}

/* Before the target, as late as possible. */
static bool pull(hl_search *s, uint32_t number, hl_placement *placement)
{
    int64_t wish = s->candidate->wish_ms;
    if (!open_search(s, HL_PLAN_ROUTE_USUAL))
        return false;
    s->from_ms = s->planner->settings->now_ms;
    s->to_ms = wish < s->candidate->deadline_ms ? wish : s->candidate->deadline_ms;
    bool found = enter_session(s) && hl_plan__choose_last(s, &placement->at_ms);
    note_failure(s);
    trace(s, number, HL_PLAN_ROUTE_PULLED, found, placement);
    if (!found)
        return false;
    placement->pulled = true;
    placement->route = HL_PLAN_ROUTE_USUAL;
    add(s, placement, HL_PLAN_REASON_PULLED, placement->at_ms);
    return true;
}

static bool second_choice(hl_search *s, uint32_t number, hl_placement *placement)
{
    const hl_arm_step *arm_step = s->arm_step;
    switch (arm_step->hook->no_slot) {
    case HL_NO_SLOT_PULL_EARLIER:
        return s->candidate->anchored && pull(s, number, placement);
    case HL_NO_SLOT_FALLBACK_CHANNEL:
        if (!arm_step->has_route[HL_PLAN_ROUTE_FALLBACK] || s->candidate->no_fallback ||
            !try_route(s, number, HL_PLAN_ROUTE_FALLBACK, placement))
            return false;
        add(s, placement, HL_PLAN_REASON_FALLBACK, 0);
        return true;
    case HL_NO_SLOT_SEND_ANYWAY:
        if (!arm_step->has_route[HL_PLAN_ROUTE_ANYWAY] ||
            !try_route(s, number, HL_PLAN_ROUTE_ANYWAY, placement))
            return false;
        add(s, placement, HL_PLAN_REASON_ANYWAY, 0);
        return true;
    case HL_NO_SLOT_DROP:
        break;
    }
    return false;
}

bool hl_plan__first_legal(hl_planner *planner, const hl_candidate *c, int64_t *at_ms)
{
    hl_interval legal;
    int64_t now = planner->settings->now_ms;
    int64_t from = c->wish_ms > now ? c->wish_ms : now;
    int64_t day_from = c->has_day && c->day_from_ms > now ? c->day_from_ms : now;
    int64_t day_to = c->has_day && c->day_to_ms < c->deadline_ms ? c->day_to_ms : c->deadline_ms;
    hl_legal *set = hl_plan__planner_legal(planner, c, HL_PLAN_ROUTE_USUAL);
    planner->failed = planner->failed || set == NULL;
    if (set == NULL)
        return false;
    bool found =
        (c->has_day && from < day_to && hl_plan__legal_next(set, from, day_to, &legal)) ||
        (c->has_day && day_from < day_to && hl_plan__legal_next(set, day_from, day_to, &legal)) ||
        (from < c->deadline_ms && hl_plan__legal_next(set, from, c->deadline_ms, &legal));
    planner->failed = planner->failed || set->set.failed;
    if (found)
        *at_ms = legal.from;
    return found;
}

void hl_plan__place(hl_planner *planner, uint32_t number, const hl_candidate *candidate,
                    hl_placement *placement)
{
    const hl_plan_settings *settings = planner->settings;
    const hl_arm_step *arm_step = &settings->arm_steps[candidate->arm_step];
    hl_search s = {.planner = planner, .candidate = candidate, .arm_step = arm_step};
    s.question = (hl_ledger_query){.entry = {.user = candidate->user,
                                             .operator_user = candidate->operator_user,
                                             .hook = arm_step->hook_number,
                                             .touch = number,
                                             .klass = (uint8_t)arm_step->hook->klass},
                                   .zone = settings->zone_sets[candidate->zone_set].zones[0],
                                   .session_ms = candidate->session_ms};
    *placement = (hl_placement){.outcome = HL_PLAN_OUTCOME_DROPPED,
                                .propensity = 1,
                                .first_reason = (uint32_t)planner->reason_count};
    add(&s, placement, HL_PLAN_REASON_WISH, candidate->wish_ms);
    if (candidate->wish_ms < settings->now_ms)
        add(&s, placement, HL_PLAN_REASON_LATE, settings->now_ms);
    if (!try_route(&s, number, HL_PLAN_ROUTE_USUAL, placement) &&
        !second_choice(&s, number, placement))
        return;
    placement->outcome = HL_PLAN_OUTCOME_PLANNED;
    placement->binding = HL_PLAN_REASON_NONE;
    s.question.entry.at_ms = placement->at_ms;
    if (!hl_plan__ledger_add(planner->ledger, &s.question.entry, s.route->limits,
                             s.route->limit_count))
        planner->failed = true;
}
