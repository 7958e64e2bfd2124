/* What the reader of the figures must know beside the checks. */
#include <math.h>

#include "analysis/data_checks.h"
#include "analysis/estimator.h"
#include "stats/exact_beside.h"

enum { ENOUGH_EFFECTIVE = 250 };
#define LEAST_ICC 0.0005 /* what is told as 0.001 */
#define EARLY     0.9    /* of the look's planned units: so many fewer do not move its level much */

static const struct {
    hl_flags flag;
    hl_finding_code code;
} flagged[] = {
    {HL_FLAG_SMALL_COUNTS, HL_FOUND_SMALL_COUNTS},
    {HL_FLAG_INDEPENDENT_TOUCHES, HL_FOUND_INDEPENDENT_TOUCHES},
    {HL_FLAG_NO_METHOD, HL_FOUND_NO_METHOD},
    {HL_FLAG_COVARIATES_WITHHELD, HL_FOUND_COVARIATES_WITHHELD},
    {HL_FLAG_ASYMPTOTIC_WITHHELD, HL_FOUND_ASYMPTOTIC_WITHHELD},
};

/* Where the difference has its always-valid interval all the same, none is missed. */
static hl_flags flags_of(const hl_comparison *c)
{
    bool has_interval = !isnan(c->anytime.d_low) && !isnan(c->anytime.d_high);
    return has_interval ? c->flags & ~(hl_flags)HL_FLAG_ASYMPTOTIC_WITHHELD : c->flags;
}

static hl_flags all_flags(const hl_metric_result *result)
{
    hl_flags flags = result->flags;
    for (size_t i = 0; i < result->comparison_count; i++)
        flags |= flags_of(&result->comparisons[i]);
    return flags;
}

static void warn(hl_context *context, hl_finding_code code, size_t metric)
{
    hl_finding finding = hl_analysis__finding_of(code, metric, SIZE_MAX);
    if (code == HL_FOUND_SMALL_COUNTS)
        finding.limit = HL_SMALL_COUNT;
    hl_analysis__warn(context, &finding);
}

static void warn_of_design_effect(hl_context *context, size_t metric)
{
    bool alike = context->metrics[metric].icc >= LEAST_ICC;
    hl_finding_code code = alike ? HL_FOUND_DESIGN_EFFECT : HL_FOUND_DESIGN_EFFECT_OF_SIZES;
    hl_finding finding = hl_analysis__finding_of(code, metric, SIZE_MAX);
    finding.icc = context->metrics[metric].icc;
    finding.design_effect = context->metrics[metric].design_effect;
    hl_analysis__warn(context, &finding);
}

/* The arm whose units weigh as the fewest, when those are few. */
static void warn_of_clusters(hl_context *context, size_t metric)
{
    const hl_arm_estimate *arms = context->metrics[metric].arms;
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (arms[i].clusters < HL_ANALYSIS_FEW_CLUSTERS &&
            (fewest == SIZE_MAX || arms[i].clusters < arms[fewest].clusters))
            fewest = i;
    if (fewest == SIZE_MAX || (all_flags(&context->metrics[metric]) & HL_FLAG_FEW_CLUSTERS) != 0)
        return;
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_UNEQUAL_CLUSTERS, metric, fewest);
    finding.n = floor(arms[fewest].clusters);
    hl_analysis__warn(context, &finding);
}

/* A skewed mean is scored with its third sum; without it there is only the t test, which errs where
 * few values carry an arm: 1 / sqrt(of them) times 1 to 3, the baskets' own skewness, is at most
 * that of the difference, which 0.18 bears (skewed.c). */
static void warn_of_unknown_skewness(hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        const hl_arm_estimate *arm = &result->arms[i];
        bool uneven = arm->effective < (double)arm->n / 2 && arm->effective < ENOUGH_EFFECTIVE;
        if (isnan(arm->nonzero) && uneven &&
            (fewest == SIZE_MAX || arm->effective < result->arms[fewest].effective))
            fewest = i;
    }
    if (fewest == SIZE_MAX || result->metric->kind != HL_METRIC_MEAN)
        return;
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_SKEWNESS_UNKNOWN, metric, fewest);
    finding.n = floor(result->arms[fewest].effective);
    hl_analysis__warn(context, &finding);
}

static void warn_of_metric(hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    hl_flags flags = all_flags(result);
    for (size_t i = 0; i < sizeof flagged / sizeof flagged[0]; i++)
        if (flags & flagged[i].flag)
            warn(context, flagged[i].code, metric);
    if (result->design_effect > 1.005)
        warn_of_design_effect(context, metric);
    warn_of_clusters(context, metric);
    warn_of_unknown_skewness(context, metric);
}

/* A look that is said is believed, and its level is that of its planned time. */
static void warn_of_early_look(hl_context *context)
{
    const hl_design *design = context->design;
    const hl_analysis *out = context->out;
    if (context->options->look == 0 || out->look == 0 || isnan(out->information) ||
        out->information >= EARLY * design->looks[out->look - 1])
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_LOOK_EARLY);
    finding.share = out->information;
    finding.n = round(out->information * design->planned_units);
    finding.of = ceil(design->looks[out->look - 1] * design->planned_units);
    hl_analysis__warn(context, &finding);
}

void hl_analysis__warnings(hl_context *context)
{
    if (!hl_analysis__weights_known(context))
        warn(context, HL_FOUND_NO_WEIGHTS, SIZE_MAX);
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++)
        warn_of_metric(context, i);
    warn_of_early_look(context);
    if (context->design->inference == HL_INFER_ANYTIME)
        warn(context, HL_FOUND_ANYTIME_DECIDES, SIZE_MAX);
}
