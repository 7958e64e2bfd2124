/* Intervals of one proportion: x successes of n trials, independent and of one probability.
 *
 * WILSON'S score interval: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). The end near
 * 0 or 1 is taken from the product of the two roots, so that it does not cancel when the rate is
 * tiny. Wilson, E. B. (1927), Probable inference, JASA 22:209-212; Newcombe (1998a) method 3.
 *
 * AGRESTI-COULL, "add two successes and two failures": p~ -+ z sqrt(p~ (1 - p~) / (n + z^2)), with
 * p~ = (x + z^2/2) / (n + z^2). Agresti, A. & Coull, B. A. (1998), The American Statistician
 * 52:119-126.
 *
 * CLOPPER-PEARSON, exact: the rates at which the observed count or a more extreme one has
 * probability (1 - conf) / 2, as quantiles of beta distributions. Clopper, C. J. & Pearson, E. S.
 * (1934), Biometrika 26:404-413.
 *
 * JEFFREYS: the equal-tailed posterior interval under Jeffreys' prior, quantiles of
 * Beta(x + 1/2, n - x + 1/2); not modified at x = 0 or x = n, where Brown, Cai & DasGupta (2001),
 * Statistical Science 16:101-133, set the end to 0 or 1. */
#ifndef HL_STATS_PROPORTION_INTERVAL_H
#define HL_STATS_PROPORTION_INTERVAL_H

#include "stats/range.h"

/* For all: 0 <= x <= n, conf in (0,1); NaN ends when n is 0. */

/* x and n may be fractional effective counts. The low end is exactly 0 at x = 0, the high end
 * exactly 1 at x = n. */
hl_range hl_stats__wilson(double x, double n, double conf);
/* Not clipped to [0, 1]. */
hl_range hl_stats__agresti_coull(double x, double n, double conf);
/* Low 0 at x = 0, high 1 at x = n. */
hl_range hl_stats__clopper_pearson(double x, double n, double conf);
hl_range hl_stats__jeffreys(double x, double n, double conf);

#endif
