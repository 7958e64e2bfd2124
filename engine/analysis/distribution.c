/* What the distribution of a metric adds to its moments: winsorizing, and how long units take.
 *
 * WINSORIZING. The threshold is one for the whole analysis: the declared quantile of the matured
 * values of all arms together. So both arms, every segment and every day are cut alike, and a
 * treatment that makes large values more frequent does not raise its own threshold alone. */
#include <math.h>

#include "analysis/context.h"
#include "analysis/planned_look.h"
#include "analysis/quantile_interval.h"
#include "base/number.h"

const hl_histogram *hl_analysis__histogram(hl_context *context, size_t metric, hl_cell_run run)
{
    if (context->cells->histogram_widths[metric] == 0)
        return NULL;
    hl_histogram *histogram = hl_base__arena_alloc(&context->passing, sizeof *histogram);
    if (histogram != NULL)
        *histogram = hl_cells__no_values(context->cells, metric, &context->passing);
    if (histogram != NULL && hl_cells__run_histogram(run, metric, histogram))
        return histogram;
    context->failed = true;
    return NULL;
}

const hl_histogram *hl_analysis__sizes(hl_context *context, size_t metric, hl_cell_run run)
{
    if (!context->cells->sized[metric])
        return NULL;
    hl_histogram *sizes = hl_base__arena_alloc(&context->passing, sizeof *sizes);
    if (sizes != NULL)
        *sizes = hl_cells__no_sizes(&context->passing);
    if (sizes != NULL && hl_cells__run_sizes(run, metric, sizes))
        return sizes;
    context->failed = true;
    return NULL;
}

static hl_cell_run matured(const hl_context *context, size_t metric, uint32_t arm)
{
    return hl_cells__run(&context->index, arm, 0, INT32_MIN,
                         hl_analysis__read_until(context, metric));
}

static hl_clip pooled_clip(hl_context *context, size_t metric)
{
    hl_histogram all = hl_cells__no_values(context->cells, metric, &context->passing);
    for (uint32_t arm = 0; !context->failed && arm < context->design->arm_count; arm++)
        if (!hl_cells__run_histogram(matured(context, metric, arm), metric, &all))
            context->failed = true;
    return hl_cells__histogram_clip(&all, context->design->metrics[metric].winsorize);
}

const hl_clip *hl_analysis__clip(hl_context *context, size_t metric)
{
    if (!(context->design->metrics[metric].winsorize > 0))
        return NULL;
    if (!context->clip_known[metric]) { /* later, threads only read it */
        context->clips[metric] = pooled_clip(context, metric);
        context->clip_known[metric] = true;
    }
    return &context->clips[metric];
}

static const hl_value_runs *runs_of(hl_context *context, const hl_histogram *histogram)
{
    const hl_value_runs *runs = hl_cells__value_runs(histogram, &context->passing);
    if (runs == NULL)
        context->failed = true;
    return runs;
}

void hl_analysis__moments_of(hl_context *context, size_t metric, const hl_gram *gram,
                             const hl_histogram *histogram, const hl_histogram *sizes,
                             hl_moments *out)
{
    const hl_clip *clip = hl_analysis__clip(context, metric);
    if (clip == NULL || histogram == NULL)
        hl_cells__moments(gram, out);
    else
        hl_cells__clipped_moments(gram, histogram, clip, out);
    bool known = sizes != NULL && hl_cells__histogram_units(sizes) == gram->units;
    out->histogram = histogram;
    if (histogram != NULL && context->design->metrics[metric].kind == HL_METRIC_QUANTILE)
        out->runs = runs_of(context, histogram);
    out->sizes = known ? sizes : NULL;
    if (context->cells->sized[metric])
        hl_analysis__clusters(context, gram, clip != NULL, out);
}

static void describe_clip(hl_context *context, size_t metric, hl_metric_result *out)
{
    const hl_clip *clip = hl_analysis__clip(context, metric);
    out->threshold = HL_NAN;
    if (clip == NULL)
        return;
    size_t arms = context->design->arm_count;
    int64_t *clipped = hl_analysis__array(context, arms, sizeof *clipped);
    for (uint32_t arm = 0; clipped != NULL && arm < arms; arm++) {
        const hl_histogram *histogram =
            hl_analysis__histogram(context, metric, matured(context, metric, arm));
        if (histogram != NULL)
            clipped[arm] = hl_cells__histogram_above(histogram, clip);
    }
    out->clipped = clipped;
    if (clip->exists)
        out->threshold = hl_base__decimal_to_double(clip->limit);
}

static hl_estimate shown(const hl_value_runs *runs, double quantile, double conf)
{
    hl_quantile_interval interval = hl_analysis__quantile_interval(runs, quantile, conf);
    return (hl_estimate){interval.estimate, interval.low, interval.high};
}

static void describe_delays(hl_context *context, size_t metric, hl_metric_result *out)
{
    size_t arms = context->design->arm_count;
    hl_delay *delays = hl_analysis__array(context, arms, sizeof *delays);
    int64_t all = 0;
    for (uint32_t arm = 0; delays != NULL && arm < arms; arm++) {
        hl_histogram histogram = {.arena = &context->passing};
        if (!hl_cells__run_delays(matured(context, metric, arm), metric, &histogram))
            context->failed = true;
        const hl_value_runs *runs = runs_of(context, &histogram);
        if (runs == NULL)
            return;
        delays[arm].n = hl_cells__histogram_units(&histogram);
        delays[arm].median = shown(runs, 0.5, hl_analysis__conf(context));
        delays[arm].p90 = shown(runs, 0.9, hl_analysis__conf(context));
        all += delays[arm].n;
    }
    out->delays = all > 0 ? delays : NULL;
}

void hl_analysis__describe_distribution(hl_context *context, size_t metric, hl_metric_result *out)
{
    describe_clip(context, metric, out);
    if (!context->failed && context->cells->delayed[metric])
        describe_delays(context, metric, out);
}
