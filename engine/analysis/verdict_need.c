/* How many more units: for the primary metric that needs fewest, and for the guardrails that hold
 * up an arm. docs/statistics/verdict.md has the formulas.
 *
 * What a true effect of a given size needs is steady from night to night; what the present estimate
 * would need, were it true, is not: of four nights it said 21,000, 130,000, 28,000, 94,000. So the
 * effect is the declared one that is worth shipping, else the one that the planned units are for,
 * and the estimate only where the number that it gives is known within a factor of four and would
 * not be another one tomorrow; otherwise no number. */
#include "analysis/compare.h"
#include "analysis/margins.h"
#include "analysis/pace.h"
#include "analysis/projection.h"
#include "analysis/reasons.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/root.h"
#include "stats/sequence_mixture.h"
#include "stats/student_t.h"

#define POWER_TAIL    0.2
#define POWER_MEDIAN  0.5
#define POWER_SURE    0.95
#define QUARTILE      0.6745 /* the true effect is as likely as not within so many standard errors */
#define MOST_APART    4 /* as many times the units at one quartile of the effect as at the other */
#define MOST_CHANGE   0.25 /* from a day to the next, at a quartile of what a day adds */
#define LEVEL_UNKNOWN 0.2  /* standard errors over the control's level, of which worth is a part */

/* As many more units, in all arms; beside them those at the ends of the effect, or with which it is
 * shown half of the time and nearly always. */
typedef struct need {
    const hl_comparison *comparison;
    size_t metric;
    double units;
    double effect; /* that is assumed to be true: primary metrics: a difference; guardrails: of what
                      the margin is of */
    double low, high;
    hl_finding_code code; /* primary metrics: on what the effect rests */
} need;

static bool stands_out(const hl_comparison *comparison)
{
    return comparison->se > 0 && fabs(comparison->difference.estimate) > comparison->se / 2;
}

static double units_for(hl_projection *p, double effect, double power)
{
    return hl_analysis__more_units(p->context, p->metric, hl_analysis__times_for(p, effect, power));
}

static double sign_of(const hl_context *context, size_t metric)
{
    return context->design->metrics[metric].goal == HL_GOAL_INCREASE ? 1 : -1;
}

/* The effect that the definition asks for; NaN where it does not, or where its size is not known.
 */
static double worth_of(const hl_context *context, size_t metric, const hl_comparison *c)
{
    double level = context->metrics[metric].arms[c->control].mean;
    bool known = level > 0 && c->se_control <= LEVEL_UNKNOWN * level;
    return known ? sign_of(context, metric) * context->design->metrics[metric].worth * level
                 : HL_NAN;
}

static double planned_effect(const hl_context *context, size_t metric, hl_projection *p)
{
    double counted = hl_analysis__counted_units(context, metric);
    if (!(context->design->planned_units > 0) || !(counted > 0))
        return HL_NAN;
    return hl_analysis__effect_shown_at(p, context->design->planned_units / counted,
                                        sign_of(context, metric), 1 - POWER_TAIL);
}

static need for_assumed(hl_projection *p, double effect, hl_finding_code code)
{
    return (need){.comparison = p->comparison,
                  .metric = p->metric,
                  .units = units_for(p, effect, 1 - POWER_TAIL),
                  .effect = effect,
                  .low = units_for(p, effect, POWER_MEDIAN),
                  .high = units_for(p, effect, POWER_SURE),
                  .code = code};
}

/* Whether the units that an estimate gives are known well enough to be said, and will still be
 * tomorrow, when a day's units have moved it. */
static bool is_steady(hl_projection *p, const need *n)
{
    const hl_context *context = p->context;
    double counted = hl_analysis__counted_units(context, p->metric);
    double all = hl_analysis__all_units(context), side = n->effect > 0 ? 1 : -1;
    double pace = hl_analysis__pace(context);
    if (!isfinite(n->high) || !(n->high + all <= MOST_APART * (n->low + all)))
        return false;
    if (isnan(pace))
        return true;
    double step = side * QUARTILE * p->comparison->se * sqrt(fmin(pace / counted, 1));
    double more = units_for(p, n->effect - step, 1 - POWER_TAIL) - pace;
    double less = units_for(p, n->effect + step, 1 - POWER_TAIL) - pace;
    return more <= (1 + MOST_CHANGE) * n->units && less >= (1 - MOST_CHANGE) * n->units;
}

/* None where the effect does not stand out from zero by half a standard error. */
static need for_estimate(hl_projection *p)
{
    const hl_comparison *c = p->comparison;
    double effect = c->difference.estimate, step = (effect > 0 ? 1 : -1) * QUARTILE * c->se;
    need out = {c, p->metric, HL_NAN, effect, HL_NAN, HL_NAN, HL_FOUND_UNITS_NEEDED};
    if (!stands_out(c))
        return out;
    out.units = units_for(p, effect, 1 - POWER_TAIL);
    out.low = units_for(p, effect + step, 1 - POWER_TAIL);
    out.high =
        effect * (effect - step) > 0 ? units_for(p, effect - step, 1 - POWER_TAIL) : HL_INFINITY;
    if (!is_steady(p, &out))
        out.units = HL_NAN;
    return out;
}

static bool declares_effect(const hl_context *context, size_t metric)
{
    return context->design->metrics[metric].worth > 0 || context->design->planned_units > 0;
}

/* None where the effect moves by jumps: more units need not narrow its interval. */
static need for_effect(const hl_context *context, size_t metric, const hl_comparison *c)
{
    need none = {c, metric, HL_NAN, 0, HL_NAN, HL_NAN, HL_FOUND_UNITS_NEEDED};
    if (!(c->se > 0) || c->flags & HL_FLAG_TIES)
        return none;
    hl_projection p = hl_analysis__project(context, metric, c);
    double worth = worth_of(context, metric, c);
    if (!isnan(worth))
        return for_assumed(&p, worth, HL_FOUND_UNITS_NEEDED_FOR_WORTH);
    double planned = planned_effect(context, metric, &p);
    if (!isnan(planned))
        return for_assumed(&p, planned, HL_FOUND_UNITS_NEEDED_AS_PLANNED);
    return declares_effect(context, metric) ? none : for_estimate(&p);
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
            double units =
                hl_analysis__all_units(context) * (c->withheld.needed / c->withheld.n - 1);
            if (units > most.units)
                most = (need){c, m, units, 0, HL_NAN, HL_NAN, HL_FOUND_UNITS_TO_JUDGE};
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
            if (isfinite(one.units) && !(one.units >= least.units))
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
    need out = {c, metric, HL_NAN, 0, HL_NAN, HL_NAN, HL_FOUND_GUARDRAIL_UNITS_NEEDED};
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
    out.units =
        harm >= r.margin ? HL_INFINITY
        : at_one >= 0
            ? HL_NAN /* what holds it is the correction, by less than this can tell */
            : hl_analysis__more_units(
                  context, metric, exp(hl_stats__root(clearing_at, &at, 0, at_one, most, at_most)));
    return out;
}

static hl_finding of_need(const need *n, hl_finding_code code, double effect, hl_effect_scale scale)
{
    hl_finding finding = hl_analysis__finding_of(code, n->metric, n->comparison->arm);
    finding.effect.estimate = effect;
    finding.effect_of = scale;
    finding.n = isfinite(n->units) ? hl_analysis__rounded_units(n->units) : HL_NAN;
    finding.power = 1 - POWER_TAIL;
    return finding;
}

/* The change as the lift where that speaks for the comparison. */
static hl_finding of_primary(const hl_context *context, const need *n)
{
    const hl_comparison *c = n->comparison;
    bool estimated = n->code == HL_FOUND_UNITS_NEEDED;
    double level = context->metrics[n->metric].arms[c->control].mean;
    bool lift = hl_analysis__says_lift(context, c) || n->code == HL_FOUND_UNITS_NEEDED_FOR_WORTH;
    double change = estimated ? (lift ? c->lift.estimate : n->effect)
                    : lift    ? n->effect / level
                              : n->effect;
    return of_need(n, n->code, change, lift ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE);
}

static void say_primary(hl_context *context, const need *n)
{
    hl_finding finding = of_primary(context, n);
    if (n->units == 0)
        finding.code = HL_FOUND_UNITS_SUFFICE;
    finding.of = context->design->planned_units;
    finding.n_low = isfinite(n->low) && n->low > 0 ? hl_analysis__rounded_units(n->low) : 0;
    finding.n_high = isfinite(n->high) ? hl_analysis__rounded_units(n->high) : HL_NAN;
    hl_analysis__because(context, &finding);
}

static void say_to_judge(hl_context *context, const need *n)
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_UNITS_TO_JUDGE, n->metric, SIZE_MAX);
    finding.n = isfinite(n->units) ? hl_analysis__rounded_units(n->units) : HL_NAN;
    if (isfinite(n->units))
        hl_analysis__because(context, &finding);
}

static void say_guardrail(hl_context *context, const need *n)
{
    bool absolute = !isnan(context->design->metrics[n->metric].margin);
    hl_finding_code code =
        n->effect != 0 ? HL_FOUND_GUARDRAIL_UNITS_NEEDED_AT_HARM : HL_FOUND_GUARDRAIL_UNITS_NEEDED;
    if (n->units > HL_MOST_TIMES * hl_analysis__all_units(context))
        code = HL_FOUND_GUARDRAIL_NEAR_MARGIN;
    if (isinf(n->units))
        code = HL_FOUND_GUARDRAIL_BEYOND_MARGIN;
    hl_finding finding =
        of_need(n, code, n->effect, absolute ? HL_SCALE_DIFFERENCE : HL_SCALE_LIFT);
    hl_analysis__set_margin(context, n->comparison, &finding);
    finding.limit = HL_MOST_TIMES;
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
static hl_finding_code why_unknown(const hl_context *context, size_t metric, size_t open)
{
    const hl_metric_result *result = &context->metrics[metric];
    bool tied = false, far = false;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        bool counts = hl_analysis__shown(context, metric, c) == 0 && stands_out(c);
        tied = tied || (counts && (c->flags & (HL_FLAG_TIES | HL_FLAG_SMALL_COUNTS)));
        far = far || counts;
    }
    if (tied)
        return HL_FOUND_UNITS_NEEDED_UNPROJECTED;
    if (declares_effect(context, metric))
        return HL_FOUND_UNITS_NEEDED_TOO_EARLY;
    return far                               ? HL_FOUND_UNITS_NEEDED_UNSTEADY
           : open < result->comparison_count ? HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS
                                             : HL_FOUND_UNITS_NEEDED_UNKNOWN;
}

static void say_unknown(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        size_t open = 0;
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            bool asked = hl_analysis__is_answered(c) || hl_analysis__is_withheld(c);
            open += asked && hl_analysis__shown(context, m, c) == 0;
        }
        if (result->metric->role != HL_ROLE_PRIMARY || open == 0)
            continue;
        hl_finding finding = hl_analysis__finding_of(why_unknown(context, m, open), m, SIZE_MAX);
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
            verdict->units_needed_low =
                primary.low > 0 ? hl_analysis__rounded_units(primary.low) : 0;
            verdict->units_needed_high =
                isfinite(primary.high) ? hl_analysis__rounded_units(primary.high) : HL_NAN;
        }
        if (!isnan(units) && !(more <= units))
            units = more;
    }
    verdict->units_needed = isfinite(units) ? hl_analysis__rounded_units(units) : HL_NAN;
}
