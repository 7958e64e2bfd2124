/* Units whose window is still open, metric by metric. */
#include "analysis/check.h"
#include "base/number.h"

void hl_analysis__check_maturity(hl_context *context)
{
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++) {
        const hl_metric_result *result = &context->metrics[i];
        int64_t all = result->immature;
        for (size_t arm = 0; arm < context->design->arm_count; arm++)
            all += result->arms[arm].n;
        if (result->immature == 0)
            continue;
        bool touches = result->metric->per == HL_PER_TOUCH;
        hl_sentence_pair what =
            touches ? (hl_sentence_pair){"touches", "次触达"} : (hl_sentence_pair){"units", "人"};
        hl_sentence_pair parts[] = {hl_analysis__part(result->metric->name),
                                    hl_analysis__part_count(context, result->immature),
                                    hl_analysis__part_count(context, all), what};
        hl_analysis__check(context, "immature", HL_CHECK_OK, HL_NONE, HL_SAY_IMMATURE, parts, 4);
    }
}
