/* What the inference in force says of a comparison: the one that the verdict reads, be it fixed, at
 * a planned look or always valid. */
#ifndef HL_REPORTS_IN_FORCE_H
#define HL_REPORTS_IN_FORCE_H

#include "hookline/analysis.h"

typedef struct hl_in_force {
    hl_estimate lift, difference;
    bool says_lift; /* otherwise the difference speaks for the comparison */
    int shown;      /* 1 better, -1 worse, 0 neither shown */
    double p, p_adjusted;
} hl_in_force;

bool hl_reports__is_anytime(const hl_analysis *analysis);
hl_in_force hl_reports__in_force(const hl_analysis *analysis, const hl_metric *metric,
                                 const hl_comparison *comparison);
/* How p_adjusted was made. */
hl_adjustment hl_reports__adjustment_in_force(const hl_analysis *analysis,
                                              const hl_comparison *comparison);
/* Of a guardrail: its difference where the margin is one, else what speaks for it. */
bool hl_reports__guards_lift(const hl_metric *metric, const hl_in_force *answer);

/* Whether the interval of a finding's comparison is said by a finding of its own, which takes the
 * earlier looks into account: else two would stand there to be quoted. */
bool hl_reports__is_quoted_stagewise(const hl_analysis *analysis, const hl_finding *finding);

#endif
