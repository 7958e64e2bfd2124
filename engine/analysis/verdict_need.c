/* How many more units: for the primary metric that needs fewest, and for the guardrails that hold
 * up an arm. docs/statistics/verdict.md has the formulas. A projection from the present estimate;
 * where that would only mirror noise, no number. */
#include "analysis/reasons.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/student_t.h"

#define POWER_TAIL 0.2
#define MOST_TIMES 20 /* the present units: more is no plan */

typedef struct need {
    const hl_comparison *comparison;
    size_t metric;
    double units;  /* more, in all arms */
    double effect; /* guardrails: the true effect that is assumed; of what the margin is of */
} need;

static double all_units(const hl_context *context)
{
    double units = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        units += (double)context->arms[i].units;
    return units;
}

static bool bounded(double low, double high)
{
    return low > -1 && isfinite(high) && high > low;
}

/* How many standard errors the half-width of the interval in force is: on the log scale of the
 * lift, beside the fixed interval, where both exist. */
static double critical_of(const hl_context *context, const hl_comparison *c)
{
    double fixed = hl_stats__t_quantile(context->out->look_alpha / 2, c->df);
    double dearer = c->p_effective_adjusted / c->p_effective; /* by the correction */
    if (context->design->inference != HL_INFER_ANYTIME)
        return dearer > 1 ? hl_stats__t_quantile(context->out->look_alpha / dearer / 2, c->df)
                          : fixed;
    if (hl_analysis__says_lift(context, c) && !(c->flags & HL_FLAG_EXCLUSIVE) &&
        bounded(c->anytime.low, c->anytime.high) && bounded(c->lift.low, c->lift.high))
        return fixed * log((1 + c->anytime.high) / (1 + c->anytime.low)) /
               log((1 + c->lift.high) / (1 + c->lift.low));
    double width = c->anytime.d_high - c->anytime.d_low;
    return isfinite(width) ? width / 2 / c->se : fixed;
}

static bool stands_out(const hl_comparison *comparison)
{
    return comparison->se > 0 && fabs(comparison->difference.estimate) > comparison->se / 2;
}

/* n ((critical + z80) se / effect)^2 - n. None where the effect does not stand out from zero by
 * half a standard error, nor where it moves by jumps: more units need not narrow its interval. */
static double units_for_effect(const hl_context *context, const hl_comparison *comparison)
{
    double effect = fabs(comparison->difference.estimate);
    if (!stands_out(comparison) || comparison->flags & HL_FLAG_TIES)
        return HL_NAN;
    double factor = (critical_of(context, comparison) + hl_stats__z_quantile(POWER_TAIL)) *
                    comparison->se / effect;
    return all_units(context) * (factor * factor - 1);
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
                most = (need){c, m, units, 0};
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
            double units = units_for_effect(context, comparison);
            if (units > 0 && !(units >= least.units))
                least = (need){comparison, m, units, 0};
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

/* With no harm, or the harm now estimated: n ((half-width + z80 se) / (margin - harm))^2 - n. */
static need for_guardrail(const hl_context *context, size_t metric, const hl_comparison *c)
{
    room r = room_of(context, &context->design->metrics[metric], c);
    double width = r.end - r.effect;
    double se = r.se > 0 && isfinite(r.se) ? r.se : width / 3;
    double harm = r.effect > 0 ? r.effect : 0;
    bool absolute = !isnan(context->design->metrics[metric].margin);
    need out = {c, metric, HL_NAN, 0};
    if (harm > 0)
        out.effect = absolute ? c->difference.estimate : c->lift.estimate;
    if (!isfinite(width))
        return out;
    if (harm >= r.margin) {
        out.units = (double)INFINITY;
        return out;
    }
    double factor = (width + hl_stats__z_quantile(POWER_TAIL) * se) / (r.margin - harm);
    out.units = all_units(context) * (factor * factor - 1);
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
            bool is_open = hl_analysis__shown(context, m, c) == 0;
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
        units = !(more <= units) ? more : units;
    }
    verdict->units_needed = isfinite(units) && units > 0 ? rounded_up(units) : HL_NAN;
}
