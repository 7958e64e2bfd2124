/* Ratio of two sums with units as clusters: revenue per order, replies per touch. */
#ifndef HL_STATS_RATIO_H
#define HL_STATS_RATIO_H

#include "stats/fieller.h"
#include "stats/lift_delta.h"
#include "stats/welch.h"

/* One arm: per unit a numerator y and a denominator d (divisor n - 1). */
typedef struct hl_ratio_sample {
    double n, mean_y, mean_d, var_y, var_d, cov;
} hl_ratio_sample;

/* The ratio as the mean of a linearised variable: estimate, and variance of that variable per unit,
 * so that variance / n is the squared standard error. variance is exactly 0 when y and d are
 * proportional; everything NaN when mean_d is not above 0 or n < 2. */
hl_sample hl_stats__ratio_linearised(const hl_ratio_sample *arm);

/* Delta method, t with Satterthwaite df. NaN where an arm's ratio does not exist or does not vary.
 */
hl_welch hl_stats__ratio_welch(const hl_ratio_sample *control, const hl_ratio_sample *treatment,
                               double conf);
/* The two ratios as estimates, for Fieller's set of the lift: with the critical value of
 * ratio_welch it leaves out 0 exactly when that test rejects. */
hl_mean_pair hl_stats__ratio_pair(const hl_ratio_sample *control, const hl_ratio_sample *treatment);

#endif
