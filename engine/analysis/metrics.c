/* Every metric: each arm's estimate, and each arm against the control. */
#include "analysis/compare.h"
#include "analysis/effect.h"
#include "analysis/planned_look.h"
#include "analysis/strata.h"
#include "base/number.h"

/* The results are const for who reads them; the steps that made them may complete them. */
hl_comparison *hl_analysis__open(const hl_metric_result *result)
{
    return (hl_comparison *)result->comparisons;
}

hl_estimator_options hl_analysis__estimator_options(const hl_context *context, size_t metric)
{
    return (hl_estimator_options){&context->design->metrics[metric], hl_analysis__conf(context),
                                  context->design->prior_a, context->design->prior_b};
}

const hl_arm_estimate *hl_analysis__arm_estimates(hl_context *context,
                                                  const hl_comparison_input *input)
{
    size_t arms = context->design->arm_count;
    hl_arm_estimate *estimates = hl_analysis__array(context, arms, sizeof *estimates);
    for (size_t i = 0; estimates != NULL && i < arms; i++) {
        estimates[i].arm = i;
        estimates[i].nonzero = estimates[i].effective = HL_NAN;
        estimates[i].clusters = input->samples[i].clusters.effective;
        estimates[i].blank = input->samples[i].blank;
        estimates[i].unreadable = input->samples[i].unread;
        input->estimator->arm(&input->options, &input->samples[i], &estimates[i]);
        if (isnan(input->options.conf))
            estimates[i].low = estimates[i].high = HL_NAN;
    }
    return estimates;
}

void hl_analysis__compare(const hl_comparison_input *input, size_t arm, size_t control,
                          hl_comparison *out)
{
    *out = (hl_comparison){.arm = arm, .control = control};
    hl_analysis__blank(out, input->flags);
    out->method = input->estimator->name;
    input->estimator->compare(&input->options, &input->samples[control], &input->samples[arm], out);
    if (input->options.metric->winsorize > 0)
        out->flags |= HL_FLAG_WINSORIZED;
    if (out->lift.estimate * out->difference.estimate < 0)
        out->flags |= HL_FLAG_NEGATIVE_CONTROL;
    if (isnan(input->options.conf)) {
        hl_analysis__without_ends(&out->difference);
        hl_analysis__without_ends(&out->lift);
        out->flags &= ~(hl_flags)(HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN | HL_FLAG_EXCLUSIVE);
    }
}

static void add_exact(hl_context *context, const hl_comparison_input *input, hl_comparison *out)
{
    if (!(out->flags & HL_FLAG_SMALL_COUNTS) || input->estimator->counts == NULL)
        return;
    hl_two_rates rates =
        input->estimator->counts(&input->samples[out->control], &input->samples[out->arm]);
    (void)hl_analysis__went_well(context, hl_analysis__exact_beside(&rates, out, NULL));
}

/* Units that are planned in two arms together: by their weights, else alike in all arms. */
static double planned_in_both(const hl_design *design, size_t arm, size_t other)
{
    double all = 0;
    for (size_t i = 0; i < design->arm_count; i++)
        all += (double)design->arms[i].weight;
    double both = (double)design->arms[arm].weight + (double)design->arms[other].weight;
    return design->planned_units * (both > 0 ? both / all : 2 / (double)design->arm_count);
}

hl_sequence_design hl_analysis__sequence_design(const hl_context *context, const hl_metric *metric,
                                                size_t arm, size_t control)
{
    const hl_design *design = context->design;
    return (hl_sequence_design){.is_rate = hl_metric_is_rate(metric) && metric->per == HL_PER_UNIT,
                                .adjusted = design->covariate_count > 0,
                                .share = hl_analysis__share(context, arm, control),
                                .expected = metric->expected,
                                .units = planned_in_both(design, arm, control),
                                .alpha = design->alpha};
}

void hl_analysis__compare_with_control(hl_context *context, const hl_comparison_input *input,
                                       size_t arm, hl_comparison *out)
{
    size_t control = context->design->control;
    hl_analysis__compare(input, arm, control, out);
    add_exact(context, input, out);
    hl_sequence_design design =
        hl_analysis__sequence_design(context, input->options.metric, arm, control);
    hl_analysis__anytime(&input->options, input->estimator, &input->samples[control],
                         &input->samples[arm], &design, out);
}

hl_comparison *hl_analysis__comparisons(hl_context *context, const hl_comparison_input *input,
                                        size_t *count)
{
    const hl_design *design = context->design;
    hl_comparison *list = hl_analysis__array(context, design->arm_count - 1, sizeof *list);
    *count = 0;
    for (size_t arm = 0; list != NULL && arm < design->arm_count; arm++)
        if (arm != design->control)
            hl_analysis__compare_with_control(context, input, arm, &list[(*count)++]);
    return list;
}

hl_comparison_input hl_analysis__comparison_input(hl_context *context, size_t metric,
                                                  uint32_t split)
{
    hl_comparison_input input = {.options = hl_analysis__estimator_options(context, metric),
                                 .estimator = &hl_analysis__no_method};
    input.samples = hl_analysis__moments(context, metric, split);
    if (input.samples != NULL)
        input.estimator = hl_analysis__estimator(input.options.metric, input.samples,
                                                 context->design->arm_count, &input.flags);
    return input;
}

/* Units (touches) that are enrolled (sent) but have no closed window yet. A first delay exists only
 * for those who responded, so the others are not immature. */
static int64_t count_immature(hl_context *context, const hl_metric *metric,
                              const hl_moments *samples)
{
    size_t index = (size_t)(metric - context->design->metrics);
    if (!context->has_days || metric->value == HL_VALUE_OF_FIRST_DELAY ||
        hl_analysis__planned_closed(context, index) || context->read_day != INT32_MAX)
        return 0;
    bool touches = metric->per == HL_PER_TOUCH;
    int64_t immature = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        int64_t all = touches ? context->arms[i].touches : context->arms[i].units;
        int64_t closed = touches ? (int64_t)samples[i].sum[1] : samples[i].n;
        immature += all > closed ? all - closed : 0;
    }
    return immature;
}

static void pooled_clustering(const hl_comparison_input *input, size_t control,
                              hl_metric_result *out)
{
    out->icc = out->design_effect = HL_NAN;
    if (input->options.metric->per == HL_PER_TOUCH)
        hl_analysis__clustering(input->options.metric, &input->samples[control], &out->icc,
                                &out->design_effect);
}

static void run_metric(hl_context *context, size_t index)
{
    const hl_metric *metric = &context->design->metrics[index];
    hl_metric_result *out = &context->metrics[index];
    hl_comparison_input input = hl_analysis__comparison_input(context, index, 0);
    if (context->failed)
        return;
    out->metric = metric;
    out->unit = metric->per == HL_PER_TOUCH ? "touch" : context->design->unit;
    out->arms = hl_analysis__arm_estimates(context, &input);
    out->comparisons = hl_analysis__comparisons(context, &input, &out->comparison_count);
    out->immature = count_immature(context, metric, input.samples);
    out->flags = input.flags | (out->immature > 0 ? HL_FLAG_PARTLY_MATURED : 0);
    hl_analysis__describe_distribution(context, index, out);
    pooled_clustering(&input, context->design->control, out);
    for (size_t i = 0; context->strata != HL_STRATA_NONE && i < out->comparison_count; i++)
        hl_analysis__compare_within(context, index, hl_analysis__conf(context),
                                    &hl_analysis__open(out)[i]);
}

void hl_analysis__metrics(hl_context *context)
{
    size_t count = context->design->metric_count;
    context->metrics = hl_analysis__array(context, count, sizeof *context->metrics);
    for (size_t i = 0; !context->failed && i < count; i++)
        run_metric(context, i);
    context->out->metrics = context->metrics;
    context->out->metric_count = count;
}
