#include "reports/in_force.h"

#include <math.h>

bool hl_reports__is_anytime(const hl_analysis *analysis)
{
    return analysis->inference == HL_INFER_ANYTIME;
}

hl_in_force hl_reports__in_force(const hl_analysis *analysis, const hl_metric *metric,
                                 const hl_comparison *c)
{
    hl_quoted quoted = hl_comparison_quoted(c, analysis->inference, analysis->look);
    hl_in_force out = {.lift = quoted.lift,
                       .difference = quoted.difference,
                       .shown = hl_comparison_shown(c, metric->goal, analysis->look_alpha),
                       .p = isnan(analysis->look_alpha) ? (double)NAN : quoted.p,
                       .p_adjusted = quoted.p_adjusted,
                       .own_alpha = hl_reports__quoted_alpha(analysis, c)};
    if (out.own_alpha == hl_reports__column_alpha(analysis, metric->role))
        out.own_alpha = (double)NAN;
    out.says_lift = hl_comparison_says_lift(c, analysis->inference);
    for (size_t m = 0; m < analysis->metric_count; m++)
        out.apart = out.apart || (analysis->metrics[m].metric == metric &&
                                  hl_analysis_counted_apart(analysis, m, c->arm));
    return out;
}

double hl_reports__quoted_alpha(const hl_analysis *analysis, const hl_comparison *c)
{
    bool stagewise = hl_comparison_quoted(c, analysis->inference, analysis->look).stagewise;
    return stagewise ? analysis->design->alpha : analysis->look_alpha;
}

double hl_reports__column_alpha(const hl_analysis *analysis, hl_metric_role role)
{
    double whole = analysis->design->alpha;
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        for (size_t i = 0; result->metric->role == role && i < result->comparison_count; i++)
            if (hl_reports__quoted_alpha(analysis, &result->comparisons[i]) != whole)
                return analysis->look_alpha;
    }
    return role == HL_ROLE_PRIMARY ? whole : analysis->look_alpha;
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

double hl_reports__alpha_of_finding(const hl_analysis *analysis, const hl_finding *finding)
{
    const hl_metric_result *result = &analysis->metrics[finding->metric];
    for (size_t i = 0; finding->name == NULL && i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (c->arm == finding->arm && c->control == finding->other)
            return hl_reports__quoted_alpha(analysis, c);
    }
    return analysis->look_alpha;
}
