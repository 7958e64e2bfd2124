/* How many more units show that a guardrail holds, if the change is really none, given the data at
 * hand: what is assumed is what the design promises, as the effect of a primary metric is. The
 * harm that is now estimated would be another one every night, and its number would jump where it
 * crosses 0. Where harm itself is shown the assumption is denied, and no number can be said.
 *
 * At f times the units the estimate will be now/f on average, with (f - 1)/f of its variance still
 * to come, and the end of its interval lies `width` further, where
 *   one look          the present distance of that end from the estimate, over sqrt f
 *   whenever one likes  ... times how the critical value of the sequence grows
 *   planned looks     the standard error times the boundary of each look that is left; where none
 *                     of them has the power that is asked for, how much the last has
 * docs/statistics/verdict.md. */
#include "analysis/compare.h"
#include "analysis/margins.h"
#include "analysis/need.h"
#include "analysis/projection.h"
#include "analysis/reasons.h"
#include "base/number.h"
#include "stats/sequence_mixture.h"
#include "stats/student_t.h"

/* A share is known within a fifth by so many of the rarer outcome, and so are the units that its
 * variance asks for. */
#define FEWEST_OUTCOMES 25

/* A guardrail's effect, the end of its interval on the side of harm, and its margin: harm positive,
 * on the scale on which the interval is nearly symmetric (log for a relative margin). */
typedef struct room {
    double effect, end, margin, se;
} room;

/* By the delta method. */
static double log_error(const hl_metric_result *result, const hl_comparison *c)
{
    double control = result->arms[c->control].mean, treatment = result->arms[c->arm].mean;
    double of_control = c->se_control * c->se_control;
    return sqrt(of_control / (control * control) +
                fmax(0, c->se * c->se - of_control) / (treatment * treatment));
}

static room room_of(const hl_context *context, const hl_metric_result *result,
                    const hl_comparison *c)
{
    hl_margin margin = hl_analysis__margin_of(result->metric);
    hl_counting counts = hl_comparison_counting(c, context->design->inference);
    hl_estimate e = margin.relative ? counts.lift : counts.difference;
    double sign = margin.harm_is_increase ? 1 : -1;
    double end = margin.harm_is_increase ? e.high : e.low;
    if (!margin.relative)
        return (room){sign * c->difference.estimate, sign * end, sign * margin.shift, c->se};
    if (!(result->arms[c->control].mean > 0) || !(result->arms[c->arm].mean > 0) ||
        counts.exclusive)
        return (room){HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    return (room){sign * log1p(c->lift.estimate), sign * log1p(end), sign * log1p(margin.shift),
                  log_error(result, c)};
}

/* ---- the correction over arms */

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

static double critical_among(double alpha, double growth, size_t arms)
{
    double level = alpha / (double)arms;
    return growth > 0 ? hl_stats__sequence_critical(level, growth)
                      : hl_stats__z_quantile(level / 2);
}

/* By how much the correction over arms widens what must stay within the margin. Holm's: of the arms
 * that have not passed, this one may be the first or the last to do so, which is as likely; arms
 * that break a guardrail never will. first: it is the first. */
static double widening(const hl_context *context, double alpha, double growth, bool first)
{
    size_t open = 0, broken = 0;
    double sum = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++) {
        hl_guard guard =
            arm == context->design->control ? HL_GUARD_HELD : guard_of_arm(context, arm);
        open += guard != HL_GUARD_HELD;
        broken += guard == HL_GUARD_BROKEN;
    }
    if (open <= broken)
        return 1;
    for (size_t m = first ? open : broken + 1; m <= open; m++)
        sum += critical_among(alpha, growth, m) / critical_among(alpha, growth, 1);
    return first ? sum : sum / (double)(open - broken);
}

/* ---- the room at f times the units: how much lies between the interval's end and the margin, less
 * what chance may take */

typedef struct clearing {
    double width, se, margin, now;
    double growth, alpha; /* of the sequence at the present units; growth 0: none */
    double deviate;       /* normal, of the power that is asked for */
} clearing;

static double clearing_at(double log_f, void *context)
{
    const clearing *c = context;
    double f = exp(log_f), width = c->width;
    if (c->growth > 0)
        width *= hl_stats__sequence_critical(c->alpha, c->growth * f) /
                 hl_stats__sequence_critical(c->alpha, c->growth);
    double chance = c->deviate * c->se * sqrt((f - 1) / f);
    return c->margin - c->now / f - (width + chance) / sqrt(f);
}

/* With the boundary of a look, at f times the units. */
static clearing at_look(const hl_context *context, clearing at, size_t look)
{
    double level = context->out->look_levels[look];
    at.width = hl_stats__z_quantile(level / 2) * at.se * widening(context, level, 0, false);
    return at;
}

/* At the looks that are left. */
static double times_of_looks(const hl_context *context, size_t metric, const clearing *now)
{
    const hl_design *design = context->design;
    double left = hl_analysis__times_at_end(context, metric);
    for (size_t k = context->out->look; !isnan(left) && k < design->look_count; k++) {
        double f = left * design->looks[k] / design->looks[design->look_count - 1];
        clearing at = at_look(context, *now, k);
        if (f > 1 && clearing_at(log(f), &at) >= 0)
            return f;
    }
    return HL_INFINITY;
}

static double units_with(hl_context *context, size_t metric, clearing at, double power)
{
    at.deviate = hl_stats__z_quantile(1 - power);
    bool looks = context->out->look_levels != NULL;
    return hl_analysis__more_units(context, metric,
                                   looks ? times_of_looks(context, metric, &at)
                                         : hl_analysis__times_from(clearing_at, &at, 1));
}

/* How likely the last planned look shows it, where none that is left does with the power asked for;
 * of a fixed sample with a plan the only one. */
static void take_plan_end(const hl_context *context, const clearing *now, hl_need *out)
{
    double f = hl_analysis__times_at_end(context, out->metric);
    out->state = HL_NEED_NEVER;
    if (isnan(f))
        return;
    clearing at = context->out->look_levels == NULL
                      ? *now
                      : at_look(context, *now, context->design->look_count - 1);
    double spread = at.se * sqrt((f - 1) / f);
    double left = (at.margin - at.now / f) * sqrt(f) - at.width;
    out->state = HL_NEED_PLAN_END;
    out->units = hl_analysis__more_units(context, out->metric, f);
    out->low = out->high = HL_NAN;
    out->power = hl_stats__z_upper(-left / spread);
    out->code = HL_FOUND_GUARDRAIL_PLAN_END_SHOWS;
}

static double growth_of(const hl_context *context, const hl_metric_result *result,
                        const hl_comparison *c)
{
    if (context->design->inference != HL_INFER_ANYTIME)
        return 0;
    hl_sequence_design design =
        hl_analysis__sequence_design(context, result->metric, c->arm, c->control);
    double n = (double)(result->arms[c->arm].n + result->arms[c->control].n);
    return hl_stats__sequence_growth(design.alpha) * n / hl_stats__sequence_plan(&design).nstar;
}

static clearing clearing_of(const hl_context *context, const hl_metric_result *result,
                            const hl_comparison *c, const room *r)
{
    double alpha = context->out->look_alpha, growth = growth_of(context, result, c);
    double width = r->end - r->effect;
    clearing at = {width * widening(context, alpha, growth, false),
                   r->se,
                   r->margin,
                   r->effect,
                   growth,
                   alpha,
                   0};
    if (clearing_at(0, &at) >= 0) /* only as the first of the arms is it not decided */
        at.width = width * widening(context, alpha, growth, true);
    return at;
}

/* ---- what is known */

static bool is_known(const hl_metric_result *result, const hl_comparison *c)
{
    const hl_arm_estimate *x = &result->arms[c->control], *y = &result->arms[c->arm];
    double ones = x->sum + y->sum, n = (double)(x->n + y->n);
    return !hl_metric_is_rate(result->metric) || fmin(ones, n - ones) >= FEWEST_OUTCOMES;
}

/* By the interval that counts. */
static bool shows_harm(const hl_context *context, const hl_margin *margin, const hl_comparison *c)
{
    hl_counting counts = hl_comparison_counting(c, context->design->inference);
    return margin->harm_is_increase ? counts.difference.low > 0 : counts.difference.high < 0;
}

/* What can be asked: how far the end of the interval may move, and why not otherwise. */
static hl_need asked(hl_context *context, size_t metric, const hl_comparison *c, room *r)
{
    const hl_metric_result *result = &context->metrics[metric];
    hl_margin margin = hl_analysis__margin_of(result->metric);
    hl_need out = {
        HL_NEED_TOO_EARLY, c, metric, HL_NAN, HL_NAN, HL_NAN, 0, HL_FOUND_GUARDRAIL_UNITS_NEEDED,
        1 - HL_NEED_TAIL};
    *r = room_of(context, result, c);
    bool looks = context->out->look_levels != NULL;
    bool meaningless =
        !margin.exists ||
        (margin.relative &&
         hl_analysis__base_of(result->metric, &result->arms[c->control]) != HL_BASE_ABOVE);
    bool known = is_known(result, c) && r->se > 0 && isfinite(r->se) && isfinite(r->effect) &&
                 (looks || isfinite(r->end));
    out.state = meaningless                       ? HL_NEED_NEVER
                : shows_harm(context, &margin, c) ? HL_NEED_DENIED
                : known                           ? HL_NEED_UNITS
                                                  : HL_NEED_TOO_EARLY;
    return out;
}

hl_need hl_analysis__need_of_guardrail(hl_context *context, size_t metric, const hl_comparison *c)
{
    room r;
    hl_need out = asked(context, metric, c, &r);
    if (out.state != HL_NEED_UNITS)
        return out;
    clearing at = clearing_of(context, &context->metrics[metric], c, &r);
    if (hl_analysis__waits_for_planned_end(context)) {
        take_plan_end(context, &at, &out);
        return out;
    }
    out.units = units_with(context, metric, at, 1 - HL_NEED_TAIL);
    out.low = units_with(context, metric, at, HL_NEED_MEDIAN);
    out.high = units_with(context, metric, at, HL_NEED_SURE);
    out.state = isfinite(out.units) ? HL_NEED_UNITS : HL_NEED_NEVER;
    if (!isfinite(out.units) && context->out->look_levels != NULL)
        take_plan_end(context, &at, &out);
    return out;
}

/* The interval of f times the units lies around 0 then, and not around what is estimated now. */
hl_need hl_analysis__need_of_guardrail_anew(hl_context *context, size_t metric,
                                            const hl_comparison *c)
{
    room r;
    hl_need out = asked(context, metric, c, &r);
    if (out.state != HL_NEED_UNITS)
        return out;
    clearing at = clearing_of(context, &context->metrics[metric], c, &r);
    double reach = (at.width + hl_stats__z_quantile(HL_NEED_TAIL) * at.se) / at.margin;
    out.units = reach * reach * hl_analysis__counted_units(context, metric);
    out.state = isfinite(out.units) ? HL_NEED_UNITS : HL_NEED_NEVER;
    out.code = HL_FOUND_GUARDRAIL_NEW_EXPERIMENT;
    return out;
}
