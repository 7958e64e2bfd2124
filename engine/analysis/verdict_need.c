/* How many more units: for the primary metric that needs fewest, and for the guardrails that hold
 * up an arm. docs/statistics/verdict.md has the formulas. A projection from the present estimate,
 * given the data at hand: with f times the present units, of which 1/f are these, the effect is
 * estimated as (now + (f - 1) true) / f with (f - 1) / f of the variance still to come. Where that
 * would only mirror noise, no number. */
#include "analysis/compare.h"
#include "analysis/margins.h"
#include "analysis/reasons.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/power_score.h"
#include "stats/root.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_power.h"
#include "stats/student_t.h"

#define POWER_TAIL 0.2
#define MOST_TIMES 20     /* the present units: more is no plan */
#define QUARTILE   0.6745 /* the true effect is as likely as not within so many standard errors */

/* As many more units, in all arms; beside them those at the ends of the effect. */
typedef struct need {
    const hl_comparison *comparison;
    size_t metric;
    double units;
    double effect; /* guardrails: the true effect that is assumed; of what the margin is of */
    double low, high;
} need;

static double all_units(const hl_context *context)
{
    double units = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        units += (double)context->arms[i].units;
    return units;
}

/* Units that the present estimate is of: those whose windows have closed. */
static double counted_units(const hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    double units = 0;
    if (result->metric->per == HL_PER_TOUCH)
        return all_units(context);
    for (size_t i = 0; i < context->design->arm_count; i++)
        units += (double)result->arms[i].n;
    return units;
}

/* More than there are, for f times those that count. */
static double more_units(const hl_context *context, size_t metric, double f)
{
    double more = f * counted_units(context, metric) - all_units(context);
    return more < 0 ? 0 : more;
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

/* A comparison of which the power at f times the units is asked. */
typedef struct projection {
    const hl_context *context;
    const hl_comparison *comparison;
    hl_sequence_question question; /* with the present units */
    double now, truth;             /* differences: as estimated, and assumed to be true */
    double alpha;
} projection;

static hl_power_arm arm_of(const hl_context *context, const hl_metric_result *result, size_t arm,
                           double variance)
{
    double n = result->metric->per == HL_PER_TOUCH ? (double)context->arms[arm].units
                                                   : (double)result->arms[arm].n;
    return (hl_power_arm){n, result->arms[arm].mean, variance};
}

static projection project(const hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric_result *result = &context->metrics[metric];
    projection p = {.context = context,
                    .comparison = c,
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
static double worth(const hl_power_arm *arm)
{
    return arm->level * (1 - arm->level) / arm->variance;
}

/* ... of the test that is read in a plan of one look, or of several. */
static double power_of_test(const projection *p, double f, double difference)
{
    const hl_sequence_question *q = &p->question;
    double critical = hl_stats__t_quantile(p->alpha / 2, p->comparison->df);
    double n = worth(&q->control);
    hl_rates_plan rates = {q->control.level, q->control.level + difference,
                           2 * hl_stats__z_upper(critical), worth(&q->treatment) / n};
    if (q->shares && rates.p1 > 0 && rates.p1 < 1 && isfinite(n) && isfinite(rates.ratio))
        return hl_stats__power_score(&rates, n * f);
    return hl_stats__z_upper(critical - fabs(difference) / p->comparison->se * sqrt(f));
}

/* Power of one look at f times the units, with the effect estimated as it will be on average. */
static double power_at(const projection *p, double f, double difference)
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
    const projection *p = context;
    double f = exp(log_f), to_come = (f - 1) / f;
    double difference = p->now + to_come * (p->truth - p->now);
    if (difference * p->now <= 0)
        return -1;
    return power_at(p, f, difference) -
           hl_stats__z_upper(-hl_stats__z_quantile(POWER_TAIL) * sqrt(to_come));
}

/* The least f from `first` on at which the effect is shown, INFINITY when none shows it. */
static double times_from(projection *p, double first)
{
    double least = log(first), most = log(1e6);
    double at_least = power_excess(least, p), at_most = power_excess(most, p);
    if (at_least >= 0)
        return first;
    return at_most > 0 ? exp(hl_stats__root(power_excess, p, least, at_least, most, at_most))
                       : HL_INFINITY;
}

/* A plan of looks is read at those that are left, each at its level, then beyond its end. */
static double times_for(projection *p, double truth)
{
    const hl_design *design = p->context->design;
    const hl_analysis *out = p->context->out;
    const double *levels = out->look_levels;
    double first = 1, now = isnan(out->information) && out->look > 0 ? design->looks[out->look - 1]
                                                                     : out->information;
    size_t k = 0;
    p->truth = truth;
    if (truth * p->now <= 0)
        return HL_INFINITY;
    while (levels != NULL && k < design->look_count && (k < out->look || design->looks[k] <= now))
        k++;
    for (; levels != NULL && k < design->look_count; k++) {
        first = design->looks[k] / now;
        p->alpha = level_of_one(p->context, levels[k]);
        if (power_excess(log(first), p) >= 0)
            return first;
    }
    return times_from(p, first);
}

static bool stands_out(const hl_comparison *comparison)
{
    return comparison->se > 0 && fabs(comparison->difference.estimate) > comparison->se / 2;
}

/* None where the effect does not stand out from zero by half a standard error, nor where it moves
 * by jumps: more units need not narrow its interval. */
static need for_effect(const hl_context *context, size_t metric, const hl_comparison *c)
{
    need out = {c, metric, HL_NAN, 0, HL_NAN, HL_NAN};
    double effect = c->difference.estimate, side = effect > 0 ? 1 : -1;
    if (!stands_out(c) || c->flags & HL_FLAG_TIES)
        return out;
    projection p = project(context, metric, c);
    out.units = more_units(context, metric, times_for(&p, effect));
    out.low = more_units(context, metric, times_for(&p, effect + side * QUARTILE * c->se));
    out.high = more_units(context, metric, times_for(&p, effect - side * QUARTILE * c->se));
    return out;
}

static bool not_judged(const hl_context *context, const hl_comparison *comparison)
{
    return context->design->inference != HL_INFER_ANYTIME && hl_analysis__is_withheld(comparison);
}

/* The primary metric of which most is lacking: n (needed / n now) - n. */
static need most_to_judge(const hl_context *context)
{
    need most = {.units = 0};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            if (result->metric->role != HL_ROLE_PRIMARY || !not_judged(context, c))
                continue;
            double units = all_units(context) * (c->withheld.needed / c->withheld.n - 1);
            if (units > most.units)
                most = (need){c, m, units, 0, HL_NAN, HL_NAN};
        }
    }
    return most;
}

static need least_primary(const hl_context *context)
{
    need least = {.units = HL_NAN};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            if (result->metric->role != HL_ROLE_PRIMARY || not_judged(context, comparison) ||
                hl_analysis__shown(context, m, comparison) != 0)
                continue;
            need one = for_effect(context, m, comparison);
            if (one.units > 0 && isfinite(one.units) && !(one.units >= least.units))
                least = one;
        }
    }
    return least;
}

/* A guardrail's effect, the end of its interval on the side of harm, and its margin: harm positive,
 * on the scale on which the interval is nearly symmetric (log for a relative margin). */
typedef struct room {
    double effect, end, margin, se;
} room;

static room room_of(const hl_context *context, const hl_metric *metric, const hl_comparison *c)
{
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    bool up = metric->goal == HL_GOAL_DECREASE; /* harm is an increase */
    double sign = up ? 1 : -1;
    if (!isnan(metric->margin)) {
        double end = up ? (anytime ? c->anytime.d_high : c->difference.high)
                        : (anytime ? c->anytime.d_low : c->difference.low);
        return (room){sign * c->difference.estimate, sign * end, metric->margin, c->se};
    }
    double end =
        up ? (anytime ? c->anytime.high : c->lift.high) : (anytime ? c->anytime.low : c->lift.low);
    double spread = log((1 + c->lift.high) / (1 + c->lift.low)) / 2 /
                    hl_stats__t_quantile(context->out->look_alpha / 2, c->df);
    return (room){sign * log1p(c->lift.estimate), sign * log1p(end),
                  sign * log1p(sign * metric->margin_lift), spread};
}

/* The room at f times the units: how much lies between the interval's end and the margin, less what
 * chance may take in one case of five. */
typedef struct clearing {
    double width, se, margin, now, harm;
    double growth, alpha; /* of the sequence at the present units; growth 0: none */
} clearing;

static double clearing_at(double log_f, void *context)
{
    const clearing *c = context;
    double f = exp(log_f), to_come = (f - 1) / f, width = c->width;
    if (c->growth > 0)
        width *= hl_stats__sequence_critical(c->alpha, c->growth * f) /
                 hl_stats__sequence_critical(c->alpha, c->growth);
    double estimate = c->now + to_come * (c->harm - c->now);
    double chance = hl_stats__z_quantile(POWER_TAIL) * c->se * sqrt(to_come);
    return c->margin - estimate - (width + chance) / sqrt(f);
}

static double growth_of(const hl_context *context, const hl_metric *metric, const hl_comparison *c)
{
    if (context->design->inference != HL_INFER_ANYTIME)
        return 0;
    hl_sequence_design design = hl_analysis__sequence_design(context, metric, c->arm, c->control);
    const hl_metric_result *result = &context->metrics[metric - context->design->metrics];
    double n = (double)(result->arms[c->arm].n + result->arms[c->control].n);
    return hl_stats__sequence_growth(design.alpha) * n / hl_stats__sequence_plan(&design).nstar;
}

static hl_guard guard_of_arm(const hl_context *context, size_t arm)
{
    hl_guard worst = HL_GUARD_HELD;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            hl_guard guard = result->comparisons[i].guard;
            bool counts = result->metric->role == HL_ROLE_GUARDRAIL &&
                          hl_analysis__margin_of(result->metric).exists;
            if (!counts || result->comparisons[i].arm != arm || guard == HL_GUARD_HELD)
                continue;
            worst = worst == HL_GUARD_BROKEN ? worst : guard;
        }
    }
    return worst;
}

static double critical_among(const hl_context *context, double growth, size_t arms)
{
    double alpha = context->out->look_alpha / (double)arms;
    return growth > 0 ? hl_stats__sequence_critical(alpha, growth)
                      : hl_stats__z_quantile(alpha / 2);
}

/* By how much the correction over arms widens what must stay within the margin. Holm's: of the arms
 * that have not passed, this one may be the first or the last to do so, which is as likely; arms
 * that break a guardrail never will. */
static double widening(const hl_context *context, double growth)
{
    size_t open = 0, broken = 0;
    double sum = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++) {
        hl_guard guard = guard_of_arm(context, arm);
        open += guard != HL_GUARD_HELD;
        broken += guard == HL_GUARD_BROKEN;
    }
    for (size_t m = broken + 1; m <= open; m++)
        sum += critical_among(context, growth, m) / critical_among(context, growth, 1);
    return open > broken ? sum / (double)(open - broken) : 1;
}

/* With no harm, or the harm now estimated. */
static need for_guardrail(const hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric *guarded = &context->design->metrics[metric];
    room r = room_of(context, guarded, c);
    double growth = growth_of(context, guarded, c);
    double width = (r.end - r.effect) * widening(context, growth);
    double harm = r.effect > 0 ? r.effect : 0;
    need out = {c, metric, HL_NAN, 0, HL_NAN, HL_NAN};
    if (harm > 0)
        out.effect = isnan(guarded->margin) ? c->lift.estimate : c->difference.estimate;
    if (!isfinite(width))
        return out;
    clearing at = {.width = width,
                   .se = r.se > 0 && isfinite(r.se) ? r.se : width / 3,
                   .margin = r.margin,
                   .now = r.effect,
                   .harm = harm,
                   .growth = growth,
                   .alpha = context->out->look_alpha};
    double most = log(1e6), at_one = clearing_at(0, &at), at_most = clearing_at(most, &at);
    out.units = harm >= r.margin ? HL_INFINITY
                : at_one >= 0
                    ? HL_NAN /* what holds it is the correction, by less than this can tell */
                    : more_units(context, metric,
                                 exp(hl_stats__root(clearing_at, &at, 0, at_one, most, at_most)));
    return out;
}

/* Two digits. */
static double rounded_up(double units)
{
    double scale = pow(10, floor(log10(units)) - 1);
    return ceil(ceil(units / scale) * scale);
}

static hl_finding of_need(const need *n, hl_finding_code code, double effect, hl_effect_scale scale)
{
    hl_finding finding = hl_analysis__finding_of(code, n->metric, n->comparison->arm);
    finding.effect.estimate = effect;
    finding.effect_of = scale;
    finding.n = isfinite(n->units) ? rounded_up(n->units) : HL_NAN;
    finding.power = 1 - POWER_TAIL;
    return finding;
}

static void say_primary(hl_context *context, const need *n)
{
    bool lift = hl_analysis__says_lift(context, n->comparison);
    hl_finding finding =
        of_need(n, HL_FOUND_UNITS_NEEDED,
                lift ? n->comparison->lift.estimate : n->comparison->difference.estimate,
                lift ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE);
    finding.n_low = isfinite(n->low) && n->low > 0 ? rounded_up(n->low) : 0;
    finding.n_high = isfinite(n->high) ? rounded_up(n->high) : HL_NAN;
    hl_analysis__because(context, &finding);
}

static void say_to_judge(hl_context *context, const need *n)
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_UNITS_TO_JUDGE, n->metric, SIZE_MAX);
    finding.n = isfinite(n->units) ? rounded_up(n->units) : HL_NAN;
    if (isfinite(n->units))
        hl_analysis__because(context, &finding);
}

static void say_guardrail(hl_context *context, const need *n)
{
    bool absolute = !isnan(context->design->metrics[n->metric].margin);
    hl_finding_code code =
        n->effect != 0 ? HL_FOUND_GUARDRAIL_UNITS_NEEDED_AT_HARM : HL_FOUND_GUARDRAIL_UNITS_NEEDED;
    if (n->units > MOST_TIMES * all_units(context))
        code = HL_FOUND_GUARDRAIL_NEAR_MARGIN;
    if (isinf(n->units))
        code = HL_FOUND_GUARDRAIL_BEYOND_MARGIN;
    hl_finding finding =
        of_need(n, code, n->effect, absolute ? HL_SCALE_DIFFERENCE : HL_SCALE_LIFT);
    hl_analysis__set_margin(context, n->comparison, &finding);
    finding.limit = MOST_TIMES;
    hl_analysis__because(context, &finding);
}

/* All undecided guardrails of an arm; the most that one of them needs. */
static double say_guardrails(hl_context *context, size_t arm)
{
    double most = 0;
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            if (comparison->arm != arm || comparison->guard != HL_GUARD_UNDECIDED)
                continue;
            need n = for_guardrail(context, m, comparison);
            if (!isnan(n.units))
                say_guardrail(context, &n);
            most = isnan(n.units) || n.units > most ? n.units : most;
        }
    }
    return most;
}

/* Why there is no number: of the first primary metric that is not decided for every arm. */
static void say_unknown(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        size_t open = 0;
        size_t far = 0;
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            bool asked = hl_analysis__is_answered(c) || hl_analysis__is_withheld(c);
            bool is_open = asked && hl_analysis__shown(context, m, c) == 0;
            open += is_open;
            far += is_open && stands_out(c);
        }
        if (result->metric->role != HL_ROLE_PRIMARY || open == 0)
            continue;
        bool others = open < result->comparison_count;
        hl_finding finding = hl_analysis__finding_of(far > 0  ? HL_FOUND_UNITS_NEEDED_UNPROJECTED
                                                     : others ? HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS
                                                              : HL_FOUND_UNITS_NEEDED_UNKNOWN,
                                                     m, SIZE_MAX);
        hl_analysis__because(context, &finding);
        return;
    }
}

void hl_analysis__say_units_needed(hl_context *context, const bool *waiting, hl_verdict *verdict)
{
    double units = 0;
    size_t held_up = 0;
    for (size_t i = 0; i < context->design->arm_count && !context->failed; i++) {
        if (!waiting[i])
            continue;
        double more = say_guardrails(context, i);
        units = held_up++ == 0 || !(more >= units) ? more : units; /* the arm that is ready first */
    }
    if (held_up == 0) {
        need primary = least_primary(context);
        need judging = most_to_judge(context);
        if (judging.comparison != NULL)
            say_to_judge(context, &judging);
        if (primary.comparison != NULL)
            say_primary(context, &primary);
        else if (judging.comparison != NULL)
            primary.units = judging.units;
        else
            say_unknown(context);
        units = primary.units;
        double more =
            primary.comparison == NULL ? 0 : say_guardrails(context, primary.comparison->arm);
        if (primary.comparison != NULL && more <= units) {
            verdict->units_needed_low = primary.low > 0 ? rounded_up(primary.low) : 0;
            verdict->units_needed_high = isfinite(primary.high) ? rounded_up(primary.high) : HL_NAN;
        }
        units = !(more <= units) ? more : units;
    }
    verdict->units_needed = isfinite(units) && units > 0 ? rounded_up(units) : HL_NAN;
}
