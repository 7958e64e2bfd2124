/* Always-valid comparison of two rates of any size: 2 x 2 safe test. */
#ifndef HL_STATS_SAFE_RATES_H
#define HL_STATS_SAFE_RATES_H

#include <stddef.h>

#include "stats/two_rates.h"

typedef enum hl_safe_scale { HL_SAFE_DIFFERENCE, HL_SAFE_LIFT } hl_safe_scale;

typedef struct hl_safe_rates {
    double low, high; /* of the difference, or of the lift (high may be INFINITY); NaN before there
                         is data, and when no value survived every look (the effect drifts) */
    double p;         /* always valid; 1 before there is evidence */
    double log_e;     /* log of the running maximum of the e-process against "no effect" */
} hl_safe_rates;

/* blocks[count] in the order of time, each with the units of both arms that matured in it (a day);
 * sizes may be chosen by the past but not by the outcomes. Holds at any stopping time, for any
 * common rate that may change from block to block. `expected` is the rate that the definition
 * expects (NaN: not said): the first guess, which costs width when wrong, never validity. conf in
 * (0, 1). */
hl_safe_rates hl_stats__safe_rates(const hl_two_rates *blocks, size_t count, hl_safe_scale scale,
                                   double expected, double conf);
/* log of the running maximum of the e-process against effect: treatment = control + effect, or
 * treatment = (1 + effect) control. */
double hl_stats__safe_log_e(const hl_two_rates *blocks, size_t count, hl_safe_scale scale,
                            double expected, double effect);

#endif
