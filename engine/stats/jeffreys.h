/* The equal-tailed posterior interval of one proportion under Jeffreys' prior. */
#ifndef HL_STATS_JEFFREYS_H
#define HL_STATS_JEFFREYS_H

#include "stats/wilson.h"

/* x of n, 0 <= x <= n; NaN when n is 0. */
hl_range hl_stats__jeffreys(double x, double n, double conf);

#endif
