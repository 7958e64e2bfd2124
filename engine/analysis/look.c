/* Group-sequential plans: the nominal level of the look that this is. The boundary of Lan and
 * DeMets on |Z| is a two-sided p; intervals of the look are at its level (repeated confidence
 * intervals).
 *
 * Which look this is the caller says, or the planned units: each look is then read as of its day
 * (look_days.h). Where days are not known a look is in force for a while and may be read as often
 * as one likes (stats/look_windows.h), and between two looks nothing is read.
 *
 * At the look that stops, and at the last, a primary metric's p, estimate and interval are also
 * given with the earlier looks taken into account (stats/group_sequential.h, stagewise ordering):
 * the estimate at a stop is too large on average, because chance helped it over the boundary. Z is
 * the deviate of the comparison's own p, so theta times |difference| / |Z| sqrt(t) is in its units;
 * of a lift the log ratio is scaled so. A corrected p is brought through the looks as if it were
 * the look's own, so that it is below alpha where it is below the level of the look.
 */
#include <string.h>

#include "analysis/compare.h"
#include "analysis/look_days.h"
#include "base/number.h"
#include "stats/look_windows.h"
#include "stats/student_t.h"

static bool is_skipped(const hl_context *context, size_t look)
{
    return context->look_skipped != NULL && context->look_skipped[look];
}

/* Boundaries of all looks for this alpha; INFINITY of those that are skipped. */
static bool lay_boundaries(hl_context *context, double alpha, double *z)
{
    const hl_design *design = context->design;
    double t[HL_DESIGN_MOST_LOOKS], kept[HL_DESIGN_MOST_LOOKS];
    size_t count = 0;
    for (size_t k = 0; k < design->look_count; k++)
        if (!is_skipped(context, k))
            t[count++] = context->look_times[k];
    if (!hl_analysis__went_well(context,
                                hl_stats__lan_demets(t, count, alpha, 2, design->spending,
                                                     design->spending_parameter, kept, NULL)))
        return false;
    for (size_t k = design->look_count; k-- > 0;)
        z[k] = is_skipped(context, k) ? HL_INFINITY : kept[--count];
    return !isnan(z[0]);
}

/* What is in force, from 1, and its boundary. z[look_count]: those of all looks at their planned
 * fractions; false where there are none, or no memory. */
static bool lay_said(hl_context *context, size_t said, double *z, double *now)
{
    const hl_design *design = context->design;
    context->out->look = said > 0 && said <= design->look_count ? said : design->look_count;
    if (!lay_boundaries(context, design->alpha, z))
        return false;
    *now = z[context->out->look - 1];
    return true;
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

static void set_look(hl_context *context, size_t look, const double *z, double *levels, double now)
{
    hl_analysis *out = context->out;
    for (size_t i = 0; i < context->design->look_count; i++)
        levels[i] = 2 * hl_stats__z_upper(z[i]);
    context->boundaries = z;
    out->look_levels = levels;
    out->look = look;
    if (look > 0)
        out->look_alpha = 2 * hl_stats__z_upper(now);
}

/* The looks that have come, each as of its day: the first that ends the experiment, or the last. */
static void take_days(hl_context *context, double *z, double *levels)
{
    hl_look_days *days = hl_analysis__array(context, 1, sizeof *days);
    if (days == NULL)
        return;
    hl_analysis__look_days(context, days);
    context->look_times = days->t;
    context->look_skipped = days->skipped;
    context->looks_reached = days->reached;
    if (context->failed || !lay_boundaries(context, context->design->alpha, z))
        return;
    set_look(context, 0, z, levels, HL_NAN);
    bool ends = false;
    for (size_t k = 0; k < days->reached && !ends && !context->failed; k++) {
        if (days->skipped[k])
            continue;
        context->read_day = days->day[k];
        set_look(context, k + 1, z, levels, z[k]);
        ends = k + 1 < days->reached && hl_analysis__look_ends(context);
    }
    if (context->out->look > 0)
        context->look_units =
            round(hl_analysis__information(context) * context->design->planned_units);
    /* cut at the values of the days that are read */
    memset(context->clip_known, 0, context->design->metric_count * sizeof *context->clip_known);
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
    out->information = hl_analysis__information(context);
    size_t said = context->options->look;
    bool by_units = said == 0 && !isnan(out->information);
    double now = HL_NAN;
    double *z = hl_analysis__array(context, design->look_count, sizeof *z);
    double *levels = hl_analysis__array(context, design->look_count, sizeof *levels);
    context->look_times = design->looks;
    if (context->failed)
        return;
    if (by_units && context->has_days)
        take_days(context, z, levels);
    else if (by_units ? lay_by_units(context, z, &now) : lay_said(context, said, z, &now))
        set_look(context, out->look, z, levels, now);
}

double hl_analysis__look_level(hl_context *context, double alpha)
{
    double *z = hl_base__arena_array(&context->passing, context->design->look_count, sizeof *z);
    if (z == NULL)
        context->failed = true;
    return z == NULL || !lay_boundaries(context, alpha, z)
               ? HL_NAN
               : 2 * hl_stats__z_upper(z[context->out->look - 1]);
}

/* Stagewise inference where |Z| has this two-sided p, on the side of `sign`; its p is NaN where
 * there is none. */
static hl_stagewise staged(hl_context *context, double p, double sign)
{
    const hl_design *design = context->design;
    hl_stagewise out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    double t[HL_DESIGN_MOST_LOOKS], z[HL_DESIGN_MOST_LOOKS];
    size_t stop = 0;
    if (!(p > 0) || !(p < 1))
        return out;
    for (size_t k = 0; k + 1 < context->out->look; k++) {
        if (is_skipped(context, k))
            continue;
        t[stop] = context->look_times[k];
        z[stop++] = context->boundaries[k];
    }
    t[stop] = context->look_times[context->out->look - 1];
    (void)hl_analysis__went_well(context,
                                 hl_stats__stagewise(t, z, stop, sign * hl_stats__z_quantile(p / 2),
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

/* Given Z of this look, that of an earlier one does not depend on the effect: it is normal about
 * Z sqrt(t_k / t), with variance 1 - t_k / t. Whether some earlier boundary was surely crossed. */
bool hl_analysis__is_late(const hl_context *context, const hl_comparison *c)
{
    static const double hardly = 0.01;
    double z = hl_stats__z_quantile(c->p / 2);
    if (context->boundaries == NULL || context->looks_reached > 0 || !(c->p < 1))
        return false;
    double t = context->look_times[context->out->look - 1];
    for (size_t k = 0; k + 1 < context->out->look; k++) {
        double part = context->look_times[k] / t, spread = sqrt(1 - part);
        double beyond = (sqrt(part) * z - context->boundaries[k]) / spread;
        if (hl_stats__z_upper(beyond) < hardly)
            return true;
    }
    return false;
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
        if (!isfinite(context->boundaries[i]) && !is_skipped(context, i))
            return;
    double sign = effect > 0 ? 1 : -1, z = hl_stats__z_quantile(c->p / 2);
    hl_stagewise s = staged(context, c->p, sign);
    bool alone = c->p_effective_adjusted == c->p;
    /* so far out (20 standard errors, not stopped before) that no end is found: the look's own */
    if (isnan(s.low) || isnan(s.theta) || isnan(s.high))
        return;
    if (hl_analysis__is_late(context, c))
        return;
    c->stagewise.p = s.p;
    c->stagewise.difference = scaled(&s, effect, z, context->look_times[stop]);
    c->stagewise.lift = scaled_lift(&s, c->lift.estimate, z, context->look_times[stop]);
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
