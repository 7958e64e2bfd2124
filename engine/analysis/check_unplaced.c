/* Events of which nobody knows whose they are (their user is "guest", "(not set)", the id of a
 * browser where users have numbers, or none at all), or what they are (their type is "(not set)").
 *
 * A shop has guests, alike in all arms, and no arm can be told of theirs: so they are no loss by
 * themselves. But they may all be of one arm, whose users were logged out. Worst-case bounds
 * (Horowitz & Manski 2000, JASA 95:77-84): were all of them events of one arm's units, as far as
 * the days on which they come allow (event_days.h), where would the comparison be? Where they are
 * 5 % and more of the events that the metric has in the experiment and what is said would fall,
 * there is no verdict. Where nothing is said, that is told, with the range: it could be either
 * way. Of events without a type, whose arms are known, any conclusion counts where they are as much
 * of those in the store.
 *
 * Users with another kind of id than all known ones (addresses, where users have numbers) are most
 * often customers of another till, whom the experiment does not have: they leave no verdict only
 * where their events come on the days on which the experiment's own do, as those of its users
 * would, and where that says something: had they come evenly over the same days, it could be told.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/check_turn.h"
#include "analysis/event_days.h"
#include "analysis/losses.h"
#include "base/number.h"

/* A metric with such events: n of all, by arm as far as is known; which conclusion they turn. */
typedef struct unplaced {
    size_t metric;
    double n, beside; /* so many; of them not among the stored events of the metric's types */
    double most;      /* of them: may be the experiment's */
    double of, own;   /* of the metric's events in the store, in the experiment; those included */
    const hl_reach *reaches;
    size_t turned; /* arm; SIZE_MAX: none */
    bool counts;   /* whether that leaves no verdict */
} unplaced;

typedef struct unplaced_kind {
    hl_check_kind check;
    hl_finding_code few, ranged, turn;
    /* Sets n and beside, and what each arm may have; false: there are none. */
    bool (*count)(hl_context *context, unplaced *u, hl_unplaced *by_arm);
    const char *(*example)(const hl_cells *cells);
    /* Whether they may be the experiment's; NULL: they may. Else, and where they turn nothing, the
     * check is ok. */
    bool (*may_be_own)(hl_context *context);
    bool said; /* only what is said is held against them, however many they are */
} unplaced_kind;

/* The least share of a metric's events that can leave no verdict. */
static const double least_share = 0.05;

/* Of those that were refused as they say no user, some have a value that nobody read: as a metric's
 * mean event has. */
static bool count_nobody(hl_context *context, unplaced *u, hl_unplaced *by_arm)
{
    const hl_cells *cells = context->cells;
    double refused = (double)cells->strangers.nobody;
    if (cells->nobody == NULL)
        return false;
    hl_unplaced all = cells->nobody[u->metric];
    double part = hl_analysis__own_part(context, &cells->strangers.nobody_on);
    u->n = all.events + all.denominators + refused;
    u->most = part * (all.events + all.denominators) + refused;
    u->beside = refused;
    all =
        (hl_unplaced){part * all.events, part * all.denominators, part * all.gain, part * all.loss};
    if (refused > 0) {
        const hl_strangers *s = &cells->strangers;
        double unread = refused - (double)s->nobody_valued;
        const hl_moments *moments = hl_analysis__moments(context, u->metric, 0);
        double sum = 0;
        for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++)
            sum += fabs(moments[i].sum[0]);
        all.events += refused;
        all.gain += s->nobody_gain;
        all.loss += s->nobody_loss;
        all.gain +=
            cells->known_events[u->metric] > 0 ? unread * sum / cells->known_events[u->metric] : 0;
    }
    for (size_t i = 0; i < context->design->arm_count; i++)
        by_arm[i] = all;
    return u->n > 0;
}

static const char *nobody_example(const hl_cells *cells)
{
    return cells->strangers.nobody_as == NULL ? "" : cells->strangers.nobody_as;
}

static bool count_elsewhere(hl_context *context, unplaced *u, hl_unplaced *by_arm)
{
    const hl_cells *cells = context->cells;
    if (cells->elsewhere == NULL)
        return false;
    for (size_t i = 0; i < context->design->arm_count; i++)
        by_arm[i] = cells->elsewhere[u->metric];
    u->n = u->most = by_arm[0].events + by_arm[0].denominators;
    return u->n > 0;
}

static const char *elsewhere_example(const hl_cells *cells)
{
    return cells->strangers.elsewhere_as == NULL ? "" : cells->strangers.elsewhere_as;
}

static bool come_as_own_do(hl_context *context)
{
    return hl_analysis__come_as_own_do(context, &context->cells->strangers.elsewhere_on);
}

static bool count_typeless(hl_context *context, unplaced *u, hl_unplaced *by_arm)
{
    for (size_t i = 0; context->cells->typeless != NULL && i < context->design->arm_count; i++) {
        by_arm[i] = context->cells->typeless[i];
        u->n += by_arm[i].events;
    }
    u->most = u->beside = u->n;
    return u->n > 0;
}

static const char *typeless_example(const hl_cells *cells)
{
    return cells->typeless_as;
}

static bool is_worse(const unplaced *a, const unplaced *b)
{
    if ((a->turned == SIZE_MAX) != (b->turned == SIZE_MAX))
        return a->turned != SIZE_MAX;
    if ((a->reaches == NULL) != (b->reaches == NULL))
        return a->reaches != NULL;
    return a->n * b->of > b->n * a->of;
}

static void count_all(const hl_context *context, unplaced *u)
{
    const hl_cells *cells = context->cells;
    double known = 0, all = 0;
    double own = (double)hl_analysis__counter_total(context, HL_COUNT_EVENTS);
    if (cells->known_events != NULL) {
        known = cells->known_events[u->metric];
        all = cells->type_events[u->metric];
    }
    u->own = u->most + fmin(own, known);
    u->of = fmax(u->n + fmin(own, known), all + u->beside);
}

/* Whether they are many, of the events or of what these add up to: few may be the largest. */
static bool are_many(const hl_context *context, const unplaced *u, const hl_unplaced *all,
                     const hl_moments *moments)
{
    const hl_metric *metric = &context->design->metrics[u->metric];
    double worth = all->gain + all->loss, sum = worth;
    for (size_t i = 0; i < context->design->arm_count; i++)
        sum += fabs(moments[i].sum[0]);
    bool sums = !hl_metric_is_rate(metric) && metric->value == HL_VALUE_OF_SUM;
    return u->most >= least_share * u->own || (sums && worth >= least_share * sum && worth > 0);
}

static unplaced judge_metric(hl_context *context, const unplaced_kind *kind, size_t metric)
{
    unplaced out = {.metric = metric, .turned = SIZE_MAX};
    hl_unplaced *by_arm =
        hl_analysis__array(context, context->design->arm_count + 1, sizeof *by_arm);
    if (by_arm == NULL || !kind->count(context, &out, by_arm))
        return out;
    count_all(context, &out);
    bool decisive = context->design->metrics[metric].role != HL_ROLE_SECONDARY;
    if (context->metrics == NULL || !decisive)
        return out;
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    if (moments == NULL)
        return out;
    out.reaches = hl_analysis__reach_of_events(context, metric, by_arm, moments);
    hl_turns which = kind->said                     ? HL_TURNS_SAID
                     : out.n < least_share * out.of ? HL_TURNS_SHOWN
                                                    : HL_TURNS_ANY;
    if (out.reaches != NULL && are_many(context, &out, by_arm, moments))
        out.turned = hl_analysis__turned_arm(context, metric, out.reaches, which);
    out.counts = out.turned != SIZE_MAX && (kind->may_be_own == NULL || kind->may_be_own(context));
    return out;
}

/* Of the lift, were all of them of the control, and were they all of the arm. */
static bool add_range(const hl_context *context, const unplaced *u, hl_finding *finding)
{
    const hl_metric_result *result = u->reaches == NULL ? NULL : &context->metrics[u->metric];
    for (size_t i = 0; result != NULL && i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        double control = result->arms[c->control].mean, arm = result->arms[c->arm].mean;
        const hl_reach *o = &u->reaches[c->control], *t = &u->reaches[c->arm];
        if ((u->turned != SIZE_MAX && c->arm != u->turned) || !(control > 0))
            continue;
        finding->arm = c->arm;
        finding->metric = u->metric;
        finding->effect_of = HL_SCALE_LIFT;
        finding->effect.estimate = arm / control - 1;
        finding->effect.low = fmin(arm / (control + o->up), (arm - t->down) / control) - 1;
        finding->effect.high = fmax((arm + t->up) / control,
                                    o->down < control ? arm / (control - o->down) : HL_INFINITY) -
                               1;
        return isfinite(finding->effect.high) && isfinite(finding->effect.low);
    }
    return false;
}

static void tell(hl_context *context, const unplaced_kind *kind, const unplaced *u)
{
    hl_finding finding = hl_analysis__finding(kind->few);
    finding.name = kind->example(context->cells);
    finding.n = u->n;
    finding.of = u->of;
    finding.share = u->n / u->of;
    bool ranged = add_range(context, u, &finding);
    bool turned = u->turned != SIZE_MAX;
    if (turned) {
        finding.metric = u->metric;
        finding.arm = u->turned;
    }
    finding.code = ranged ? u->counts ? kind->turn : kind->ranged : kind->few;
    hl_check_status status = u->counts                            ? hl_analysis__blocking(context)
                             : turned || kind->may_be_own == NULL ? HL_CHECK_WARN
                                                                  : HL_CHECK_OK;
    hl_analysis__check(context, kind->check, status, &finding);
}

static const unplaced_kind kinds[] = {
    {HL_CHECK_STRANGERS, HL_FOUND_EVENTS_OF_NOBODY, HL_FOUND_EVENTS_OF_NOBODY_RANGE,
     HL_FOUND_EVENTS_OF_NOBODY_TURN, count_nobody, nobody_example, NULL, true},
    {HL_CHECK_STRANGERS, HL_FOUND_EVENTS_ELSEWHERE, HL_FOUND_EVENTS_ELSEWHERE_RANGE,
     HL_FOUND_EVENTS_ELSEWHERE_TURN, count_elsewhere, elsewhere_example, come_as_own_do, false},
    {HL_CHECK_EVENT_TYPES, HL_FOUND_EVENTS_WITHOUT_TYPE, HL_FOUND_EVENTS_WITHOUT_TYPE_RANGE,
     HL_FOUND_EVENTS_WITHOUT_TYPE_TURN, count_typeless, typeless_example, NULL, false},
};

/* The worst of the metrics that decide; of all where none does. */
void hl_analysis__check_unplaced(hl_context *context)
{
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        unplaced worst = {.turned = SIZE_MAX};
        for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
            unplaced u = judge_metric(context, &kinds[k], m);
            if (u.n > 0 && (worst.n == 0 || is_worse(&u, &worst)))
                worst = u;
        }
        if (worst.n > 0 && !context->failed)
            tell(context, &kinds[k], &worst);
    }
}
