/* Sample size and power of two proportions compared by the test that reports read: the
 * skewness-corrected score (scas.h), not the z test of the textbooks (power_proportion.h). */
#ifndef HL_STATS_POWER_SCORE_H
#define HL_STATS_POWER_SCORE_H

#include "stats/power_proportion.h"

/* Probability of rejecting towards the true side. n_control > 0 may be real (effective units). */
double hl_stats__power_score(const hl_rates_plan *plan, double n_control);
/* Control units (real) with this power; INFINITY when p0 = p1 or none up to 1e18 has it. */
double hl_stats__n_score(const hl_rates_plan *plan, double power);
/* As hl_stats__mde_prop. */
double hl_stats__mde_score(const hl_rates_plan *plan, double n_control, double power, int upper);

#endif
