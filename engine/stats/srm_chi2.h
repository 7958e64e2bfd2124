/* Sample ratio mismatch by Pearson's chi-square. */
#ifndef HL_STATS_SRM_CHI2_H
#define HL_STATS_SRM_CHI2_H

#include <stddef.h>

typedef struct hl_srm_chi2 {
    double x2;
    double df; /* arms of positive weight - 1 */
    double p;
    double log10_p;              /* also where p underflows */
    double extra_in_zero_weight; /* units in arms that should have none */
} hl_srm_chi2;

/* counts and weights of `arms` arms, all >= 0. x2 and p are NaN when nobody was counted or fewer
 * than two arms have weight. */
hl_srm_chi2 hl_stats__srm_chi2(const double *counts, const double *weights, size_t arms);
/* Natural logarithm of P(chi2_df > x2), also where that underflows. */
double hl_stats__chi2_log_upper(double x2, double df);

#endif
