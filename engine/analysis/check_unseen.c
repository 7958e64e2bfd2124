/* Metrics of which no unit of any arm has anything, where something is said of them all the same: a
 * guardrail holds, an arm ships by another metric. Nobody did it, or nobody was told of it: which
 * of the two is for the reader to find out. */
#include "analysis/data_checks.h"
#include "analysis/reasons.h"
#include "analysis/withheld.h"

static bool is_unseen(const hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    bool judged = false;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (!hl_metric_nothing_seen(result, c))
            return false;
        judged = judged || !hl_analysis__has_few_units(context, metric, c);
    }
    return judged;
}

void hl_analysis__check_unseen(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_METRIC_UNSEEN, m, SIZE_MAX);
        if (!is_unseen(context, m))
            continue;
        for (size_t i = 0; i < context->design->arm_count; i++)
            finding.n = (i == 0 ? 0 : finding.n) + (double)context->metrics[m].arms[i].n;
        hl_analysis__check(context, HL_CHECK_UNSEEN, HL_CHECK_WARN, &finding);
    }
}
