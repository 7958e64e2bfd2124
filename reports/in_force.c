#include "reports/in_force.h"

#include <math.h>

bool hl_reports__is_anytime(const hl_analysis *analysis)
{
    return analysis->inference == HL_INFER_ANYTIME;
}

hl_in_force hl_reports__in_force(const hl_analysis *analysis, const hl_metric *metric,
                                 const hl_comparison *c)
{
    hl_counting counting = hl_comparison_counting(c, analysis->inference);
    hl_in_force out = {.lift = counting.lift,
                       .difference = counting.difference,
                       .shown = hl_comparison_shown(c, metric->goal, analysis->look_alpha),
                       .p = isnan(analysis->look_alpha)        ? (double)NAN
                            : hl_reports__is_anytime(analysis) ? c->anytime.p
                                                               : c->p,
                       .p_adjusted = c->p_effective_adjusted};
    out.says_lift = hl_comparison_says_lift(c, analysis->inference);
    return out;
}

hl_adjustment hl_reports__adjustment_in_force(const hl_analysis *analysis,
                                              const hl_comparison *comparison)
{
    return hl_reports__is_anytime(analysis) ? comparison->anytime.adjustment
                                            : comparison->adjustment;
}

bool hl_reports__guards_lift(const hl_metric *metric, const hl_in_force *answer)
{
    return isnan(metric->margin) && answer->says_lift;
}

bool hl_reports__is_quoted_stagewise(const hl_analysis *analysis, const hl_finding *finding)
{
    const hl_metric_result *result = &analysis->metrics[finding->metric];
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].arm == finding->arm)
            return result->metric->role == HL_ROLE_PRIMARY && analysis->look > 1 &&
                   finding->code != HL_FOUND_STAGEWISE && finding->name == NULL &&
                   !isnan(result->comparisons[i].stagewise.p);
    return false;
}
