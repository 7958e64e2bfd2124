/* A proportion of touches, when users get several: effective counts. */
#ifndef HL_STATS_TOUCH_PROPORTION_H
#define HL_STATS_TOUCH_PROPORTION_H

#include <stdbool.h>

#include "stats/two_rates.h"

/* One arm. Unit i has d_i touches, y_i of them successes (0 <= y_i <= d_i): raw sums over units. */
typedef struct hl_touch_sums {
    double units;
    double y, d;       /* sum y, sum d */
    double yy, dd, yd; /* sums of squares and products */
} hl_touch_sums;

typedef struct hl_touch_effect {
    double rate;
    double deff; /* design effect: variance with units as clusters / variance if touches were
                    independent; exactly 1 when no unit has two touches */
    double icc;  /* intra-unit correlation, pairwise estimate; NaN when no unit has two touches or
                    the  rate is 0 or 1 */
    double successes, touches; /* effective: divided by deff */
    bool borrowed;             /* the arm itself cannot tell its deff: taken from the icc of both */
    bool floored;              /* the estimate lay below 0.05 and was raised to it */
} hl_touch_effect;

/* inflation: what the variance by unit is taken times, as units of unequal size ask for
 * (cluster_robust.h); 1: they are alike; NaN: it cannot be told. */
hl_touch_effect hl_stats__touch_effect(const hl_touch_sums *arm, double inflation);
/* icc and deff of a mean over touches; within: the sum of the touches' squared values, without
 * which (0) both are NaN. deff: the variance by unit / that of as many independent touches; icc:
 * pairwise, about the mean. rate is the mean; successes and touches are NaN. */
hl_touch_effect hl_stats__touch_mean_effect(const hl_touch_sums *arm, double within,
                                            double inflation);
/* Effective counts of both arms, to be fed to the score methods, given the effects that the arms
 * tell themselves and the degrees of freedom of those (cluster_robust.h): each is drawn towards
 * what the icc of both arms together makes of the arm's sizes, as if that were worth 20 degrees of
 * freedom. An arm of few clusters has by chance a low rate and a low design effect at once, and is
 * then far too sure of its rate. An arm at rate 0 or 1 takes the icc of both with its own sizes;
 * where that cannot be told either, `otherwise` (for example a planned one; 0 if unknown). Writes
 * what it takes into effects. */
hl_two_rates hl_stats__touch_rates(const hl_touch_sums arms[2], const double df[2],
                                   double otherwise, hl_touch_effect effects[2]);

#endif
