/* Segments: every value of every dimension with its own intervals, a partially pooled lift beside
 * it, and Cochran's Q test of interaction per metric and arm. A segment may be called different
 * only when the interaction holds after Holm over all interactions of the report. */
#include <stdlib.h>
#include <string.h>

#include "analysis/repeats.h"
#include "base/number.h"
#include "stats/adjust.h"

typedef struct valued_split {
    uint32_t split, dimension;
    const char *value;
} valued_split;

static int by_value(const void *a, const void *b)
{
    const valued_split *x = a;
    const valued_split *y = b;
    if (x->dimension != y->dimension)
        return x->dimension < y->dimension ? -1 : 1;
    return strcmp(x->value, y->value);
}

/* All splits but the first, by dimension, and its values in byte order, whatever order the data
 * came in. */
static valued_split *sorted_splits(hl_context *context)
{
    const hl_cells *cells = context->cells;
    size_t count = cells->split_names.count - 1;
    valued_split *list = hl_analysis__array(context, count, sizeof *list);
    for (uint32_t i = 0; list != NULL && i < count; i++)
        list[i] = (valued_split){i + 1, cells->splits[i + 1].dimension, cells->splits[i + 1].value};
    if (list != NULL && count > 1)
        qsort(list, count, sizeof *list, by_value);
    return list;
}

static hl_estimate *no_estimates(hl_context *context, size_t count)
{
    hl_estimate *list = hl_analysis__array(context, count, sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++)
        list[i] = (hl_estimate){HL_NAN, HL_NAN, HL_NAN};
    return list;
}

/* ratios: one row of comparison_count per value */
static void run_value(hl_context *context, hl_repeats *repeats, size_t metric,
                      const valued_split *value, hl_log_ratio *ratios)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, value->split);
    hl_segment_result *out = hl_analysis__append(context, &context->segments, sizeof *out);
    if (context->failed)
        return;
    *out = (hl_segment_result){.by = context->design->dimensions[value->dimension].name,
                               .value = value->value,
                               .metric = metric};
    out->arms = hl_analysis__arm_estimates(context, &input);
    out->comparisons = hl_analysis__repeated(context, repeats, &input, &out->comparison_count);
    out->shrunk_lift = no_estimates(context, out->comparison_count);
    for (size_t i = 0; !context->failed && i < out->comparison_count; i++)
        ratios[i] =
            input.estimator->log_ratio(&input.options, &input.samples[context->design->control],
                                       &input.samples[out->comparisons[i].arm]);
    hl_analysis__pass(context);
}

static void run_dimension(hl_context *context, hl_repeats *repeats, size_t metric,
                          const valued_split *values, size_t count)
{
    size_t others = context->design->arm_count - 1;
    hl_log_ratio *ratios = hl_analysis__array(context, count * others, sizeof *ratios);
    size_t first = context->segments.count;
    for (size_t i = 0; i < count && !context->failed; i++)
        run_value(context, repeats, metric, &values[i], &ratios[i * others]);
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
    if (!hl_analysis__went_well(context, hl_stats__holm(p, p, count, NULL)))
        return;
    for (size_t i = 0; i < count; i++) {
        list[i].p_adjusted = p[i];
        list[i].different = p[i] < context->design->alpha;
    }
}

static void run_metric(hl_context *context, size_t metric, const valued_split *splits)
{
    size_t all = context->cells->split_names.count - 1;
    size_t at = 0;
    hl_repeats repeats = {0};
    for (size_t i = 0; i < context->design->dimension_count && !context->failed; i++) {
        size_t first = at;
        while (at < all && splits[at].dimension == i)
            at++;
        run_dimension(context, &repeats, metric, splits + first, at - first);
    }
    hl_analysis__repeats_free(&repeats);
}

void hl_analysis__segments(hl_context *context)
{
    const valued_split *splits = sorted_splits(context);
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        run_metric(context, m, splits);
    if (!context->failed && context->interactions.count > 0)
        correct_interactions(context);
    context->out->segments = context->segments.items;
    context->out->segment_count = context->segments.count;
    context->out->interactions = context->interactions.items;
    context->out->interaction_count = context->interactions.count;
}
