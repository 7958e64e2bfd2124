/* Parts of a definition that can do nothing, or keep everybody out: an error where nobody can mean
 * it, else a warning. What one part shows alone is looked at where it is read. */
#include <stddef.h>
#include <string.h>

#include "config/draft.h"

#define BUCKETS (UINT64_C(1) << 53)

/* ---- who enters */

static void check_holdout(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *holdout = hl_base__value_get(document, "holdout");
    if (holdout == NULL)
        return;
    hl_config__enter(decoder, "holdout", 0);
    if (x->holdout_to == BUCKETS)
        hl_config__newer_at(decoder, holdout, "share", "a share such as 0.05",
                            "everybody is held out: nobody enters");
    else if (x->holdout_to > BUCKETS / 2)
        hl_config__warn_at(decoder, holdout, "share", "more than half of all users are held out");
    else if (x->holdout_to == 0)
        hl_config__warn_at(decoder, holdout, "share", "holds nobody out");
    hl_config__leave(decoder);
}

static void remark_traffic(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    if (x->ramp_count == 0 && x->traffic_to == 0)
        hl_config__warn_at(decoder, document, "traffic", "a traffic of 0: nobody enters");
    if (x->ramp_count > 0 && x->ramp[x->ramp_count - 1].traffic_to == 0)
        hl_config__warn_at(decoder, document, "ramp", "the ramp ends at 0: nobody ever enters");
}

/* ---- what is used */

typedef bool of_step(const hl_experiment *x, const hl_step *step, const void *what);

static bool any_step(const hl_experiment *x, of_step *is, const void *what)
{
    for (size_t a = 0; a < x->arm_count; a++)
        for (size_t s = 0; s < x->arms[a].step_count; s++)
            if (x->arms[a].steps[s].hook != SIZE_MAX && is(x, &x->arms[a].steps[s], what))
                return true;
    return false;
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool goes_by(const hl_experiment *x, const hl_step *step, const void *channel)
{
    return same(step->channel == NULL ? x->channel : step->channel, channel) ||
           same(x->hooks[step->hook].fallback_channel, channel);
}

static bool is_of_class(const hl_experiment *x, const hl_step *step, const void *name)
{
    return same(hl_hook_class_name(x->hooks[step->hook].klass), name);
}

static bool is_of_hook(const hl_experiment *x, const hl_step *step, const void *hook)
{
    return &x->hooks[step->hook] == hook;
}

/* A step of the hook that goes by another channel than the one to fall back to. */
static bool can_fall_back(const hl_experiment *x, const hl_step *step, const void *hook)
{
    return is_of_hook(x, step, hook) && !same(step->channel == NULL ? x->channel : step->channel,
                                              ((const hl_hook *)hook)->fallback_channel);
}

static void check_fallbacks(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *hooks = hl_base__value_get(document, "hooks");
    hl_config__enter(decoder, "hooks", 0);
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        if (hook->fallback_channel == NULL || !any_step(x, is_of_hook, hook) ||
            any_step(x, can_fall_back, hook))
            continue;
        hl_config__enter(decoder, hook->name, 0);
        hl_config__newer_at(decoder, &hooks->items[h], "fallback_channel", "another channel",
                            "falls back to the channel that it goes by anyway, '%.100s'",
                            hook->fallback_channel);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static bool is_idle_cap(const hl_experiment *x, const hl_cap *cap)
{
    switch (cap->scope) {
    case HL_SCOPE_CHANNEL:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        return !any_step(x, goes_by, cap->of);
    case HL_SCOPE_CLASS:
        return !any_step(x, is_of_class, cap->of);
    case HL_SCOPE_USER:
    case HL_SCOPE_HOOK:
    case HL_SCOPE_OPERATOR:
    case HL_SCOPE_SESSION:
        break;
    }
    return false;
}

static void remark_caps(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *caps = hl_base__value_get(document, "caps");
    hl_config__enter(decoder, "caps", 0);
    for (size_t i = 0; i < x->cap_count; i++) {
        if (x->caps[i].of == NULL || !is_idle_cap(x, &x->caps[i]))
            continue;
        hl_config__enter(decoder, NULL, i);
        hl_config__warn_at(decoder, &caps->items[i], "of",
                           "no touch of an arm is of '%.100s': the cap holds nothing back",
                           x->caps[i].of);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static void remark_channels(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *channels = hl_base__value_get(document, "channels");
    hl_config__enter(decoder, "channels", 0);
    for (size_t i = 0; i < x->own_channel_count; i++) {
        if (any_step(x, goes_by, x->own_channels[i]))
            continue;
        hl_config__enter(decoder, NULL, i);
        hl_config__warn(decoder, &channels->items[i], "no arm uses it");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static bool asks_for_group(const hl_value *value, const char *group)
{
    bool in = value->key != NULL &&
              (strcmp(value->key, "$inGroup") == 0 || strcmp(value->key, "$notInGroup") == 0);
    if (in && value->type == HL_VALUE_STRING && strcmp(value->text, group) == 0)
        return true;
    for (size_t i = 0; i < value->count; i++)
        if (asks_for_group(&value->items[i], group))
            return true;
    return false;
}

static void remark_groups(hl_decoder *decoder, const hl_value *document)
{
    const hl_value *groups = hl_base__value_get(document, "groups");
    hl_config__enter(decoder, "groups", 0);
    for (size_t i = 0; groups != NULL && i < groups->count; i++)
        if (!asks_for_group(document, groups->items[i].key))
            hl_config__warn_at(decoder, groups, groups->items[i].key, "no condition uses it");
    hl_config__leave(decoder);
}

/* ---- a time of the day that never comes */

static bool holds_minute(const hl_window *w, int32_t minute)
{
    return w->from_minutes < w->to_minutes ? minute >= w->from_minutes && minute < w->to_minutes
                                           : minute >= w->from_minutes || minute < w->to_minutes;
}

/* Every day, by the user's own clock. */
static bool is_quiet_at(const hl_experiment *x, int32_t minute)
{
    for (size_t i = 0; i < x->quiet_count; i++) {
        const hl_window *q = &x->quiet[i];
        if (q->zone == NULL && q->kind == HL_DAYS_ALL && q->days == 0x7F && holds_minute(q, minute))
            return true;
    }
    return false;
}

/* A step of the hook whose window has the hour, or which has none. */
static bool can_be_at(const hl_experiment *x, const hl_step *step, const void *hook)
{
    const hl_window *w = step->window == SIZE_MAX ? NULL : &x->windows[step->window];
    int32_t minute = ((const hl_hook *)hook)->at_minutes;
    return is_of_hook(x, step, hook) && !is_quiet_at(x, minute) &&
           (w == NULL || w->zone != NULL || holds_minute(w, minute));
}

static void remark_at(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *hooks = hl_base__value_get(document, "hooks");
    hl_config__enter(decoder, "hooks", 0);
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        if (!hook->has_at || !any_step(x, is_of_hook, hook) || any_step(x, can_be_at, hook))
            continue;
        hl_config__enter(decoder, hook->name, 0);
        hl_config__warn_at(
            decoder, &hooks->items[h], "at",
            "lies outside of every window that its touches go in, or in quiet hours: it does "
            "nothing");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

/* ---- figures of the analysis */

static void remark_units(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *analysis = hl_base__value_get(document, "analysis");
    double units = x->design.planned_units;
    if (analysis == NULL || !(units > 0) || units >= 2 * (double)x->arm_count)
        return;
    hl_config__enter(decoder, "analysis", 0);
    hl_config__warn_at(decoder, analysis, "planned_units",
                       "are fewer than two in each arm: it is the number of units in all arms");
    hl_config__leave(decoder);
}

/* Each of these is held against each step: in a definition of a size that nobody writes they are
 * passed over, so that a hostile file does not cost hours. */
static bool is_huge(const hl_value *document, const hl_experiment *x)
{
    const size_t most = 3000000;
    const hl_value *groups = hl_base__value_get(document, "groups");
    size_t steps = 0;
    size_t things = x->hook_count + x->cap_count + x->own_channel_count;
    for (size_t a = 0; a < x->arm_count; a++)
        steps += x->arms[a].step_count;
    return (groups != NULL && groups->count > 100) || (steps > 0 && things > most / steps);
}

void hl_config__check_idle(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    check_holdout(decoder, document, x);
    remark_traffic(decoder, document, x);
    if (is_huge(document, x))
        return;
    check_fallbacks(decoder, document, x);
    remark_caps(decoder, document, x);
    remark_channels(decoder, document, x);
    remark_groups(decoder, document);
    remark_at(decoder, document, x);
    remark_units(decoder, document, x);
    hl_config__check_effect(decoder, document, x);
    hl_config__remark_twice(decoder, document, x);
}
