/* Caps as limits: which of them concern a step on a route, each rule made into a limit once. */
#include <string.h>

#include "config/decode.h"
#include "plan/compiled.h"

/* Whether a cap that names one channel, class or hook is about this step. */
static bool concerns(const hl_cap *cap, const hl_arm_step *arm_step, const char *channel)
{
    if (cap->of == NULL)
        return true;
    switch (cap->scope) {
    case HL_SCOPE_CHANNEL:
    case HL_SCOPE_SESSION:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        return channel != NULL && strcmp(cap->of, channel) == 0;
    case HL_SCOPE_CLASS:
        return strcmp(cap->of, hl_hook_class_name(arm_step->hook->klass)) == 0;
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
           a->cap.scope == b->cap.scope && same_text(a->cap.of, b->cap.of) &&
           a->cap.calendar == b->cap.calendar && a->cap.count == b->cap.count &&
           x->months == y->months && x->days == y->days && x->ms == y->ms;
}

/* A channel's caps count separately for each channel. */
static hl_limit *new_limit(hl_compiled *c, const hl_plan_limit *rule, uint32_t channel)
{
    const hl_cap *cap = &rule->cap;
    hl_limit *limit = hl_base__arena_alloc(&c->arena, sizeof *limit);
    if (limit == NULL)
        return NULL;
    bool one_channel = rule->owner == HL_PLAN_LIMIT_CHANNEL || cap->of != NULL;
    bool by_minute = cap->calendar == HL_PERIOD_NONE;
    *limit = (hl_limit){.scope = cap->scope,
                        .count = cap->count,
                        .rolling = cap->per.present,
                        .per = cap->per,
                        .period = by_minute ? HL_PERIOD_MINUTE : cap->calendar,
                        .number = (uint32_t)c->limit_count,
                        .only = HL_LEDGER_NONE,
                        .channel = one_channel ? channel : HL_LEDGER_NONE,
                        .rule = *rule};
    if (limit->scope != HL_SCOPE_OPERATOR || cap->of == NULL)
        return limit;
    limit->only = hl_plan__name_intern(&c->names.operators, cap->of, strlen(cap->of));
    return limit->only == HL_MAP_NONE ? NULL : limit;
}

static const hl_limit *limit_of(hl_compiled *c, const hl_plan_limit *rule, uint32_t channel)
{
    for (size_t i = 0; i < c->limit_count; i++)
        if (same_rule(&c->limits[i]->rule, rule))
            return c->limits[i];
    const hl_limit *limit = new_limit(c, rule, channel);
    if (limit != NULL)
        c->limits[c->limit_count++] = limit;
    return limit;
}

/* Where the caps of one route are gathered. */
typedef struct gathering {
    hl_compiled *compiled;
    const hl_arm_step *arm_step;
    hl_route *route;
    const hl_limit **list;
    bool failed;
} gathering;

static void take_cap(gathering *g, hl_plan_limit_owner owner, const hl_cap *cap)
{
    /* also one of the definition's own, which has no preset */
    const char *channel =
        hl_plan__name_text(&g->compiled->names.channels, g->route->channel_number);
    hl_plan_limit rule = {owner, owner == HL_PLAN_LIMIT_CHANNEL ? channel : NULL, *cap};
    if (!concerns(cap, g->arm_step, channel))
        return;
    const hl_limit *limit = limit_of(g->compiled, &rule, g->route->channel_number);
    g->failed = g->failed || limit == NULL;
    g->list[g->route->limit_count++] = limit;
}

static void take_channel_caps(gathering *g)
{
    const hl_channel *channel = g->route->channel;
    bool concerned = channel != NULL && (channel->classes >> g->arm_step->hook->klass & 1U) != 0;
    for (size_t i = 0; concerned && i < channel->cap_count; i++)
        take_cap(g, HL_PLAN_LIMIT_CHANNEL, &channel->caps[i]);
    if (channel != NULL && channel->session.present && channel->session.count > 0) {
        hl_cap session = {.scope = HL_SCOPE_SESSION,
                          .count = channel->session.count,
                          .per = channel->session.within};
        take_cap(g, HL_PLAN_LIMIT_CHANNEL, &session);
    }
}

static void take_own_caps(gathering *g)
{
    const hl_experiment *x = g->compiled->experiment;
    const hl_hook *hook = g->arm_step->hook;
    hl_cap once = {.scope = HL_SCOPE_HOOK, .of = hook->name, .count = 1, .per = hook->cooldown};
    if (hook->cooldown.present)
        take_cap(g, HL_PLAN_LIMIT_COOL_DOWN, &once);
    for (size_t i = 0; i < x->cap_count; i++)
        take_cap(g, HL_PLAN_LIMIT_DEFINITION, &x->caps[i]);
}

bool hl_plan__compile_limits(hl_compiled *compiled, const hl_arm_step *arm_step,
                             hl_plan_route route, hl_route *out)
{
    enum { SESSION_AND_COOL_DOWN = 2 };
    size_t most = compiled->experiment->cap_count + SESSION_AND_COOL_DOWN +
                  (out->channel == NULL ? 0 : out->channel->cap_count);
    const hl_limit **list = hl_base__arena_array(&compiled->arena, most + 1, sizeof(hl_limit *));
    gathering g = {compiled, arm_step, out, list, false};
    if (list == NULL)
        return false;
    take_channel_caps(&g);
    if (route != HL_PLAN_ROUTE_ANYWAY)
        take_own_caps(&g);
    out->limits = list;
    return !g.failed;
}
