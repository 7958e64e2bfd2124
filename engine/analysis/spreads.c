/* What the distribution of a metric adds to its moments: winsorizing, and how long units take.
 *
 * WINSORIZING. The threshold is one for the whole analysis: the declared quantile of the matured
 * values of all arms together. So both arms, every segment and every day are cut alike, and a
 * treatment that makes large values more frequent does not raise its own threshold alone. */
#include <math.h>

#include "analysis/context.h"
#include "analysis/outer.h"
#include "base/number.h"

const hl_spread *hl_analysis__spread(hl_context *context, size_t metric, uint32_t arm,
                                     uint32_t split, int32_t until)
{
    uint32_t width = context->cells->spread_widths[metric];
    if (width == 0)
        return NULL;
    hl_spread *spread = hl_analysis__array(context, 1, sizeof *spread);
    if (spread == NULL)
        return NULL;
    *spread = (hl_spread){.arena = context->arena, .width = width};
    if (hl_cells__spread_total(context->cells, arm, split, until, metric, spread))
        return spread;
    context->failed = true;
    return NULL;
}

static hl_clip pooled_clip(hl_context *context, size_t metric)
{
    hl_spread all = {.arena = context->arena, .width = context->cells->spread_widths[metric]};
    for (uint32_t arm = 0; !context->failed && arm < context->design->arm_count; arm++)
        if (!hl_cells__spread_total(context->cells, arm, 0, context->matured_day, metric, &all))
            context->failed = true;
    return hl_cells__spread_clip(&all, context->design->metrics[metric].winsorize);
}

const hl_clip *hl_analysis__clip(hl_context *context, size_t metric)
{
    if (!(context->design->metrics[metric].winsorize > 0))
        return NULL;
    if (!context->clip_known[metric])
        context->clips[metric] = pooled_clip(context, metric);
    context->clip_known[metric] = true;
    return &context->clips[metric];
}

void hl_analysis__moments_of(hl_context *context, size_t metric, const hl_gram *gram,
                             const hl_spread *spread, hl_moments *out)
{
    const hl_clip *clip = hl_analysis__clip(context, metric);
    if (clip == NULL || spread == NULL) {
        hl_cells__moments(gram, out);
        out->spread = spread;
        return;
    }
    hl_wide sum[HL_CELLS_MAX_VARIABLES];
    hl_wide product[HL_CELLS_MAX_VARIABLES * (HL_CELLS_MAX_VARIABLES + 1) / 2];
    hl_gram clipped = {.width = gram->width, .sum = sum, .product = product};
    hl_cells__gram_clip(gram, spread, clip, &clipped);
    hl_cells__moments(&clipped, out);
    out->spread = spread;
}

static void describe_clip(hl_context *context, size_t metric, hl_metric_result *out)
{
    const hl_clip *clip = hl_analysis__clip(context, metric);
    out->threshold = HL_NONE;
    if (clip == NULL)
        return;
    size_t arms = context->design->arm_count;
    int64_t *clipped = hl_analysis__array(context, arms, sizeof *clipped);
    for (uint32_t arm = 0; clipped != NULL && arm < arms; arm++) {
        const hl_spread *spread =
            hl_analysis__spread(context, metric, arm, 0, context->matured_day);
        if (spread != NULL)
            clipped[arm] = hl_cells__spread_above(spread, clip);
    }
    out->clipped = clipped;
    if (clip->exists)
        out->threshold = hl_base__decimal_to_double(clip->limit);
}

static hl_estimate shown(const hl_spread *spread, double quantile, double conf)
{
    hl_outer outer = hl_analysis__outer(spread, quantile, conf);
    return (hl_estimate){outer.estimate, outer.low, outer.high};
}

static void describe_delays(hl_context *context, size_t metric, hl_metric_result *out)
{
    size_t arms = context->design->arm_count;
    hl_delay *delays = hl_analysis__array(context, arms, sizeof *delays);
    int64_t all = 0;
    for (uint32_t arm = 0; delays != NULL && arm < arms; arm++) {
        hl_spread spread = {.arena = context->arena};
        if (!hl_cells__delay_total(context->cells, arm, context->matured_day, metric, &spread))
            context->failed = true;
        delays[arm].n = hl_cells__spread_units(&spread);
        delays[arm].median = shown(&spread, 0.5, hl_analysis__conf(context));
        delays[arm].p90 = shown(&spread, 0.9, hl_analysis__conf(context));
        all += delays[arm].n;
    }
    out->delays = all > 0 ? delays : NULL;
}

void hl_analysis__describe_spread(hl_context *context, size_t metric, hl_metric_result *out)
{
    describe_clip(context, metric, out);
    if (!context->failed && context->cells->delayed[metric])
        describe_delays(context, metric, out);
}
