/* What more units would show of a comparison, given the data at hand: with f times the present
 * units, of which 1/f are these, the effect is estimated as (now + (f - 1) true) / f on average,
 * with (f - 1) / f of the variance still to come. docs/statistics/verdict.md has the formulas. */
#include "analysis/projection.h"

#include "analysis/compare.h"
#include "analysis/reasons.h"
#include "base/number.h"
#include "stats/power_score.h"
#include "stats/sequence_power.h"
#include "stats/student_t.h"

double hl_analysis__all_units(const hl_context *context)
{
    double units = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        units += (double)context->arms[i].units;
    return units;
}

double hl_analysis__counted_units(const hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    double units = 0;
    if (result->metric->per == HL_PER_TOUCH)
        return hl_analysis__all_units(context);
    for (size_t i = 0; i < context->design->arm_count; i++)
        units += (double)result->arms[i].n;
    return units;
}

double hl_analysis__more_units(const hl_context *context, size_t metric, double f)
{
    double more = f * hl_analysis__counted_units(context, metric) - hl_analysis__all_units(context);
    return more < 0 ? 0 : more;
}

double hl_analysis__to_planned_end(const hl_context *context)
{
    return fmax(0, context->design->planned_units - hl_analysis__all_units(context));
}

double hl_analysis__rounded_units(double units)
{
    if (!(units > 0))
        return 0;
    double scale = pow(10, floor(log10(units)) - 1);
    return ceil(ceil(units / scale) * scale);
}

/* The level of the next finding among the primary metrics that are not shown yet, of the whole
 * alpha. */
static double level_of_one(const hl_context *context, double alpha)
{
    const hl_design *design = context->design;
    double questions = 0, shown = 0;
    for (size_t m = 0; m < design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        if (result->metric->role != HL_ROLE_PRIMARY)
            continue;
        questions += (double)result->comparison_count;
        for (size_t i = 0; i < result->comparison_count; i++)
            shown += hl_analysis__shown(context, m, &result->comparisons[i]) != 0;
    }
    switch (design->correction) {
    case HL_CORRECT_NONE:
        return alpha;
    case HL_CORRECT_BH:
        return alpha * (shown + 1) / questions;
    case HL_CORRECT_HOLM:
        return alpha / (questions - shown);
    case HL_CORRECT_BONFERRONI:
    case HL_CORRECT_DUNNETT:
        break;
    }
    return alpha / questions;
}

static hl_power_arm arm_of(const hl_context *context, const hl_metric_result *result, size_t arm,
                           double variance)
{
    double n = result->metric->per == HL_PER_TOUCH ? (double)context->arms[arm].units
                                                   : (double)result->arms[arm].n;
    return (hl_power_arm){n, result->arms[arm].mean, variance};
}

hl_projection hl_analysis__project(const hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric_result *result = &context->metrics[metric];
    hl_projection p = {.context = context,
                       .comparison = c,
                       .metric = metric,
                       .alpha = level_of_one(context, context->out->look_alpha)};
    double control = c->se_control * c->se_control;
    p.now = c->difference.estimate;
    p.question = (hl_sequence_question){
        .design = hl_analysis__sequence_design(context, result->metric, c->arm, c->control),
        .shares = hl_metric_is_rate(result->metric) && !(c->flags & HL_FLAG_ADJUSTED),
        .control = arm_of(context, result, c->control, control),
        .treatment = arm_of(context, result, c->arm, c->se * c->se - control),
        .alpha = p.alpha};
    return p;
}

/* Units of independent ones and zeros whose rate is as well known. */
static double equal_units(const hl_power_arm *arm)
{
    return arm->level * (1 - arm->level) / arm->variance;
}

/* ... of the test that is read in a plan of one look, or of several. */
static double power_of_test(const hl_projection *p, double f, double difference)
{
    const hl_sequence_question *q = &p->question;
    double critical = hl_stats__t_quantile(p->alpha / 2, p->comparison->df);
    double n = equal_units(&q->control);
    hl_rates_plan rates = {q->control.level, q->control.level + difference,
                           2 * hl_stats__z_upper(critical), equal_units(&q->treatment) / n};
    if (q->shares && rates.p1 > 0 && rates.p1 < 1 && isfinite(n) && isfinite(rates.ratio))
        return hl_stats__power_score(&rates, n * f);
    return hl_stats__z_upper(critical - fabs(difference) / p->comparison->se * sqrt(f));
}

/* Power of one look at f times the units, with the effect estimated as it will be on average. */
static double power_at(const hl_projection *p, double f, double difference)
{
    if (p->context->design->inference != HL_INFER_ANYTIME)
        return power_of_test(p, f, difference);
    hl_sequence_question q = p->question;
    q.control.units *= f;
    q.control.variance /= f;
    q.treatment.units *= f;
    q.treatment.variance /= f;
    q.treatment.level = q.control.level + difference;
    return hl_stats__sequence_power(&q);
}

static double power_excess(double log_f, void *context)
{
    const hl_projection *p = context;
    double f = exp(log_f), to_come = (f - 1) / f;
    double difference = p->now + to_come * (p->truth - p->now);
    if (difference * p->truth <= 0)
        return -1;
    return power_at(p, f, difference) - hl_stats__z_upper(-p->deviate * sqrt(to_come));
}

double hl_analysis__times_from(hl_root_function excess, void *of, double first)
{
    double least = log(first), most = log(1e6);
    double at_least = excess(least, of), at_most = excess(most, of);
    if (at_least >= 0)
        return first;
    return at_most > 0 ? exp(hl_stats__root(excess, of, least, at_least, most, at_most))
                       : HL_INFINITY;
}

/* The part of the plan that the units which count now are. */
static double part_of_plan(const hl_context *context)
{
    const hl_analysis *out = context->out;
    bool of_look = out->look > 0 && (isnan(out->information) || context->looks_reached > 0);
    return of_look ? context->look_times[out->look - 1] : out->information;
}

/* At the planned looks that are left, each at its level. */
static double times_of_looks(hl_projection *p)
{
    const hl_design *design = p->context->design;
    const hl_analysis *out = p->context->out;
    double now = part_of_plan(p->context);
    for (size_t k = out->look; k < design->look_count; k++) {
        p->alpha = level_of_one(p->context, out->look_levels[k]);
        if (design->looks[k] > now && power_excess(log(design->looks[k] / now), p) >= 0)
            return design->looks[k] / now;
    }
    return HL_INFINITY;
}

double hl_analysis__times_for(hl_projection *p, double truth, double power)
{
    p->truth = truth;
    p->deviate = hl_stats__z_quantile(1 - power);
    return p->context->out->look_levels != NULL ? times_of_looks(p)
                                                : hl_analysis__times_from(power_excess, p, 1);
}

static void take_last_level(hl_projection *p)
{
    const double *levels = p->context->out->look_levels;
    if (levels != NULL)
        p->alpha = level_of_one(p->context, levels[p->context->design->look_count - 1]);
}

double hl_analysis__times_at_end(const hl_context *context, size_t metric)
{
    const hl_design *design = context->design;
    double counted = hl_analysis__counted_units(context, metric);
    if (hl_analysis__waits_for_planned_end(context))
        return design->planned_units > counted ? design->planned_units / counted : HL_NAN;
    double now = part_of_plan(context);
    if (context->out->look_levels == NULL || !(design->looks[design->look_count - 1] > now))
        return HL_NAN;
    return design->looks[design->look_count - 1] / now;
}

double hl_analysis__power_at_end(hl_projection *p, double truth)
{
    double f = hl_analysis__times_at_end(p->context, p->metric), to_come = (f - 1) / f;
    double difference = p->now + to_come * (truth - p->now);
    take_last_level(p);
    double power = difference * truth > 0 ? power_at(p, f, difference) : 0;
    return hl_stats__z_upper(-hl_stats__z_quantile(1 - power) / sqrt(to_come));
}

/* ---- without the units at hand */

typedef struct anew {
    const hl_projection *p;
    double truth, power;
} anew;

static double anew_excess(double log_f, void *context)
{
    const anew *q = context;
    return power_at(q->p, exp(log_f), q->truth) - q->power;
}

double hl_analysis__times_anew(hl_projection *p, double truth, double power)
{
    anew q = {p, truth, power};
    take_last_level(p);
    double least = log(1e-3), most = log(1e6);
    double at_least = anew_excess(least, &q), at_most = anew_excess(most, &q);
    if (at_least >= 0)
        return exp(least);
    return at_most > 0 ? exp(hl_stats__root(anew_excess, &q, least, at_least, most, at_most))
                       : HL_INFINITY;
}

/* The power of one reading at f times the units, over what is asked. */
typedef struct planned {
    const hl_projection *p;
    double f, sign, power;
} planned;

static double planned_excess(double log_size, void *context)
{
    const planned *q = context;
    return power_at(q->p, q->f, q->sign * exp(log_size)) - q->power;
}

/* A share stays one. */
static double largest_effect(const hl_projection *p, double f, double sign)
{
    const hl_power_arm *control = &p->question.control;
    double many = 20 * p->comparison->se / sqrt(f);
    double room = sign > 0 ? 1 - control->level : control->level;
    return p->question.shares && many > 0.999 * room ? 0.999 * room : many;
}

double hl_analysis__effect_shown_at(hl_projection *p, double f, double sign, double power)
{
    planned q = {p, f, sign, power};
    take_last_level(p);
    double most = log(largest_effect(p, f, sign)), least = most - log(1e4);
    double at_least = planned_excess(least, &q), at_most = planned_excess(most, &q);
    if (!(at_least < 0) || !(at_most > 0))
        return HL_NAN;
    return sign * exp(hl_stats__root(planned_excess, &q, least, at_least, most, at_most));
}
