/* Channels that may be used for a while after the trigger alone (a welcome, within 20 seconds), in
 * steps that wait: for a delay, or for a window. */
#include <string.h>

#include "plan/check_clocks.h"
#include "plan/span.h"

enum { HOUR_MS = 3600000 };

static int64_t length_of(const hl_span *span)
{
    return span->present ? span->ms + (span->days + 30 * (int64_t)span->months) * HL_DAY_MS : 0;
}

static const hl_channel_session *session_of(const hl_arm_step *s)
{
    const hl_channel *channel = s->routes[HL_PLAN_ROUTE_USUAL].channel;
    bool has = channel != NULL && channel->session.within.present &&
               channel->session.after == HL_AFTER_TRIGGER && s->hook->anchor == NULL;
    return has ? &channel->session : NULL;
}

static bool has_window(const hl_arm_step *s)
{
    const hl_route *usual = &s->routes[HL_PLAN_ROUTE_USUAL];
    return usual->rule_count > 0 && usual->rules[0].code == HL_PLAN_REASON_WINDOW;
}

static void check_delay(hl_decoder *d, const hl_arm_step *s)
{
    const hl_value *hooks = hl_base__value_get(d->root, "hooks");
    hl_config__enter(d, "hooks", 0);
    hl_config__enter(d, s->hook->name, 0);
    hl_config__warn_at(d, hl_base__value_get(hooks, s->hook->name), "delay",
                       "is longer than the session of '%.60s': it is over before the touch is due, "
                       "and nothing goes by it",
                       s->routes[HL_PLAN_ROUTE_USUAL].channel->name);
    hl_config__leave(d);
    hl_config__leave(d);
}

static void check_window(hl_decoder *d, const hl_arm_step *s)
{
    const char *window = s->routes[HL_PLAN_ROUTE_USUAL].rules[0].name;
    if (window == NULL)
        return;
    hl_config__enter(d, "windows", 0);
    hl_config__warn_at(d, hl_base__value_get(d->root, "windows"), window,
                       "the session of '%.60s' lasts minutes from the trigger: whoever sets it off "
                       "outside of the window gets nothing",
                       s->routes[HL_PLAN_ROUTE_USUAL].channel->name);
    hl_config__leave(d);
}

void hl_plan__check_sessions(const hl_compiled *c, hl_decoder *d)
{
    const hl_hook *told = NULL;
    for (size_t i = 0; i < c->arm_step_count; i++) {
        const hl_arm_step *s = &c->arm_steps[i];
        const hl_channel_session *session = session_of(s);
        if (session == NULL || s->hook == told)
            continue;
        if (s->hook->delay.present && length_of(&s->hook->delay) >= length_of(&session->within))
            check_delay(d, s);
        else if (has_window(s) && length_of(&session->within) < HOUR_MS)
            check_window(d, s);
        told = s->hook;
    }
}
