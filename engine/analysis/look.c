/* Group-sequential plans: the nominal level of the look that this is. The boundary of Lan and
 * DeMets on |Z| is a two-sided p; intervals of the look are at its level (repeated confidence
 * intervals).
 *
 * At the look that stops, and at the last, a primary metric's p, estimate and interval are also
 * given with the earlier looks taken into account (stats/group_sequential.h, stagewise ordering):
 * the estimate at a stop is too large on average, because chance helped it over the boundary. Z is
 * the deviate of the comparison's own p, so theta times |difference| / |Z| sqrt(t) is in its units.
 */
#include "analysis/compare.h"
#include "base/number.h"
#include "stats/group_sequential.h"
#include "stats/student_t.h"

/* The boundaries of all looks; false where there are none, or no memory. */
static bool lay_boundaries(hl_context *context, double *z)
{
    const hl_design *design = context->design;
    return hl_analysis__went_well(context,
                                  hl_stats__lan_demets(design->looks, design->look_count,
                                                       design->alpha, 2, design->spending,
                                                       design->spending_parameter, z, NULL)) &&
           !isnan(z[0]);
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
    out->look = context->options->look;
    if (out->look == 0 || out->look > design->look_count)
        out->look = design->look_count;
    double *z = hl_analysis__array(context, design->look_count, sizeof *z);
    double *levels = hl_analysis__array(context, design->look_count, sizeof *levels);
    if (context->failed || !lay_boundaries(context, z))
        return;
    for (size_t i = 0; i < design->look_count; i++)
        levels[i] = 2 * hl_stats__z_upper(z[i]);
    context->boundaries = z;
    out->look_levels = levels;
    out->look_alpha = levels[out->look - 1];
}

static void take_stages(hl_context *context, hl_comparison *c)
{
    const hl_design *design = context->design;
    size_t stop = context->out->look - 1;
    if (!(c->p > 0) || !(c->p < 1) || !(fabs(c->difference.estimate) > 0))
        return;
    double z = hl_stats__z_quantile(c->p / 2);
    if (z < context->boundaries[stop] && stop + 1 < design->look_count)
        return;
    for (size_t i = 0; i < stop; i++)
        if (!isfinite(context->boundaries[i]))
            return;
    double sign = c->difference.estimate > 0 ? 1 : -1;
    double scale = fabs(c->difference.estimate) / z * sqrt(design->looks[stop]);
    hl_stagewise s;
    if (!hl_analysis__went_well(context,
                                hl_stats__stagewise(design->looks, context->boundaries, stop,
                                                    sign * z, 1 - design->alpha, &s, NULL)))
        return;
    c->stagewise.p = s.p;
    c->stagewise.difference = (hl_estimate){scale * s.theta, scale * s.low, scale * s.high};
}

void hl_analysis__stages(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count && context->boundaries != NULL; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; result->metric->role == HL_ROLE_PRIMARY && i < result->comparison_count;
             i++)
            take_stages(context, &hl_analysis__open(result)[i]);
    }
}
