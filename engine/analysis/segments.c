/* Segments: every value of every dimension with its own intervals, a partially pooled lift beside
 * it, and Cochran's Q test of interaction per metric and arm. A segment may be called different
 * only when the interaction holds after Holm over all interactions of the report. */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "base/number.h"
#include "stats/adjust.h"

typedef struct valued_split {
    uint32_t split;
    const char *value;
} valued_split;

static int by_value(const void *a, const void *b)
{
    return strcmp(((const valued_split *)a)->value, ((const valued_split *)b)->value);
}

/* The values of a dimension in byte order, whatever order the data came in. */
static valued_split *values_of(hl_context *context, uint32_t dimension, size_t *count)
{
    const hl_cells *cells = context->cells;
    valued_split *values = hl_analysis__array(context, cells->split_names.count, sizeof *values);
    *count = 0;
    for (uint32_t i = 1; values != NULL && i < cells->split_names.count; i++)
        if (cells->splits[i].dimension == dimension)
            values[(*count)++] = (valued_split){i, cells->splits[i].value};
    if (*count > 1)
        qsort(values, *count, sizeof *values, by_value);
    return values;
}

static hl_estimate *no_estimates(hl_context *context, size_t count)
{
    hl_estimate *list = hl_analysis__array(context, count, sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++)
        list[i] = (hl_estimate){HL_NAN, HL_NAN, HL_NAN};
    return list;
}

/* ratios: one row of comparison_count per value */
static void run_value(hl_context *context, size_t dimension, size_t metric,
                      const valued_split *value, hl_log_ratio *ratios)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, value->split);
    hl_segment_result *out = hl_analysis__append(context, &context->segments, sizeof *out);
    if (context->failed)
        return;
    *out = (hl_segment_result){
        .by = context->design->dimensions[dimension].name, .value = value->value, .metric = metric};
    out->arms = hl_analysis__arm_estimates(context, &input);
    out->comparisons = hl_analysis__comparisons(context, &input, &out->comparison_count);
    out->shrunk_lift = no_estimates(context, out->comparison_count);
    for (size_t i = 0; !context->failed && i < out->comparison_count; i++)
        ratios[i] =
            input.estimator->log_ratio(&input.options, &input.samples[context->design->control],
                                       &input.samples[out->comparisons[i].arm]);
}

static void run_dimension(hl_context *context, size_t dimension, size_t metric)
{
    size_t count = 0;
    size_t others = context->design->arm_count - 1;
    valued_split *values = values_of(context, (uint32_t)dimension, &count);
    hl_log_ratio *ratios = hl_analysis__array(context, count * others, sizeof *ratios);
    size_t first = context->segments.count;
    for (size_t i = 0; i < count && !context->failed; i++)
        run_value(context, dimension, metric, &values[i], &ratios[i * others]);
    if (!context->failed && count > 1)
        hl_analysis__meta_analysis(context, first, count, ratios);
}

static void correct_interactions(hl_context *context)
{
    size_t count = context->interactions.count;
    hl_interaction *list = context->interactions.items;
    double *p = hl_analysis__array(context, count, sizeof *p);
    if (context->failed)
        return;
    for (size_t i = 0; i < count; i++)
        p[i] = list[i].p;
    if (hl_stats__holm(p, p, count) != 0)
        context->failed = true;
    for (size_t i = 0; i < count; i++) {
        list[i].p_adjusted = p[i];
        list[i].different = p[i] < context->design->alpha;
    }
}

void hl_analysis__segments(hl_context *context)
{
    for (size_t metric = 0; metric < context->design->metric_count; metric++)
        for (size_t i = 0; i < context->design->dimension_count && !context->failed; i++)
            run_dimension(context, i, metric);
    if (!context->failed && context->interactions.count > 0)
        correct_interactions(context);
    context->out->segments = context->segments.items;
    context->out->segment_count = context->segments.count;
    context->out->interactions = context->interactions.items;
    context->out->interaction_count = context->interactions.count;
}
