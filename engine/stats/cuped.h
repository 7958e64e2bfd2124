/* One pre-experiment covariate: CUPED as the common tools compute it. */
#ifndef HL_STATS_CUPED_H
#define HL_STATS_CUPED_H

#include "stats/lift_delta.h"
#include "stats/welch.h"

/* One arm's moments of y and the covariate x (divisor n - 1). */
typedef struct hl_paired_sample {
    double n, mean_y, mean_x, var_y, var_x, cov;
} hl_paired_sample;

typedef struct hl_cuped {
    double theta;      /* slope, both arms pooled */
    hl_sample control; /* adjusted: mean y - theta (mean x - pooled mean x), variance */
    hl_sample treatment;
    double difference;
    double reduction; /* 1 - se^2 / se_unadjusted^2 */
} hl_cuped;

hl_cuped hl_stats__cuped(const hl_paired_sample *control, const hl_paired_sample *treatment);
/* Welch on the adjusted arms. */
hl_welch hl_stats__cuped_welch(const hl_cuped *cuped, double conf);
/* Lift over the unadjusted control mean, as gbstats. */
hl_lift hl_stats__cuped_lift_gb(const hl_paired_sample *control, const hl_paired_sample *treatment,
                                double conf);

#endif
