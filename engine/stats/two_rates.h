/* Two arms, each with successes out of units: what every comparison of proportions starts from. */
#ifndef HL_STATS_TWO_RATES_H
#define HL_STATS_TWO_RATES_H

#include <stdbool.h>

/* 0 <= x <= n, n >= 0 in each arm. Effective counts (divided by a design effect) may be
 * fractional. */
typedef struct hl_two_rates {
    double xc, nc; /* control */
    double xt, nt; /* treatment */
} hl_two_rates;

/* xt/nt - xc/nc, without the cancellation of two nearly equal rates. NaN when an arm is empty. */
double hl_stats__rate_difference(const hl_two_rates *rates);
/* (xt/nt) / (xc/nc): +INFINITY when only the control has none, NaN when neither has any or an arm
 * is empty. */
double hl_stats__rate_ratio(const hl_two_rates *rates);
bool hl_stats__rates_empty(const hl_two_rates *rates);
/* The same data with the arms exchanged; with failures for successes. */
hl_two_rates hl_stats__rates_swapped(const hl_two_rates *rates);
hl_two_rates hl_stats__rates_failed(const hl_two_rates *rates);

#endif
