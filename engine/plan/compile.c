/* The definition as the planner wants it: for each step of each arm its rules and limits, for each
 * operator the shift. */
#include <stdio.h>
#include <string.h>

#include "plan/plan_state.h"

static void *grab(hl_plan_state *state, size_t count, size_t size)
{
    return hl_base__arena_array(&state->arena, count + 1, size);
}

static hl_cap_scope scope_of(const hl_cap *cap)
{
    static const char *const names[] = {
        [HL_SCOPE_USER] = "user",         [HL_SCOPE_CHANNEL] = "channel",
        [HL_SCOPE_CLASS] = "class",       [HL_SCOPE_HOOK] = "hook",
        [HL_SCOPE_SESSION] = "session",   [HL_SCOPE_OPERATOR] = "operator",
        [HL_SCOPE_EVERYONE] = "everyone", [HL_SCOPE_MINUTE] = "minute",
    };
    size_t i = 0;
    while (i < HL_SCOPE_MINUTE && strcmp(names[i], cap->scope) != 0)
        i++;
    return (hl_cap_scope)i;
}

static hl_period period_of(const hl_cap *cap, hl_cap_scope scope)
{
    if (scope == HL_SCOPE_MINUTE || cap->calendar == NULL)
        return HL_PERIOD_MINUTE;
    return strcmp(cap->calendar, "day") == 0    ? HL_PERIOD_DAY
           : strcmp(cap->calendar, "week") == 0 ? HL_PERIOD_WEEK
                                                : HL_PERIOD_MONTH;
}

/* Whether a cap that names one channel, class or hook is about this step. */
static bool concerns(const hl_cap *cap, const hl_arm_step *arm_step, const char *channel)
{
    static const char *const classes[] = {"transactional", "service", "promotion"};
    if (cap->of == NULL)
        return true;
    switch (scope_of(cap)) {
    case HL_SCOPE_CHANNEL:
    case HL_SCOPE_SESSION:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        return channel != NULL && strcmp(cap->of, channel) == 0;
    case HL_SCOPE_CLASS:
        return strcmp(cap->of, classes[arm_step->hook->klass]) == 0;
    case HL_SCOPE_HOOK:
        return strcmp(cap->of, arm_step->hook->name) == 0;
    case HL_SCOPE_USER:
    case HL_SCOPE_OPERATOR:
        break;
    }
    return true;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_rule(const hl_plan_limit *a, const hl_plan_limit *b)
{
    const hl_span *x = &a->cap.per;
    const hl_span *y = &b->cap.per;
    return a->owner == b->owner && same_text(a->channel, b->channel) &&
           same_text(a->cap.scope, b->cap.scope) && same_text(a->cap.of, b->cap.of) &&
           same_text(a->cap.calendar, b->cap.calendar) && a->cap.count == b->cap.count &&
           x->months == y->months && x->days == y->days && x->ms == y->ms;
}

/* Limits are made once per rule (a channel's caps count separately for each channel). */
static const hl_limit *make_limit(hl_plan_state *state, const hl_plan_limit *rule, uint32_t channel)
{
    const hl_cap *cap = &rule->cap;
    for (size_t i = 0; i < state->limit_count; i++)
        if (same_rule(&state->limits[i]->rule, rule))
            return state->limits[i];
    hl_limit *limit = grab(state, 1, sizeof *limit);
    if (limit == NULL)
        return NULL;
    bool one_channel = rule->owner == HL_PLAN_LIMIT_CHANNEL || cap->of != NULL;
    *limit = (hl_limit){.scope = scope_of(cap),
                        .count = cap->count,
                        .rolling = cap->per.present,
                        .per = cap->per,
                        .number = (uint32_t)state->limit_count,
                        .only = HL_LEDGER_NONE,
                        .channel = one_channel ? channel : HL_LEDGER_NONE,
                        .rule = *rule};
    limit->period = period_of(cap, limit->scope);
    if (limit->scope == HL_SCOPE_OPERATOR && cap->of != NULL) {
        limit->only = hl_plan__operator(state, cap->of, strlen(cap->of));
        if (limit->only == HL_MAP_NONE)
            return NULL;
    }
    state->limits[state->limit_count++] = limit;
    return limit;
}

typedef struct route_maker {
    hl_plan_state *state;
    const hl_arm_step *arm_step;
    hl_route *route;
    const hl_limit **list;
    bool failed;
} route_maker;

static void take_cap(route_maker *m, hl_plan_limit_owner owner, const hl_cap *cap)
{
    const char *channel = m->route->channel == NULL ? NULL : m->route->channel->name;
    hl_plan_limit rule = {owner, owner == HL_PLAN_LIMIT_CHANNEL ? channel : NULL, *cap};
    if (rule.channel == NULL && channel == NULL)
        channel = m->state->experiment->channel;
    if (!concerns(cap, m->arm_step, channel))
        return;
    const hl_limit *limit = make_limit(m->state, &rule, m->route->channel_number);
    m->failed = m->failed || limit == NULL;
    m->list[m->route->limit_count++] = limit;
}

static void take_channel_caps(route_maker *m)
{
    const hl_channel *channel = m->route->channel;
    bool concerned = channel != NULL && (channel->classes >> m->arm_step->hook->klass & 1U) != 0;
    for (size_t i = 0; concerned && i < channel->cap_count; i++)
        take_cap(m, HL_PLAN_LIMIT_CHANNEL, &channel->caps[i]);
    if (channel != NULL && channel->session.present && channel->session.count > 0) {
        hl_cap session = {
            .scope = "session", .count = channel->session.count, .per = channel->session.within};
        take_cap(m, HL_PLAN_LIMIT_CHANNEL, &session);
    }
}

static void take_cooldown(route_maker *m)
{
    if (!m->arm_step->hook->cooldown.present)
        return;
    hl_cap once = {.scope = "hook",
                   .of = m->arm_step->hook->name,
                   .count = 1,
                   .per = m->arm_step->hook->cooldown};
    take_cap(m, HL_PLAN_LIMIT_COOL_DOWN, &once);
}

static hl_rule make_rule(route_maker *m, hl_plan_reason_code code, const char *name,
                         const hl_window *windows, size_t count)
{
    hl_rule_window *list = grab(m->state, count, sizeof *list);
    m->failed = m->failed || list == NULL;
    for (size_t i = 0; list != NULL && i < count; i++) {
        const char *zone = windows[i].zone;
        list[i].window = &windows[i];
        if (zone != NULL &&
            hl_base__zones_find(m->state->zones, zone, strlen(zone), &list[i].zone) != HL_OK)
            m->failed = true;
    }
    bool forbids = code != HL_PLAN_REASON_WINDOW && code != HL_PLAN_REASON_SHIFT;
    return (hl_rule){code, name, forbids, count, list};
}

static void make_rules(route_maker *m, const hl_window *window, bool own_rules)
{
    const hl_experiment *x = m->state->experiment;
    const hl_channel *channel = m->route->channel;
    hl_rule *rules = m->route->rules;
    if (window != NULL && own_rules)
        rules[m->route->rule_count++] =
            make_rule(m, HL_PLAN_REASON_WINDOW, window->name, window, 1);
    if (x->quiet_count > 0 && own_rules)
        rules[m->route->rule_count++] =
            make_rule(m, HL_PLAN_REASON_QUIET, NULL, x->quiet, x->quiet_count);
    if (channel != NULL && channel->quiet_count > 0 &&
        (channel->classes >> m->arm_step->hook->klass & 1U) != 0)
        rules[m->route->rule_count++] = make_rule(m, HL_PLAN_REASON_CHANNEL_HOURS, channel->name,
                                                  channel->quiet, channel->quiet_count);
}

static bool make_route(hl_plan_state *state, hl_arm_step *arm_step, int number,
                       const char *channel_name, const hl_window *window)
{
    const hl_experiment *x = state->experiment;
    route_maker m = {.state = state, .arm_step = arm_step, .route = &arm_step->routes[number]};
    const char *name = channel_name == NULL ? "" : channel_name;
    *m.route = (hl_route){.channel = hl_channels_find(state->channels, name, NULL)};
    m.route->channel_number = hl_base__map_intern(&state->channel_names, name, strlen(name));
    size_t most = x->cap_count + 3 + (m.route->channel == NULL ? 0 : m.route->channel->cap_count);
    m.list = grab(state, most, sizeof(hl_limit *));
    if (m.list == NULL || m.route->channel_number == HL_MAP_NONE)
        return false;
    bool own_rules = number != HL_PLAN_ROUTE_ANYWAY;
    make_rules(&m, window, own_rules);
    take_channel_caps(&m);
    if (own_rules) {
        take_cooldown(&m);
        for (size_t i = 0; i < x->cap_count; i++)
            take_cap(&m, HL_PLAN_LIMIT_DEFINITION, &x->caps[i]);
    }
    m.route->limits = m.list;
    arm_step->has_route[number] = true;
    return !m.failed;
}

static bool make_arm_step(hl_plan_state *state, size_t arm, size_t step, hl_arm_step *arm_step)
{
    const hl_experiment *x = state->experiment;
    const hl_step *s = &x->arms[arm].steps[step];
    const hl_window *window = s->window == SIZE_MAX ? NULL : &x->windows[s->window];
    const char *channel = s->channel == NULL ? x->channel : s->channel;
    char key[1024];
    *arm_step = (hl_arm_step){
        .hook = &x->hooks[s->hook], .arm = &x->arms[arm], .arm_index = arm, .step_index = step};
    int length = snprintf(key, sizeof key, "%s/%s", x->name, arm_step->hook->name);
    length = length >= (int)sizeof key ? (int)sizeof key - 1 : length;
    arm_step->hook_number = hl_base__map_intern(&state->hook_names, key, (size_t)length);
    if (arm_step->hook_number == HL_MAP_NONE ||
        !make_route(state, arm_step, HL_PLAN_ROUTE_USUAL, channel, window))
        return false;
    if (arm_step->hook->no_slot == HL_NO_SLOT_SEND_ANYWAY)
        return make_route(state, arm_step, HL_PLAN_ROUTE_ANYWAY, channel, window);
    if (arm_step->hook->no_slot == HL_NO_SLOT_FALLBACK_CHANNEL)
        return make_route(state, arm_step, HL_PLAN_ROUTE_FALLBACK, arm_step->hook->fallback_channel,
                          window);
    return true;
}

static bool make_shifts(hl_plan_state *state)
{
    const hl_experiment *x = state->experiment;
    for (size_t i = 0; i < x->shift_count; i++)
        if (hl_plan__operator(state, x->shifts[i].operator_name,
                              strlen(x->shifts[i].operator_name)) == HL_MAP_NONE)
            return false;
    state->shift_count = state->operators.count;
    state->shifts = grab(state, state->shift_count, sizeof *state->shifts);
    for (size_t who = 0; state->shifts != NULL && who < state->shift_count; who++) {
        hl_window *windows = grab(state, x->shift_count, sizeof *windows);
        size_t count = 0;
        if (windows == NULL)
            return false;
        for (size_t i = 0; i < x->shift_count; i++)
            if (strcmp(x->shifts[i].operator_name, state->operators.keys[who].text) == 0)
                windows[count++] = x->shifts[i].window;
        route_maker m = {.state = state};
        state->shifts[who] = make_rule(&m, HL_PLAN_REASON_SHIFT, NULL, windows, count);
        if (m.failed)
            return false;
    }
    return state->shifts != NULL;
}

/* A channel without a preset has no rules here: said once, with the nearest name. */
static void remark_channel(hl_plan_state *state, const char *name)
{
    const char *nearest = NULL;
    if (name == NULL || hl_channels_find(state->channels, name, &nearest) != NULL)
        return;
    char message[400];
    (void)snprintf(
        message, sizeof message,
        "there is no preset of the channel '%s': only the definition's own rules hold%s%s", name,
        nearest == NULL ? "" : "; did you mean ", nearest == NULL ? "" : nearest);
    hl_problems_add(state->problems,
                    &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                  .file = state->definition_file,
                                  .message = message,
                                  .accepted = "a name that `hookline channels` lists"});
}

hl_status hl_plan__compile(hl_plan_state *state, hl_error *err)
{
    const hl_experiment *x = state->experiment;
    size_t limits = 8;
    size_t arm_steps = 0;
    for (size_t a = 0; a < x->arm_count; a++)
        arm_steps += x->arms[a].step_count;
    for (size_t i = 0; i < hl_channels_count(state->channels); i++)
        limits += hl_channels_get(state->channels, i)->cap_count + 1;
    limits += x->cap_count + arm_steps;
    state->limits = grab(state, limits, sizeof(hl_limit *));
    state->arm_steps = grab(state, arm_steps, sizeof *state->arm_steps);
    state->first_arm_step = grab(state, x->arm_count, sizeof *state->first_arm_step);
    if (state->limits == NULL || state->arm_steps == NULL || state->first_arm_step == NULL)
        return hl_error_memory(err);
    remark_channel(state, x->channel);
    for (size_t a = 0; a < x->arm_count; a++) {
        state->first_arm_step[a] = state->arm_step_count;
        for (size_t s = 0; s < x->arms[a].step_count; s++) {
            if (x->arms[a].steps[s].hook == SIZE_MAX)
                continue;
            if (!make_arm_step(state, a, s, &state->arm_steps[state->arm_step_count++]))
                return hl_error_memory(err);
        }
    }
    state->first_arm_step[x->arm_count] = state->arm_step_count;
    return make_shifts(state) ? HL_OK : hl_error_memory(err);
}
