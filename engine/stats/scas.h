/* The default comparison of two proportions: the skewness-corrected score test of Laud (2017) with
 * the factor N/(N-1), and the intervals that invert it. Both tails err equally often, also with few
 * conversions and uneven arms, and there is an answer with zero conversions in an arm.
 *
 *   hl_two_rates rates = {.xc = 57, .nc = 1471, .xt = 87, .nt = 1529};
 *   hl_scas lift = hl_stats__scas_ratio(&rates, 0.95);    low - 1 .. high - 1 is the lift's
 * interval
 *
 * Counts may be effective ones (x / deff, n / deff). */
#ifndef HL_STATS_SCAS_H
#define HL_STATS_SCAS_H

#include "stats/two_rates.h"

typedef struct hl_scas {
    double estimate; /* difference or ratio; ratio: NaN when nobody converted, +INFINITY when only
                        the treatment did */
    double low;      /* NaN when an arm is empty */
    double high;     /* ratio: +INFINITY when the control has no conversion */
    double z;        /* of no effect; positive when the treatment is higher; NaN when the pooled
                        rate is 0 or 1 or an arm is empty */
    double p;        /* two-sided; NaN with z. p < 1 - conf exactly when the interval leaves out no
                        effect, up to rounding */
} hl_scas;

/* conf in (0, 1). estimate, low and high are a difference of rates in [-1, 1]. */
hl_scas hl_stats__scas_diff(const hl_two_rates *rates, double conf);
/* estimate, low and high are a ratio of rates in [0, +INFINITY]; the lift is that minus 1. */
hl_scas hl_stats__scas_ratio(const hl_two_rates *rates, double conf);
/* Only z and p. estimate is the difference; low and high are NaN. */
hl_scas hl_stats__scas_test(const hl_two_rates *rates);

#endif
