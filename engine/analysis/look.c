/* Group-sequential plans: the nominal level of the look that this is. The boundary of Lan and
 * DeMets on |Z| is a two-sided p; intervals of the look are at its level (repeated confidence
 * intervals).
 *
 * Which look this is the caller says, or the planned units (stats/look_windows.h): then a look is
 * in force for a while and may be read every day, and between two looks nothing is read.
 *
 * At the look that stops, and at the last, a primary metric's p, estimate and interval are also
 * given with the earlier looks taken into account (stats/group_sequential.h, stagewise ordering):
 * the estimate at a stop is too large on average, because chance helped it over the boundary. Z is
 * the deviate of the comparison's own p, so theta times |difference| / |Z| sqrt(t) is in its units;
 * of a lift the log ratio is scaled so. A corrected p is brought through the looks as if it were
 * the look's own, so that it is below alpha where it is below the level of the look.
 */
#include "analysis/compare.h"
#include "base/number.h"
#include "stats/look_windows.h"
#include "stats/student_t.h"

/* The present part of the planned units: those of the first primary metric whose windows have
 * closed; NaN when nothing is planned. */
static double information_of(hl_context *context)
{
    const hl_design *design = context->design;
    double units = 0;
    size_t metric = 0;
    if (!(design->planned_units > 0) || design->metric_count == 0)
        return HL_NAN;
    while (metric + 1 < design->metric_count && design->metrics[metric].role != HL_ROLE_PRIMARY)
        metric++;
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    for (size_t i = 0; moments != NULL && i < design->arm_count; i++)
        units += (double)moments[i].n;
    return units / design->planned_units;
}

/* What is in force, from 1, and its boundary. z[look_count]: those of all looks at their planned
 * fractions; false where there are none, or no memory. */
static bool lay_said(hl_context *context, size_t said, double *z, double *now)
{
    const hl_design *design = context->design;
    hl_status status = hl_stats__lan_demets(design->looks, design->look_count, design->alpha, 2,
                                            design->spending, design->spending_parameter, z, NULL);
    context->out->look = said > 0 && said <= design->look_count ? said : design->look_count;
    *now = z[context->out->look - 1];
    return hl_analysis__went_well(context, status) && !isnan(z[0]);
}

static bool lay_by_units(hl_context *context, double *z, double *now)
{
    const hl_design *design = context->design;
    double information = context->out->information;
    hl_look_windows *windows = hl_analysis__array(context, 1, sizeof *windows);
    if (windows == NULL ||
        !hl_analysis__went_well(context,
                                hl_stats__look_windows(design->looks, design->look_count,
                                                       design->alpha, design->spending,
                                                       design->spending_parameter, windows, NULL)))
        return false;
    for (size_t i = 0; i < design->look_count; i++)
        z[i] = windows->z[windows->first[i]];
    context->out->look = hl_stats__look_in_force(design->looks, design->look_count, information);
    *now = context->out->look == 0
               ? HL_NAN
               : hl_stats__look_boundary(windows, context->out->look, information);
    return !isnan(z[0]);
}

void hl_analysis__look(hl_context *context)
{
    const hl_design *design = context->design;
    hl_analysis *out = context->out;
    if (design->inference != HL_INFER_GROUP_SEQUENTIAL)
        return;
    out->look_alpha = HL_NAN; /* nothing is shown before the level of this look is known */
    if (design->look_count == 0)
        return;
    out->information = information_of(context);
    size_t said = context->options->look;
    bool by_units = said == 0 && !isnan(out->information);
    double now = HL_NAN;
    double *z = hl_analysis__array(context, design->look_count, sizeof *z);
    double *levels = hl_analysis__array(context, design->look_count, sizeof *levels);
    if (context->failed ||
        !(by_units ? lay_by_units(context, z, &now) : lay_said(context, said, z, &now)))
        return;
    for (size_t i = 0; i < design->look_count; i++)
        levels[i] = 2 * hl_stats__z_upper(z[i]);
    context->boundaries = z;
    out->look_levels = levels;
    if (out->look > 0)
        out->look_alpha = 2 * hl_stats__z_upper(now);
}

/* Stagewise inference where |Z| has this two-sided p, on the side of `sign`; its p is NaN where
 * there is none. */
static hl_stagewise staged(hl_context *context, double p, double sign)
{
    const hl_design *design = context->design;
    size_t stop = context->out->look - 1;
    hl_stagewise out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (!(p > 0) || !(p < 1))
        return out;
    (void)hl_analysis__went_well(context,
                                 hl_stats__stagewise(design->looks, context->boundaries, stop,
                                                     sign * hl_stats__z_quantile(p / 2),
                                                     1 - design->alpha, &out, NULL));
    return out;
}

/* Theta in the units of an effect of which |Z| = z was seen. */
static hl_estimate scaled(const hl_stagewise *s, double effect, double z, double t)
{
    double scale = fabs(effect) / z * sqrt(t);
    return (hl_estimate){scale * s->theta, scale * s->low, scale * s->high};
}

/* Of the log ratio, which has the same Z. */
static hl_estimate scaled_lift(const hl_stagewise *s, double lift, double z, double t)
{
    if (!(lift > -1) || !isfinite(lift))
        return (hl_estimate){HL_NAN, HL_NAN, HL_NAN};
    hl_estimate log_ratio = scaled(s, log1p(lift), z, t);
    return (hl_estimate){expm1(log_ratio.estimate), expm1(log_ratio.low), expm1(log_ratio.high)};
}

static void take_stages(hl_context *context, hl_comparison *c)
{
    const hl_design *design = context->design;
    size_t stop = context->out->look - 1;
    double effect = c->difference.estimate;
    bool stops = c->p_effective_adjusted < context->out->look_alpha;
    if (!(c->p > 0) || !(c->p < 1) || !(fabs(effect) > 0) ||
        (!stops && stop + 1 < design->look_count))
        return;
    for (size_t i = 0; i < stop; i++)
        if (!isfinite(context->boundaries[i]))
            return;
    double sign = effect > 0 ? 1 : -1, z = hl_stats__z_quantile(c->p / 2);
    hl_stagewise s = staged(context, c->p, sign);
    bool alone = c->p_effective_adjusted == c->p;
    /* so far out (20 standard errors, not stopped before) that no end is found: the look's own */
    if (isnan(s.low) || isnan(s.theta) || isnan(s.high))
        return;
    c->stagewise.p = s.p;
    c->stagewise.difference = scaled(&s, effect, z, design->looks[stop]);
    c->stagewise.lift = scaled_lift(&s, c->lift.estimate, z, design->looks[stop]);
    c->stagewise.p_adjusted = alone ? s.p
                              : !(c->p_effective_adjusted < 1)
                                  ? 1
                                  : staged(context, c->p_effective_adjusted, sign).p;
}

void hl_analysis__stages(hl_context *context)
{
    for (size_t m = 0;
         m < context->design->metric_count && context->boundaries != NULL && context->out->look > 0;
         m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; result->metric->role == HL_ROLE_PRIMARY && i < result->comparison_count;
             i++)
            take_stages(context, &hl_analysis__open(result)[i]);
    }
}
