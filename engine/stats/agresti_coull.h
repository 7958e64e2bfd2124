/* The "add two successes and two failures" interval of one proportion. */
#ifndef HL_STATS_AGRESTI_COULL_H
#define HL_STATS_AGRESTI_COULL_H

#include "stats/wilson.h"

/* x of n, 0 <= x <= n; NaN when n is 0. Not clipped to [0, 1]. */
hl_range hl_stats__agresti_coull(double x, double n, double conf);

#endif
