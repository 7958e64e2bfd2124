/* Messages that a definition sends more than once: steps of one arm that go in the same minute, and
 * promotions of which nothing limits how many a user gets. */
#include <string.h>

#include "base/spelling.h"
#include "config/decode.h"
#include "plan/check_repeats.h"
#include "plan/compiled.h"

enum { MOST_STEPS = 100, DAY_MINUTES = 24 * 60 };

static bool is_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : hl_base__are_alike(a, strlen(a), b, strlen(b));
}

static bool is_span(const hl_span *a, const hl_span *b)
{
    return a->present == b->present && a->months == b->months && a->days == b->days &&
           a->ms == b->ms;
}

/* Set off by the same, and then due at the same time. */
static bool are_due_together(const hl_hook *a, const hl_hook *b)
{
    return is_text(a->trigger, b->trigger) && is_text(a->anchor, b->anchor) &&
           is_text(a->after, b->after) && a->recurs == b->recurs && is_span(&a->delay, &b->delay) &&
           is_span(&a->lead, &b->lead) && is_span(&a->silent, &b->silent) &&
           is_span(&a->no_reply_within, &b->no_reply_within) && a->on_reply == b->on_reply &&
           a->choose == b->choose && a->has_at == b->has_at && a->at_minutes == b->at_minutes;
}

/* ---- windows */

static bool is_window(const hl_window *a, const hl_window *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->days == b->days && a->kind == b->kind && a->from_minutes == b->from_minutes &&
           a->to_minutes == b->to_minutes && is_text(a->zone, b->zone);
}

static bool is_in(const hl_window *w, int32_t minute)
{
    return w->from_minutes < w->to_minutes ? minute >= w->from_minutes && minute < w->to_minutes
                                           : minute >= w->from_minutes || minute < w->to_minutes;
}

/* Some minute of some day is in both, or may be. */
static bool meet(const hl_window *a, const hl_window *b)
{
    if (a == NULL || b == NULL || !is_text(a->zone, b->zone))
        return true;
    bool over_midnight = a->from_minutes > a->to_minutes || b->from_minutes > b->to_minutes;
    if ((a->days & b->days) == 0 && !over_midnight)
        return false;
    return is_in(a, b->from_minutes % DAY_MINUTES) || is_in(b, a->from_minutes % DAY_MINUTES);
}

static const hl_window *window_of(const hl_experiment *x, const hl_step *step)
{
    return step->window == SIZE_MAX ? NULL : &x->windows[step->window];
}

/* ---- caps */

/* Whether the cap counts what one user gets by the hook and channel. */
static bool limits(const hl_cap *cap, const hl_hook *hook, const char *channel)
{
    switch (cap->scope) {
    case HL_SCOPE_USER:
        return true;
    case HL_SCOPE_CHANNEL:
        return cap->of == NULL || (channel != NULL && strcmp(cap->of, channel) == 0);
    case HL_SCOPE_CLASS:
        return cap->of == NULL || strcmp(cap->of, hl_hook_class_name(hook->klass)) == 0;
    case HL_SCOPE_HOOK:
        return cap->of == NULL || strcmp(cap->of, hook->name) == 0;
    case HL_SCOPE_SESSION:
        return true;
    case HL_SCOPE_OPERATOR:
    case HL_SCOPE_EVERYONE:
    case HL_SCOPE_MINUTE:
        break;
    }
    return false;
}

static bool is_few(const hl_cap *cap, int64_t most)
{
    return most == INT64_MAX || (cap->count >= 0 && cap->count <= most);
}

static bool is_limited(const hl_experiment *x, const hl_hook *hook, const hl_channel *preset,
                       const char *channel, int64_t most)
{
    bool found = hook->cooldown.present;
    for (size_t i = 0; i < x->cap_count && !found; i++)
        found = is_few(&x->caps[i], most) && limits(&x->caps[i], hook, channel);
    bool concerned = preset != NULL && (preset->classes >> hook->klass & 1U) != 0;
    for (size_t i = 0; concerned && i < preset->cap_count && !found; i++)
        found = is_few(&preset->caps[i], most) && limits(&preset->caps[i], hook, channel);
    return found || (preset != NULL && preset->session.present && preset->session.count > 0 &&
                     preset->session.count <= most);
}

/* ---- steps of one arm */

typedef struct looking {
    hl_decoder *decoder;
    const hl_experiment *x;
    const hl_channels *channels;
    bool in_full; /* also what is strange alone */
} looking;

static const char *channel_of(const hl_experiment *x, const hl_step *step)
{
    return step->channel == NULL ? x->channel : step->channel;
}

static void tell(const looking *l, const hl_value *step, const hl_step *a, const hl_step *b,
                 bool always)
{
    const char *earlier = l->x->hooks[a->hook].name;
    if (a->hook != b->hook && always && l->in_full)
        hl_config__warn_at(l->decoder, step, "hook",
                           "goes in the same minute as the step with the hook '%.100s': its user "
                           "gets two messages at once",
                           earlier);
    else if (a->hook == b->hook && always)
        hl_config__newer_at(l->decoder, step, "hook",
                            "a hook of its own with \"after\" and a delay, another window or "
                            "channel, or a \"cooldown\" of the hook",
                            "an earlier step has this hook too, in the same window and by the same "
                            "channel: its user gets two messages in one minute");
    else if (a->hook == b->hook && l->in_full)
        hl_config__warn_at(l->decoder, step, "hook",
                           "an earlier step has this hook too, by the same channel: where their "
                           "windows meet, its user gets two messages in one minute");
}

/* What holds two touches of a user apart. */
static bool are_apart(const looking *l, const hl_step *step)
{
    const char *channel = channel_of(l->x, step);
    const hl_channel *preset =
        channel == NULL ? NULL : hl_channels_find(l->channels, channel, NULL);
    return is_limited(l->x, &l->x->hooks[step->hook], preset, channel, 1);
}

static void look_at_pair(const looking *l, const hl_value *value, const hl_step *a,
                         const hl_step *b)
{
    const hl_experiment *x = l->x;
    const hl_window *one = window_of(x, a), *other = window_of(x, b);
    if (!is_text(channel_of(x, a), channel_of(x, b)) || !meet(one, other) ||
        !are_due_together(&x->hooks[a->hook], &x->hooks[b->hook]))
        return;
    if (!are_apart(l, b))
        tell(l, value, a, b, is_window(one, other));
    else if (a->hook == b->hook && a->variant == b->variant && l->in_full)
        hl_config__warn_at(l->decoder, value, "hook",
                           "an earlier step has this hook and this text too: the same message "
                           "goes again as soon as caps let it");
}

/* One word for each step is enough. */
static void look_at_arm(const looking *l, const hl_arm *arm, const hl_value *value)
{
    const hl_value *steps = hl_base__value_get(value, "steps");
    hl_config__enter(l->decoder, "steps", 0);
    for (size_t j = 1; steps != NULL && j < arm->step_count && j < steps->count && j < MOST_STEPS;
         j++) {
        const hl_step *b = &arm->steps[j];
        size_t i = 0;
        while (i < j &&
               (b->hook == SIZE_MAX || arm->steps[i].hook == SIZE_MAX ||
                !are_due_together(&l->x->hooks[arm->steps[i].hook], &l->x->hooks[b->hook])))
            i++;
        hl_config__enter(l->decoder, NULL, j);
        if (i < j)
            look_at_pair(l, &steps->items[j], &arm->steps[i], b);
        hl_config__leave(l->decoder);
    }
    hl_config__leave(l->decoder);
}

void hl_plan__check_repeats(hl_decoder *decoder, const hl_value *root, const hl_experiment *x,
                            const hl_channels *channels, bool in_full)
{
    const looking l = {decoder, x, channels, in_full};
    const hl_value *arms = hl_base__value_get(root, "arms");
    hl_config__enter(decoder, "arms", 0);
    for (size_t a = 0; arms != NULL && a < x->arm_count && a < arms->count; a++) {
        hl_config__enter(decoder, NULL, a);
        look_at_arm(&l, &x->arms[a], &arms->items[a]);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

/* ---- promotions */

/* A user's attribute has one date, a silence ends with what the user does. */
static bool comes_by_itself(const hl_hook *hook)
{
    return hook->anchor != NULL || hook->silent.present || hook->after != NULL;
}

static bool is_unlimited(const looking *l, size_t hook)
{
    const hl_experiment *x = l->x;
    for (size_t a = 0; a < x->arm_count; a++)
        for (size_t s = 0; s < x->arms[a].step_count; s++) {
            const hl_step *step = &x->arms[a].steps[s];
            const char *channel = channel_of(x, step);
            if (step->hook == hook &&
                !is_limited(x, &x->hooks[hook],
                            channel == NULL ? NULL : hl_channels_find(l->channels, channel, NULL),
                            channel, INT64_MAX))
                return true;
        }
    return false;
}

void hl_plan__remark_unlimited(hl_decoder *decoder, const hl_value *root, const hl_experiment *x,
                               const hl_channels *channels)
{
    const looking l = {decoder, x, channels, true};
    const hl_value *hooks = hl_base__value_get(root, "hooks");
    hl_config__enter(decoder, "hooks", 0);
    for (size_t h = 0; hooks != NULL && h < hooks->count && h < MOST_STEPS; h++)
        if (x->hooks[h].klass == HL_CLASS_PROMOTION && !comes_by_itself(&x->hooks[h]) &&
            is_unlimited(&l, h))
            hl_config__warn_at(decoder, hooks, hooks->items[h].key,
                               "a promotion that nothing limits: a user gets one for each trigger, "
                               "also several a day (\"caps\", or a \"cooldown\" here)");
    hl_config__leave(decoder);
}
