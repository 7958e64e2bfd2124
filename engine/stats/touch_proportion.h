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
    bool borrowed;             /* the arm itself cannot tell its deff: taken from the other's icc */
    bool floored;              /* the estimate lay below 0.05 and was raised to it */
} hl_touch_effect;

hl_touch_effect hl_stats__touch_effect(const hl_touch_sums *arm);
/* Effective counts of both arms, to be fed to the score methods. An arm at rate 0 or 1 takes the
 * other's icc with its own sizes; when neither can tell, the icc of both is taken as `otherwise`
 * (for example a planned one; 0 if unknown). */
hl_two_rates hl_stats__touch_rates(const hl_touch_sums *control, const hl_touch_sums *treatment,
                                   double otherwise, hl_touch_effect *of_control,
                                   hl_touch_effect *of_treatment);

#endif
