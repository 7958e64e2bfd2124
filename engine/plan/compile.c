/* The definition as the planner wants it: for each step of each arm its rules and limits, for each
 * operator the shift. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/compiled.h"

static void *grab(hl_compiled *c, size_t count, size_t size)
{
    return hl_base__arena_array(&c->arena, count + 1, size);
}

/* Rules made one after the other; no memory is asked about once, at the end. */
static hl_rule make_rule(hl_compiled *c, hl_plan_reason_code code, const char *name,
                         const hl_window *windows, size_t count, bool *failed)
{
    hl_rule_window *list = grab(c, count, sizeof *list);
    *failed = *failed || list == NULL;
    for (size_t i = 0; list != NULL && i < count; i++) {
        const char *zone = windows[i].zone;
        list[i].window = &windows[i];
        if (zone != NULL &&
            hl_base__zones_find(c->zones, zone, strlen(zone), &list[i].zone) != HL_OK)
            *failed = true;
    }
    bool forbids = code != HL_PLAN_REASON_WINDOW && code != HL_PLAN_REASON_SHIFT;
    return (hl_rule){code, name, forbids, count, list};
}

static bool make_rules(hl_compiled *c, const hl_hook *hook, const hl_window *window, bool own_rules,
                       hl_route *out)
{
    const hl_experiment *x = c->experiment;
    const hl_channel *channel = out->channel;
    bool failed = false;
    if (window != NULL && own_rules)
        out->rules[out->rule_count++] =
            make_rule(c, HL_PLAN_REASON_WINDOW, window->name, window, 1, &failed);
    if (x->quiet_count > 0 && own_rules)
        out->rules[out->rule_count++] =
            make_rule(c, HL_PLAN_REASON_QUIET, NULL, x->quiet, x->quiet_count, &failed);
    if (channel != NULL && channel->quiet_count > 0 && (channel->classes >> hook->klass & 1U) != 0)
        out->rules[out->rule_count++] = make_rule(c, HL_PLAN_REASON_CHANNEL_HOURS, channel->name,
                                                  channel->quiet, channel->quiet_count, &failed);
    return !failed;
}

static bool make_route(hl_compiled *c, hl_arm_step *arm_step, hl_plan_route number,
                       const char *channel, const hl_window *window)
{
    hl_route *route = &arm_step->routes[number];
    const char *name = channel == NULL ? "" : channel;
    *route = (hl_route){.channel = hl_channels_find(c->channels, name, NULL)};
    route->channel_number = hl_plan__name_add(&c->names.channels, name, strlen(name));
    arm_step->has_route[number] = true;
    return route->channel_number != HL_MAP_NONE &&
           make_rules(c, arm_step->hook, window, number != HL_PLAN_ROUTE_ANYWAY, route) &&
           hl_plan__compile_limits(c, arm_step, number, route);
}

static uint32_t signal_of(const hl_compiled *c, const char *name)
{
    return name == NULL ? HL_MAP_NONE : hl_plan__name_find(&c->signals, name, strlen(name));
}

size_t hl_plan__hook_named(const hl_experiment *x, const char *name)
{
    for (size_t h = 0; name != NULL && h < x->hook_count; h++)
        if (strcmp(x->hooks[h].name, name) == 0)
            return h;
    return SIZE_MAX;
}

static bool make_arm_step(hl_compiled *c, size_t arm, size_t step, hl_arm_step *out)
{
    const hl_experiment *x = c->experiment;
    const hl_step *s = &x->arms[arm].steps[step];
    const hl_hook *hook = &x->hooks[s->hook];
    const hl_window *window = s->window == SIZE_MAX ? NULL : &x->windows[s->window];
    const char *channel = s->channel == NULL ? x->channel : s->channel;
    *out = (hl_arm_step){.hook = hook,
                         .arm = &x->arms[arm],
                         .arm_index = arm,
                         .step_index = step,
                         .hook_number = (uint32_t)s->hook,
                         .signals = {signal_of(c, hook->name), signal_of(c, hook->trigger)},
                         .after = hl_plan__hook_named(x, hook->after)};
    if (!make_route(c, out, HL_PLAN_ROUTE_USUAL, channel, window))
        return false;
    if (hook->no_slot == HL_NO_SLOT_SEND_ANYWAY)
        return make_route(c, out, HL_PLAN_ROUTE_ANYWAY, channel, window);
    if (hook->no_slot == HL_NO_SLOT_FALLBACK_CHANNEL)
        return make_route(c, out, HL_PLAN_ROUTE_FALLBACK, hook->fallback_channel, window);
    return true;
}

static bool make_arm_steps(hl_compiled *c)
{
    const hl_experiment *x = c->experiment;
    for (size_t a = 0; a < x->arm_count; a++) {
        c->first_arm_step[a] = c->arm_step_count;
        for (size_t s = 0; s < x->arms[a].step_count; s++)
            if (x->arms[a].steps[s].hook != SIZE_MAX &&
                !make_arm_step(c, a, s, &c->arm_steps[c->arm_step_count++]))
                return false;
    }
    c->first_arm_step[x->arm_count] = c->arm_step_count;
    return true;
}

/* Windows by operator, one behind the other: those of `who` begin at first[who]. */
static bool make_rules_of_shifts(hl_compiled *c, const uint32_t *whose, size_t *first)
{
    const hl_experiment *x = c->experiment;
    hl_window *windows = grab(c, x->shift_count, sizeof *windows);
    bool failed = windows == NULL;
    for (size_t i = 0; !failed && i < x->shift_count; i++)
        windows[first[whose[i]]++] = x->shifts[i].window;
    for (size_t who = 0, from = 0; !failed && who < c->shift_count; from = first[who++])
        c->shifts[who] =
            make_rule(c, HL_PLAN_REASON_SHIFT, NULL, windows + from, first[who] - from, &failed);
    return !failed;
}

static bool make_shifts(hl_compiled *c)
{
    const hl_experiment *x = c->experiment;
    uint32_t *whose = grab(c, x->shift_count, sizeof *whose);
    for (size_t i = 0; whose != NULL && i < x->shift_count; i++) {
        const char *name = x->shifts[i].operator_name;
        whose[i] = hl_plan__name_intern(&c->names.operators, name, strlen(name));
        if (whose[i] == HL_MAP_NONE)
            return false;
    }
    c->shift_count = c->names.operators.exact.count;
    c->shifts = grab(c, c->shift_count, sizeof *c->shifts);
    size_t *first = grab(c, c->shift_count, sizeof *first);
    if (whose == NULL || c->shifts == NULL || first == NULL)
        return false;
    memset(first, 0, (c->shift_count + 1) * sizeof *first);
    for (size_t i = 0; i < x->shift_count; i++)
        first[whose[i] + 1]++;
    for (size_t who = 1; who < c->shift_count; who++)
        first[who] += first[who - 1];
    return make_rules_of_shifts(c, whose, first);
}

static bool add(hl_name_set *set, const char *name)
{
    return hl_plan__name_add(set, name, strlen(name)) != HL_MAP_NONE;
}

/* Hooks by their index, and what sets them off. */
static bool number_hooks(hl_compiled *c)
{
    const hl_experiment *x = c->experiment;
    hl_text name = {0};
    bool good = true;
    for (size_t h = 0; good && h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        hl_base__text_clear(&name);
        hl_base__text_addf(&name, "%s/%s", x->name, hook->name);
        good = !name.failed && add(&c->names.hooks, hl_base__text_string(&name)) &&
               add(&c->signals, hook->name) &&
               (hook->trigger == NULL || add(&c->signals, hook->trigger));
    }
    hl_base__text_free(&name);
    return good;
}

static bool make_room(hl_compiled *c)
{
    const hl_experiment *x = c->experiment;
    size_t steps = 0;
    size_t limits = x->cap_count;
    for (size_t a = 0; a < x->arm_count; a++)
        steps += x->arms[a].step_count;
    for (size_t i = 0; i < hl_channels_count(c->channels); i++)
        limits += hl_channels_get(c->channels, i)->cap_count + 1;
    c->limits = grab(c, limits + x->hook_count, sizeof(hl_limit *));
    c->arm_steps = grab(c, steps, sizeof *c->arm_steps);
    c->first_arm_step = grab(c, x->arm_count, sizeof *c->first_arm_step);
    return c->limits != NULL && c->arm_steps != NULL && c->first_arm_step != NULL;
}

static hl_status no_such_zone(const hl_compiled *c, const char *name, hl_error *err)
{
    const char *near = NULL;
    if (hl_base__zones_suggest(c->zones, name, strlen(name), &near) != HL_OK)
        return hl_error_memory(err);
    return near == NULL ? hl_error_set(err, HL_REJECTED, "there is no time zone '%s'", name)
                        : hl_error_set(err, HL_REJECTED,
                                       "there is no time zone '%s'; did you mean %s?", name, near);
}

static hl_status find_workspace(hl_compiled *c, hl_error *err)
{
    const char *name = c->options->zone;
    if (name == NULL)
        name = c->experiment->zone;
    c->stands_in = name != NULL;
    if (name == NULL)
        name = "UTC";
    c->zones = hl_base__zones_new(NULL);
    if (c->zones == NULL)
        return hl_error_memory(err);
    if (hl_base__zones_find(c->zones, name, strlen(name), &c->workspace) != HL_OK)
        return hl_error_memory(err);
    if (c->workspace == NULL)
        return no_such_zone(c, name, err);
    return HL_OK;
}

hl_status hl_plan__compile(const hl_definition *definition, char *ranges,
                           const hl_plan_options *options, hl_problems *problems, hl_compiled *out,
                           hl_error *err)
{
    out->experiment = hl_definition_experiment(definition);
    out->file = hl_definition_file(definition);
    out->options = options;
    out->ranges = ranges;
    hl_status status = find_workspace(out, err);
    if (status == HL_OK)
        status = hl_channels_new(&out->channels, err);
    if (status != HL_OK)
        return status;
    hl_plan_check_kind kind =
        options->calendar != NULL ? HL_PLAN_CHECK_WITH_CALENDAR : HL_PLAN_CHECK_TO_PLAN;
    status = hl_plan__check_sending(definition, out->channels, kind, HL_PLAN_NONE, problems, err);
    if (status != HL_OK)
        return status;
    if (!number_hooks(out) || !make_room(out) || !make_arm_steps(out) || !make_shifts(out))
        return hl_error_memory(err);
    return hl_plan__read_days(out->experiment, out->file, options, problems, &out->days, err);
}

bool hl_plan__names_copy(const hl_plan_names *names, hl_plan_names *out)
{
    return hl_plan__name_set_copy(&names->channels, &out->channels) &&
           hl_plan__name_set_copy(&names->hooks, &out->hooks) &&
           hl_plan__name_set_copy(&names->operators, &out->operators);
}

void hl_plan__names_free(hl_plan_names *names)
{
    hl_plan__name_set_free(&names->channels);
    hl_plan__name_set_free(&names->hooks);
    hl_plan__name_set_free(&names->operators);
}

void hl_plan__compiled_free(hl_compiled *c)
{
    free(c->ranges);
    hl_plan__names_free(&c->names);
    hl_plan__name_set_free(&c->signals);
    hl_calendar__days_free(&c->days);
    hl_channels_free(c->channels);
    hl_base__zones_free(c->zones);
    hl_plan__close_send_model(&c->send_model);
    hl_base__arena_free(&c->arena);
}
