/* Metrics that cannot show what they are there for (effect.h). */
#include <math.h>
#include <string.h>

#include "base/suggest.h"
#include "config/effect.h"
#include "config/event_words.h"
#include "design/traits.h"

static const hl_metric *metric_of(const hl_effect_site *s)
{
    return &s->x->design.metrics[s->at];
}

static bool has_sense(const hl_effect_site *s, hl_event_sense sense)
{
    const hl_metric *m = metric_of(s);
    const char *what = m->event != NULL ? m->event : m->column;
    return what != NULL && m->kind != HL_METRIC_RATIO && m->value != HL_VALUE_OF_FIRST_DELAY &&
           hl_config__event_sense(what) == sense;
}

static bool is_guardrail_turned_round(const hl_effect_site *s)
{
    return metric_of(s)->role == HL_ROLE_GUARDRAIL && metric_of(s)->goal == HL_GOAL_INCREASE &&
           has_sense(s, HL_EVENT_UNWANTED);
}

static bool wants_the_unwanted(const hl_effect_site *s)
{
    return metric_of(s)->role != HL_ROLE_GUARDRAIL && metric_of(s)->goal == HL_GOAL_INCREASE &&
           has_sense(s, HL_EVENT_UNWANTED);
}

static bool wants_less_of_the_wanted(const hl_effect_site *s)
{
    return metric_of(s)->goal == HL_GOAL_DECREASE && has_sense(s, HL_EVENT_WANTED);
}

/* The sooner, the better, is what people want of a delay. */
static bool wants_delay(const hl_effect_site *s)
{
    return metric_of(s)->value == HL_VALUE_OF_FIRST_DELAY && metric_of(s)->goal == HL_GOAL_INCREASE;
}

static bool counts_touches_as_events(const hl_effect_site *s)
{
    const char *event = metric_of(s)->event;
    return event != NULL && strcmp(event, "touch") == 0;
}

static bool is_over_at_once(const hl_effect_site *s)
{
    const int64_t minute = 60000;
    return metric_of(s)->within_ms > 0 && metric_of(s)->within_ms < minute;
}

static bool is_worth_too_much(const hl_effect_site *s)
{
    return metric_of(s)->worth > 0.5;
}

static bool tolerates_all(const hl_effect_site *s)
{
    const hl_metric *m = metric_of(s);
    double most =
        m->goal == HL_GOAL_INCREASE ? 1.0 : 3.0; /* of what is rare, twice as much may do */
    return m->expected > 0 && m->margin >= most * m->expected;
}

/* Units that are planned in an arm. */
static double planned_in(const hl_experiment *x, size_t arm)
{
    double all = 0;
    for (size_t i = 0; i < x->arm_count; i++)
        all += (double)x->design.arms[i].weight;
    return x->design.planned_units * (double)x->design.arms[arm].weight / all;
}

/* Standard errors in `worth` of the expected rate, of the arm that gets the most; a level of 5 %
 * finds what is as large as 1.44 of them three times in ten. */
static bool hardly_shows_worth(const hl_effect_site *s)
{
    const double three_in_ten = 1.44;
    const hl_metric *m = metric_of(s);
    double control = planned_in(s->x, s->x->design.control), most = 0;
    if (!hl_metric_is_rate(m) || m->role != HL_ROLE_PRIMARY || !(m->worth > 0) ||
        !(m->expected > 0 && m->expected < 1))
        return false;
    for (size_t i = 0; i < s->x->arm_count; i++)
        if (i != s->x->design.control)
            most = fmax(most, planned_in(s->x, i));
    double se = sqrt(m->expected * (1 - m->expected) * (1 / control + 1 / most));
    return control > 0 && most > 0 && m->worth * m->expected < three_in_ten * se;
}

static bool decides_by_delay(const hl_effect_site *s)
{
    return metric_of(s)->value == HL_VALUE_OF_FIRST_DELAY &&
           metric_of(s)->role != HL_ROLE_SECONDARY;
}

/* So small a margin takes more units than there are people. */
static bool tolerates_nothing(const hl_effect_site *s)
{
    return hl_design__metric_kind_traits[metric_of(s)->kind].is_rate && metric_of(s)->margin < 1e-5;
}

/* One more of them for everybody. */
static bool tolerates_events(const hl_effect_site *s)
{
    const hl_metric *m = metric_of(s);
    bool counted = m->value == HL_VALUE_OF_COUNT ||
                   (m->event != NULL && hl_config__is_farewell(m->event)); /* which has no value */
    return m->kind == HL_METRIC_MEAN && m->event != NULL && counted && m->margin >= 1;
}

/* 0 or 1 for each: any quantile of that is 0 or 1. */
static bool is_of_yes_and_no(const hl_effect_site *s)
{
    return metric_of(s)->kind == HL_METRIC_QUANTILE && metric_of(s)->value == HL_VALUE_OF_ANY;
}

static bool is_event(const hl_experiment *x, const char *name)
{
    for (size_t h = 0; h < x->hook_count; h++) {
        if (x->hooks[h].trigger != NULL && strcmp(x->hooks[h].trigger, name) == 0)
            return true;
        for (size_t i = 0; i < x->hooks[h].stop_on_count; i++)
            if (strcmp(x->hooks[h].stop_on[i], name) == 0)
                return true;
    }
    return false;
}

/* One letter from it, and no number of its own ("view1", "view2"). */
static bool is_slip_of(const char *name, const char *other)
{
    enum { SHORTEST = 5 };
    size_t apart = 0;
    return other != NULL && strlen(name) >= SHORTEST && strlen(other) >= SHORTEST &&
           strcspn(name, "0123456789") == strlen(name) && hl_base__is_near(name, other, &apart) &&
           apart == 1 && !hl_base__are_alike(name, strlen(name), other, strlen(other));
}

/* Nearly a type that hooks know, and none that they do. */
static bool is_slip(const hl_effect_site *s)
{
    const char *event = metric_of(s)->event;
    if (event == NULL || s->x->hook_count > 100 || is_event(s->x, event))
        return false;
    for (size_t h = 0; h < s->x->hook_count; h++) {
        const hl_hook *hook = &s->x->hooks[h];
        if (is_slip_of(event, hook->trigger))
            return true;
        for (size_t i = 0; i < hook->stop_on_count && i < 100; i++)
            if (is_slip_of(event, hook->stop_on[i]))
                return true;
    }
    return false;
}

static bool clips_nothing(const hl_effect_site *s)
{
    return metric_of(s)->winsorize > 0.99999;
}

/* A clip is for the few largest; of one that is below a half the share was meant (metric.c). */
static bool clips_many(const hl_effect_site *s)
{
    return metric_of(s)->winsorize >= 0.5 && metric_of(s)->winsorize < 0.9;
}

static const hl_effect_rule rules[] = {
    {"metrics", NULL, "goal", is_guardrail_turned_round, HL_EFFECT_REFUSES,
     "a guardrail that is glad of more of what nobody wants: no harm would ever be seen",
     "\"goal\": \"decrease\""},
    {"metrics", NULL, NULL, wants_the_unwanted, HL_EFFECT_WARNS,
     "more of what nobody wants counts as better here: \"goal\": \"decrease\"?", NULL},
    {"metrics", NULL, "goal", wants_less_of_the_wanted, HL_EFFECT_WARNS,
     "fewer of what is wanted counts as better here: is that meant?", NULL},
    {"metrics", NULL, "event", counts_touches_as_events, HL_EFFECT_WARNS,
     "no event: a touch is what was sent, and stands as a denominator alone", NULL},
    {"metrics", NULL, "event", is_slip, HL_EFFECT_WARNS,
     "is a letter apart from a type that a hook names ('trigger', 'stop_on'): is it the same?",
     NULL},
    {"metrics", NULL, "within", is_over_at_once, HL_EFFECT_WARNS,
     "only what happens in less than a minute after the touch counts", NULL},
    {"metrics", NULL, "worth", is_worth_too_much, HL_EFFECT_WARNS,
     "no gain of less than a half would be worth shipping: a twentieth is 0.05", NULL},
    {"metrics", NULL, "worth", hardly_shows_worth, HL_EFFECT_WARNS,
     "planned_units show a gain of that size less than three times in ten: 'hookline size' says "
     "how "
     "many it takes",
     NULL},
    {"metrics", NULL, "value", decides_by_delay, HL_EFFECT_WARNS,
     "is of those alone who come: an arm that wins more of them, later ones, looks slower though "
     "nobody comes later. Let whether they come decide, and keep the delay as secondary",
     NULL},
    {"metrics", NULL, "margin", tolerates_all, HL_EFFECT_WARNS,
     "tolerates a harm as large as all that is expected", NULL},
    {"metrics", NULL, "margin", tolerates_nothing, HL_EFFECT_WARNS,
     "is less than one in a hundred thousand: that no harm is larger can hardly ever be shown",
     NULL},
    {"metrics", NULL, "margin", tolerates_events, HL_EFFECT_WARNS,
     "tolerates one more such event, or more, for every unit: hardly any harm would be seen", NULL},
    {"metrics", NULL, "winsorize", clips_nothing, HL_EFFECT_WARNS,
     "clips fewer than one value in 100,000", NULL},
    {"metrics", NULL, "winsorize", clips_many, HL_EFFECT_WARNS,
     "clips more than a tenth of all values to the same number, where differences between arms are "
     "lost: only the largest are meant (0.99 clips one in a hundred)",
     NULL},
    {"metrics", NULL, "value", is_of_yes_and_no, HL_EFFECT_WARNS,
     "is 0 or 1 for every unit, and so is any quantile of it: 'proportion' compares that", NULL},
    {"metrics", NULL, NULL, wants_delay, HL_EFFECT_WARNS,
     "a longer delay counts as better here: \"goal\": \"decrease\"?", NULL},
};

const hl_effect_rules hl_config__effects_of_metrics = {rules, HL_CONFIG_COUNT(rules)};
