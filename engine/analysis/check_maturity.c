/* Units whose window is still open, metric by metric. */
#include "analysis/data_checks.h"

static int64_t closed_of(hl_context *context, const hl_metric_result *result)
{
    int64_t closed = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++)
        closed += result->arms[arm].n;
    return closed;
}

static bool alike(hl_context *context, const hl_metric_result *a, const hl_metric_result *b)
{
    return a->metric->per == b->metric->per && a->immature == b->immature &&
           closed_of(context, a) == closed_of(context, b);
}

/* This metric and all later ones that are open alike; none when an earlier one has said it. */
static void add_alike(hl_context *context, size_t index, hl_finding *finding)
{
    size_t metrics = context->design->metric_count;
    hl_finding_item *items = hl_analysis__items(context, finding, metrics);
    const hl_metric_result *mine = &context->metrics[index];
    finding->item_count = 0;
    for (size_t i = 0; i < index; i++)
        if (alike(context, &context->metrics[i], mine))
            return;
    for (size_t i = index; items != NULL && i < metrics; i++)
        if (alike(context, &context->metrics[i], mine))
            items[finding->item_count++].name = context->metrics[i].metric->name;
}

void hl_analysis__check_maturity(hl_context *context)
{
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++) {
        const hl_metric_result *result = &context->metrics[i];
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_IMMATURE, i, SIZE_MAX);
        finding.n = (double)result->immature;
        finding.of = (double)(result->immature + closed_of(context, result));
        if (result->immature > 0)
            add_alike(context, i, &finding);
        if (finding.item_count > 0)
            hl_analysis__check(context, HL_CHECK_IMMATURE, HL_CHECK_OK, &finding);
    }
}
