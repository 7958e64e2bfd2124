/* What the inputs say together, once all of them are read: names that nothing known has, and events
 * that were meant to end a journey and do not. */
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "config/event_words.h"
#include "log/meant_type.h"
#include "plan/reading.h"

static void say(hl_reading *r, const char *message)
{
    hl_problems_add(r->problems, &(hl_problem){.severity = HL_PROBLEM_WARNING, .message = message});
}

enum { MESSAGE = 500 };

static bool counts_channels(const hl_compiled *c)
{
    for (size_t i = 0; i < c->limit_count; i++) {
        hl_cap_scope scope = c->limits[i]->scope;
        if (scope == HL_SCOPE_CHANNEL || scope == HL_SCOPE_EVERYONE || scope == HL_SCOPE_MINUTE)
            return true;
    }
    return false;
}

static void tell_channels(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.channels;
    if (u->rows == 0 || !counts_channels(r->compiled))
        return;
    if (u->example[0] == '\0')
        (void)snprintf(message, sizeof message,
                       "touches of before that name no channel: %lld; they count for no cap of one",
                       (long long)u->rows);
    else
        (void)snprintf(message, sizeof message,
                       "touches of before by channels that nobody knows: %lld, such as '%s'; they "
                       "count for no cap of another channel",
                       (long long)u->rows, u->example);
    say(r, message);
}

static void tell_classes(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.classes;
    if (u->rows == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "touches of before of no class that there is: %lld, such as '%s' "
                   "(transactional, service, promotion); they count as if none were said",
                   (long long)u->rows, u->example);
    say(r, message);
}

static void tell_states(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.states;
    if (u->rows == 0)
        return;
    (void)snprintf(message, sizeof message,
                   "touches of before of a state that nobody knows: %lld, such as '%s'; they count "
                   "as sent",
                   (long long)u->rows, u->example);
    say(r, message);
}

/* The operator with a shift who may be meant. */
static const char *near_operator(const hl_reading *r, const char *name)
{
    const hl_experiment *x = r->compiled->experiment;
    for (size_t i = 0; i < x->shift_count; i++) {
        const char *one = x->shifts[i].operator_name;
        if (hl_base__suggest(name, &one, 1) != NULL)
            return one;
    }
    return NULL;
}

static void tell_operators(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.operators;
    if (u->rows == 0)
        return;
    const char *near = near_operator(r, u->example);
    if (near == NULL)
        (void)snprintf(
            message, sizeof message,
            "rows that name operators without a shift: %lld, such as '%s'; their touches "
            "go at any hour",
            (long long)u->rows, u->example);
    else
        (void)snprintf(
            message, sizeof message,
            "rows that name operators without a shift: %lld, such as '%s'; their touches "
            "go at any hour; did you mean '%.100s'?",
            (long long)u->rows, u->example, near);
    say(r, message);
}

/* A hook that has another name now begins anew: what it sent holds nothing back. */
static void tell_gone_hooks(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.gone_hooks;
    if (u->rows == 0)
        return;
    (void)snprintf(
        message, sizeof message,
        "touches of before of this experiment, by hooks that its definition does not have: "
        "%lld, such as '%s'; they count for no cool-down or cap of a hook (has it another "
        "name now?)",
        (long long)u->rows, u->example);
    say(r, message);
}

static void tell_hooks(hl_reading *r)
{
    char message[MESSAGE];
    const hl_map *signals = &r->compiled->signals.exact;
    const hl_plan_unknown *u = &r->unknown.hooks;
    if (u->rows == 0)
        return;
    (void)snprintf(
        message, sizeof message,
        "triggers of hooks that this definition does not have: %lld, such as '%s'; it has "
        "'%.100s'",
        (long long)u->rows, u->example, signals->count > 0 ? signals->keys[0].text : "");
    say(r, message);
}

/* ---- silence */

static bool asks_for_silence(const hl_experiment *x)
{
    for (size_t h = 0; h < x->hook_count; h++)
        if (x->hooks[h].silent.present)
            return true;
    return false;
}

/* Of whom no activity is known, nobody knows a silence. */
static void tell_silence(hl_reading *r)
{
    const hl_inputs *in = r->inputs;
    if (in->counts.users == 0 || !asks_for_silence(r->compiled->experiment))
        return;
    for (uint32_t i = 0; i < in->people_ids.count; i++)
        if (in->people[i].active_ms != INT64_MIN)
            return;
    say(r, "no activity of any user is known (last_active_at, events): hooks with 'silent' set "
           "nobody off");
}

/* ---- events */

/* What ends a journey, where the type is nearly that and nothing reads it as it stands. */
static const char *meant_end(const hl_experiment *x, const char *type)
{
    const char *meant = NULL;
    const char *read = NULL;
    bool is_read = hl_log__type_reading(&x->design, type, &read) <= HL_TYPE_ALIKE;
    return !is_read && !hl_config__is_return(type) &&
                   hl_log__stop_reading(x, type, &meant) == HL_TYPE_NEAR
               ? meant
               : NULL;
}

/* Whether a farewell is of a user who is known. */
static bool knows_farewell(const hl_reading *r)
{
    for (size_t i = 0; i < r->inputs->event_count; i++)
        if ((r->inputs->type_senses[r->inputs->events[i].type] & HL_TYPE_LEAVES) != 0)
            return true;
    return false;
}

/* A list of users may be a part of them; where no farewell is of it, its ids are others, most
 * likely. */
static void tell_farewells(hl_reading *r)
{
    char message[MESSAGE];
    const hl_plan_unknown *u = &r->unknown.farewells;
    bool known = u->rows > 0 && knows_farewell(r);
    if (u->rows == 0)
        return;
    if (known)
        (void)snprintf(message, sizeof message,
                       "farewells of users who are not listed: %lld, such as '%s'; they hold back "
                       "nobody",
                       (long long)u->rows, u->example);
    else
        (void)snprintf(
            message, sizeof message,
            "farewells of users who are not listed: %lld, such as '%s', and none of one who "
            "is: are their ids of another kind? they hold back nobody",
            (long long)u->rows, u->example);
    hl_problems_add(r->problems,
                    &(hl_problem){.severity = known ? HL_PROBLEM_NOTE : HL_PROBLEM_WARNING,
                                  .message = message});
}

/* Somebody said stop, and the definition does not listen. */
static bool is_unheard_farewell(const hl_experiment *x, const char *type)
{
    const hl_field field = {type, strlen(type), HL_FIELD_TEXT};
    return hl_config__is_farewell(type) && !hl_plan__is_stop(x, &field);
}

static void tell_type(hl_reading *r, uint32_t type)
{
    char message[MESSAGE];
    long long events = 0;
    const hl_experiment *x = r->compiled->experiment;
    const char *name = r->inputs->event_types.keys[type].text;
    const char *meant = meant_end(x, name);
    if (meant == NULL && !is_unheard_farewell(x, name))
        return;
    for (size_t i = 0; i < r->inputs->event_count; i++)
        events += r->inputs->events[i].type == type;
    if (meant != NULL)
        (void)snprintf(
            message, sizeof message,
            "events of type '%.100s', which ends no journey: %lld; did you mean '%.100s', of "
            "'stop_on'?",
            name, events, meant);
    else if (r->promotes)
        (void)snprintf(message, sizeof message,
                       "events of type '%.100s', which is a farewell that 'stop_on' does not name: "
                       "%lld; they end promotions and nothing else",
                       name, events);
    else
        (void)snprintf(message, sizeof message,
                       "events of type '%.100s', which is a farewell and ends no journey: %lld; "
                       "'stop_on' does not name it",
                       name, events);
    say(r, message);
}

hl_status hl_plan__tell_inputs(hl_reading *r, hl_error *err)
{
    r->source = NULL;
    tell_channels(r);
    tell_classes(r);
    tell_states(r);
    tell_operators(r);
    tell_hooks(r);
    if (!hl_plan__tell_hooks_of_other_arms(r))
        return hl_error_memory(err);
    tell_gone_hooks(r);
    tell_silence(r);
    tell_farewells(r);
    for (uint32_t t = 0; t < r->inputs->event_types.count; t++)
        tell_type(r, t);
    return hl_plan__tell_no_ends(r, err);
}
