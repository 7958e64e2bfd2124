/* Worst-case bounds (Horowitz & Manski 2000, JASA 95:77-84): how far values that nobody knows may
 * move the estimate of their arm, against what the conclusion has to spare. The test itself is
 * taken as moved by as many of its standard errors: p in force, the margin's p, or the always-valid
 * interval against the margin. docs/statistics/losses.md */
#include "analysis/check_turn.h"

#include <math.h>

#include "analysis/margins.h"
#include "analysis/quantile_interval.h"
#include "base/number.h"
#include "stats/student_t.h"

/* Of a rate 1, as sum y^3 / sum y^2 is. Else at least the largest value that was read, by the sum
 * of cubes or, where that is not known or values lie below 0, of squares: the values that are lost
 * may be the largest, and those that are left then make too small a mean of themselves. */
static double large_value(const hl_moments *m, bool rate, bool below_zero)
{
    double square = m->product[0][0];
    if (!rate)
        return below_zero || isnan(m->cube) ? sqrt(square) : cbrt(m->cube);
    double by_cubes = m->cube / square;
    double by_squares = sqrt(square / (m->nonzero > 0 ? m->nonzero : (double)m->n));
    return square > 0 ? fmax(isnan(by_cubes) ? 0 : by_cubes, by_squares) : 0;
}

/* L unknown values between `low` and `high` beside n known ones move sum y / sum d by at most
 * L / (n + L) (high / mean d - R), and L / (n + L) (R - low / mean d), their d being as usual. */
static hl_reach reach_of(const hl_moments *m, double lost, double low, double high)
{
    double d = m->mean[1], ratio = m->mean[0] / d;
    double part = lost / ((double)m->n + lost);
    double up = fmax(0, high / d - ratio), down = fmax(0, ratio - low / d);
    return (hl_reach){part * up, part * down};
}

/* With L values above all others the q-quantile of all is that of q (n + L) / n of the known ones,
 * with L below all others that of (q (n + L) - L) / n; one that needs more than there are may be
 * anything. */
static hl_reach reach_of_quantile(const hl_moments *m, double lost, double quantile)
{
    double n = (double)m->n;
    double above = quantile * (n + lost) / n, below = above - lost / n;
    if (m->runs == NULL || m->runs->count == 0 || !(lost > 0))
        return (hl_reach){0, 0};
    double is = hl_analysis__quantile_interval(m->runs, quantile, 0.5).estimate;
    double up =
        above < 1 ? hl_analysis__quantile_interval(m->runs, above, 0.5).estimate - is : HL_INFINITY;
    double down =
        below > 0 ? is - hl_analysis__quantile_interval(m->runs, below, 0.5).estimate : HL_INFINITY;
    return (hl_reach){fmax(0, up), fmax(0, down)};
}

/* The largest value that a unit may have, and whether there are any below 0. */
static double large_of_all(const hl_context *context, const hl_metric_result *result,
                           const hl_moments *moments, bool *any_below)
{
    bool rate = hl_metric_is_rate(result->metric);
    double high = 0;
    *any_below = false;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        bool below = !rate && !(result->arms[i].nonzero >= 0);
        high = fmax(high, large_value(&moments[i], rate, below));
        *any_below = *any_below || below;
    }
    return high;
}

hl_reach *hl_analysis__reach_of_lost(hl_context *context, size_t metric, const double *lost,
                                     const hl_moments *moments)
{
    const hl_metric_result *result = &context->metrics[metric];
    size_t arms = context->design->arm_count;
    hl_reach *all = hl_analysis__array(context, arms, sizeof *all);
    bool any_below = false, quantile = result->metric->kind == HL_METRIC_QUANTILE;
    double high = quantile ? 0 : large_of_all(context, result, moments, &any_below);
    for (size_t i = 0; all != NULL && i < arms; i++)
        all[i] = quantile ? reach_of_quantile(&moments[i], lost[i], result->metric->quantile)
                          : reach_of(&moments[i], lost[i], any_below ? -high : 0, high);
    return all;
}

/* To nine digits: what values add up to as doubles hangs on their order in what follows. */
static double to_nine_digits(double sum)
{
    int exponent = 0;
    double part = frexp(sum, &exponent);
    return ldexp(round(ldexp(part, 30)), exponent - 30);
}

/* Each event adds to a unit that is there; a unit that was reached already is so no more for it. */
static hl_reach reach_of_more(const hl_metric *metric, const hl_moments *m, const hl_unplaced *e,
                              double high)
{
    double d = m->mean[1] * (double)m->n, y = m->mean[0] * (double)m->n;
    double turned = fabs(y / d) * e->denominators / (d + e->denominators);
    hl_reach out = {turned, turned};
    if (!(d > 0))
        return (hl_reach){0, 0};
    if (metric->kind == HL_METRIC_QUANTILE)
        return reach_of_quantile(m, e->events, metric->quantile);
    if (metric->value == HL_VALUE_OF_FIRST_DELAY && !hl_metric_is_rate(metric))
        return reach_of(m, e->events, 0, high);
    if (hl_metric_is_rate(metric))
        out.up += fmin(e->events, d - y) / d;
    else if (metric->value == HL_VALUE_OF_COUNT || metric->value == HL_VALUE_OF_ANY)
        out.up += e->events / d;
    else {
        out.up += to_nine_digits(e->gain) / d;
        out.down += to_nine_digits(e->loss) / d;
    }
    return out;
}

hl_reach *hl_analysis__reach_of_events(hl_context *context, size_t metric,
                                       const hl_unplaced *events, const hl_moments *moments)
{
    const hl_metric_result *result = &context->metrics[metric];
    size_t arms = context->design->arm_count;
    hl_reach *all = hl_analysis__array(context, arms, sizeof *all);
    bool any_below = false;
    double high = large_of_all(context, result, moments, &any_below);
    for (size_t i = 0; all != NULL && i < arms; i++)
        all[i] = reach_of_more(result->metric, &moments[i], &events[i], high);
    return all;
}

/* ---- what could be said otherwise */

/* How far a difference may be off, upwards and downwards. */
typedef struct moves {
    double up, down;
} moves;

static double critical_of(const hl_context *context)
{
    return hl_stats__t_quantile(context->out->look_alpha / 2, HL_INFINITY);
}

/* Of a one-sided p. */
static double deviate(double p)
{
    return p > 0 ? p < 1 ? hl_stats__t_quantile(p, HL_INFINITY) : -HL_INFINITY : HL_INFINITY;
}

/* Whether z lies above the limit, and not above it, within these moves. */
static bool crosses(double z, double up, double down, double limit)
{
    return (z + up > limit) != (z - down > limit);
}

/* Positive: the treatment's is larger. NaN: no p. */
static double signed_deviate(const hl_comparison *c)
{
    double p = c->p_effective_adjusted;
    if (!(p >= 0) || !(c->se > 0))
        return HL_NAN;
    return c->difference.estimate < 0 ? -deviate(p / 2) : deviate(p / 2);
}

static bool primary_turns(const hl_context *context, const hl_comparison *c, const moves *m)
{
    double z = signed_deviate(c), critical = critical_of(context);
    double up = m->up / c->se, down = m->down / c->se;
    return !isnan(z) && (crosses(z, up, down, critical) || crosses(-z, down, up, critical));
}

/* Whether a gain that is worth shipping is excluded. Ends are those of the lift. */
static bool gain_turns(const hl_metric_result *result, const hl_comparison *c, const moves *m)
{
    bool rise = result->metric->goal == HL_GOAL_INCREASE;
    double unit = fabs(result->arms[c->control].mean);
    double towards = (rise ? m->up : m->down) / unit, away = (rise ? m->down : m->up) / unit;
    return !isnan(c->gain.above) && !isnan(result->metric->worth) &&
           crosses(c->gain.above, towards, away, result->metric->worth);
}

/* Without a margin: harm is shown, or not. */
static bool harm_turns(const hl_context *context, const hl_comparison *c, const moves *m,
                       bool harm_is_increase)
{
    double z = signed_deviate(c);
    double up = m->up / c->se, down = m->down / c->se;
    bool turns = harm_is_increase ? crosses(z, up, down, critical_of(context))
                                  : crosses(-z, down, up, critical_of(context));
    return !isnan(z) && turns;
}

/* One look, or planned ones: by the p of the margin. better: how far the difference may move away
 * from harm, worse: towards it. */
static bool margin_turns(const hl_context *context, const hl_comparison *c, double better,
                         double worse, double se)
{
    double critical = critical_of(context);
    if (isnan(c->p_margin) || !(se > 0))
        return false;
    bool held = crosses(deviate(c->p_margin_adjusted), better / se, worse / se, critical);
    return held || crosses(-deviate(c->p_margin), worse / se, better / se, critical);
}

/* Looks whenever one likes: by the interval. Moves are of its scale. */
static bool interval_turns(const hl_comparison *c, const hl_margin *margin, double better,
                           double worse)
{
    double low = margin->relative ? c->anytime.low : c->anytime.d_low;
    double high = margin->relative ? c->anytime.high : c->anytime.d_high;
    double near = margin->harm_is_increase ? low : -high;
    double far = margin->harm_is_increase ? high : -low;
    double limit = margin->harm_is_increase ? margin->shift : -margin->shift;
    if (isnan(low) || isnan(high))
        return false;
    return crosses(near, worse, better, limit) || crosses(far, worse, better, limit);
}

/* The control counts 1 + shift times where the margin is of the lift. */
static bool guardrail_turns(const hl_context *context, const hl_metric_result *result,
                            const hl_comparison *c, const hl_reach *all)
{
    hl_margin margin = hl_analysis__margin_of(result->metric);
    const hl_reach *t = &all[c->arm], *o = &all[c->control];
    double k = margin.exists && margin.relative ? fabs(1 + margin.shift) : 1;
    const moves m = {t->up + k * o->down, t->down + k * o->up};
    double worse = margin.harm_is_increase ? m.up : m.down;
    double better = margin.harm_is_increase ? m.down : m.up;
    if (!margin.exists)
        return harm_turns(context, c, &m, margin.harm_is_increase);
    if (context->design->inference == HL_INFER_ANYTIME) {
        double unit = margin.relative ? fabs(result->arms[c->control].mean) : 1;
        return interval_turns(c, &margin, better / unit, worse / unit);
    }
    double more = (k * k - 1) * c->se_control * c->se_control;
    double se = sqrt(fmax(0, c->se * c->se + (isnan(more) ? 0 : more)));
    return margin_turns(context, c, better, worse, se);
}

static bool is_better(const hl_context *context, size_t arm)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++)
            if (result->metric->role == HL_ROLE_PRIMARY && result->comparisons[i].arm == arm &&
                hl_comparison_shown(&result->comparisons[i], result->metric->goal,
                                    context->out->look_alpha) > 0)
                return true;
    }
    return false;
}

static bool is_asked(const hl_context *context, const hl_metric_result *result,
                     const hl_comparison *c, hl_turns which)
{
    if (which == HL_TURNS_ANY)
        return true;
    if (result->metric->role != HL_ROLE_GUARDRAIL)
        return hl_comparison_shown(c, result->metric->goal, context->out->look_alpha) != 0 ||
               (which == HL_TURNS_SAID && c->gain.worth_excluded);
    return which == HL_TURNS_SAID && (c->guard == HL_GUARD_BROKEN ||
                                      (c->guard == HL_GUARD_HELD && is_better(context, c->arm)));
}

size_t hl_analysis__turned_arm(hl_context *context, size_t metric, const hl_reach *all,
                               hl_turns which)
{
    const hl_metric_result *result = &context->metrics[metric];
    if (!(context->out->look_alpha > 0))
        return SIZE_MAX;
    for (size_t i = 0; all != NULL && i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        const hl_reach *t = &all[c->arm], *o = &all[c->control];
        const moves m = {t->up + o->down, t->down + o->up};
        if (!is_asked(context, result, c, which))
            continue;
        if (result->metric->role == HL_ROLE_GUARDRAIL
                ? guardrail_turns(context, result, c, all)
                : primary_turns(context, c, &m) || gain_turns(result, c, &m))
            return c->arm;
    }
    return SIZE_MAX;
}
