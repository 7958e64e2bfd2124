/* The exact interval of one proportion. */
#ifndef HL_STATS_CLOPPER_PEARSON_H
#define HL_STATS_CLOPPER_PEARSON_H

#include "stats/wilson.h"

/* x of n, 0 <= x <= n; NaN when n is 0. Low 0 at x = 0, high 1 at x = n. */
hl_range hl_stats__clopper_pearson(double x, double n, double conf);

#endif
