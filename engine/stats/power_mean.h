/* Sample size and power of a comparison of two means. */
#ifndef HL_STATS_POWER_MEAN_H
#define HL_STATS_POWER_MEAN_H

#include "stats/power_proportion.h"

/* P(T > t) of the noncentral t with df and noncentrality delta. */
double hl_stats__noncentral_t_upper(double t, double df, double delta);

/* Control units for difference d with standard deviations s0 and s1, normal approximation;
 * ratio = n treatment / n control. INFINITY when d is 0. */
double hl_stats__n_mean_z(double d, double s0, double s1, double alpha, double ratio, double power);
/* Two-sided t test, n in each arm (real, above 1), equal sd. */
hl_power hl_stats__power_mean_t(double d, double sd, double n, double alpha);
/* The real n per arm with one_tail power; NaN when none up to 1e15 has it. */
double hl_stats__n_mean_t(double d, double sd, double alpha, double power);

#endif
