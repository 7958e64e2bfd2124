/* What the reader of the figures must know beside the checks. */
#include "analysis/check.h"
#include "base/number.h"

static const struct {
    hl_flags flag;
    hl_phrase phrase;
} flagged[] = {
    {HL_FLAG_SMALL_COUNTS, HL_SAY_W_SMALL_COUNTS},
    {HL_FLAG_INDEPENDENT_TOUCHES, HL_SAY_W_INDEPENDENT},
    {HL_FLAG_NO_METHOD, HL_SAY_W_NO_METHOD},
    {HL_FLAG_COVARIATES_WITHHELD, HL_SAY_W_COVARIATES_WITHHELD},
    {HL_FLAG_ASYMPTOTIC_WITHHELD, HL_SAY_W_ASYMPTOTIC_WITHHELD},
};

static hl_flags all_flags(const hl_metric_result *result)
{
    hl_flags flags = result->flags;
    for (size_t i = 0; i < result->comparison_count; i++)
        flags |= result->comparisons[i].flags;
    return flags;
}

static void warn_of_metric(hl_context *context, const hl_metric_result *result)
{
    hl_sentence_pair parts[3] = {hl_analysis__part(result->metric->name)};
    hl_flags flags = all_flags(result);
    for (size_t i = 0; i < sizeof flagged / sizeof flagged[0]; i++)
        if (flags & flagged[i].flag)
            hl_analysis__warn(context, flagged[i].phrase, parts, 1);
    if (!(result->design_effect > 1.005))
        return;
    parts[1] = hl_analysis__part_number(context, result->design_effect, 2, HL_SHOW_VALUE);
    parts[2] = hl_analysis__part_number(context, result->icc, 3, HL_SHOW_VALUE);
    hl_analysis__warn(context, HL_SAY_W_DESIGN_EFFECT, parts, 3);
}

void hl_analysis__warnings(hl_context *context)
{
    if (!hl_analysis__weights_known(context))
        hl_analysis__warn(context, HL_SAY_W_NO_WEIGHTS, NULL, 0);
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++)
        warn_of_metric(context, &context->metrics[i]);
    if (context->design->inference == HL_INFER_ANYTIME)
        hl_analysis__warn(context, HL_SAY_W_FIXED_LOOK, NULL, 0);
}
