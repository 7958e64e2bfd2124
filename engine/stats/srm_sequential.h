/* Sample ratio mismatch watched from the first unit on, through ramps. */
#ifndef HL_STATS_SRM_SEQUENTIAL_H
#define HL_STATS_SRM_SEQUENTIAL_H

#include <stddef.h>

typedef struct hl_srm_sequential {
    double log_e; /* log of the running maximum of the e-process */
    double p;     /* always valid: min(1, exp(-log_e)) */
    double n;
    size_t suspect; /* arm whose loss or gain explains it best; index */
    double tilt;    /* that arm's users seen / expected, at the likeliest grid point; 1: none */
} hl_srm_sequential;

/* blocks x arms: counts[b * arms + i] units enrolled in block b (a day) into arm i, under the
 * weights[b * arms + i] in force then (any positive scale; 0 where the arm was closed). Blocks in
 * the order of time. A unit in a closed arm gives p = 0. At most 64 arms. */
hl_srm_sequential hl_stats__srm_sequential(const double *counts, const double *weights,
                                           size_t blocks, size_t arms);

#endif
