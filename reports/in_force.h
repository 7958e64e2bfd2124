/* What the inference in force says of a comparison: the one that the verdict reads, be it fixed, at
 * a planned look or always valid. */
#ifndef HL_REPORTS_IN_FORCE_H
#define HL_REPORTS_IN_FORCE_H

#include "hookline/analysis.h"

typedef struct hl_in_force {
    hl_estimate lift, difference;
    bool says_lift; /* otherwise the difference speaks for the comparison */
    int shown;      /* 1 better, -1 worse, 0 neither shown */
    bool apart;     /* other people are counted than in the control */
    double p, p_adjusted;
    double own_alpha; /* 1 - the level of the intervals, where the column's head says another; or
                         NaN */
} hl_in_force;

bool hl_reports__is_anytime(const hl_analysis *analysis);
hl_in_force hl_reports__in_force(const hl_analysis *analysis, const hl_metric *metric,
                                 const hl_comparison *comparison);
/* How p_adjusted was made. */
hl_adjustment hl_reports__adjustment_in_force(const hl_analysis *analysis,
                                              const hl_comparison *comparison);
/* Of a guardrail: its difference where the margin is one, else what speaks for it. */
bool hl_reports__guards_lift(const hl_metric *metric, const hl_in_force *answer);

/* The level of the interval that is said of a comparison: of the look, or of all planned looks. */
double hl_reports__quoted_alpha(const hl_analysis *analysis, const hl_comparison *comparison);
/* ... that the heads of columns say of metrics of a role; a cell of another level says its own. */
double hl_reports__column_alpha(const hl_analysis *analysis, hl_metric_role role);
/* ... of the comparison that a finding is about; of a segment that of the look. */
double hl_reports__alpha_of_finding(const hl_analysis *analysis, const hl_finding *finding);

#endif
