/* Several arms against one control. */
#ifndef HL_STATS_DUNNETT_H
#define HL_STATS_DUNNETT_H

#include <stddef.h>

#include "stats/fieller.h"

/* The statistics of k comparisons with one control have correlations lambda_i lambda_j, where
 * lambda_i^2 is the control's share of the variance of the i-th difference:
 * (vc/nc) / (vc/nc + vi/ni); with equal variances ni / (ni + nc). df may be INFINITY. */
typedef struct hl_dunnett {
    const double *lambda; /* k of them, each in [0, 1) */
    size_t k;
    double df;
    int sides; /* 2, or 1 (treatments greater) */
} hl_dunnett;

/* P(max |T_i| >= t), or P(max T_i >= t) one-sided: the adjusted p of an observed |t|. Relative
 * accuracy near 1e-12, far tails too. NaN (no answer) when the input cannot be. */
double hl_stats__dunnett_p(const hl_dunnett *dunnett, double t);
/* The t with hl_stats__dunnett_p = 1 - conf: the critical value of simultaneous intervals. */
double hl_stats__dunnett_critical(const hl_dunnett *dunnett, double conf);
/* k treatments against one control from estimated means: variances may differ (Welch) and the
 * allocation may be any. df[k] are those of each comparison; the smallest is taken. p_adjusted[k]
 * (may be NULL) gets the single-step p of each difference; the critical value returned makes
 * simultaneous intervals: difference -+ critical se, and Fieller's set of each lift. Comparisons
 * without an answer (NaN) take no part and get NaN. NaN when none has one. */
double hl_stats__dunnett_pairs(const hl_mean_pair *pairs, const double *df, size_t k, double conf,
                               double *p_adjusted);

#endif
