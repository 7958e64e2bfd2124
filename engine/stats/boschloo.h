/* Boschloo's unconditional exact test: Fisher's p as the statistic. Uniformly more powerful than
 * Fisher's test and exact for every common rate. */
#ifndef HL_STATS_BOSCHLOO_H
#define HL_STATS_BOSCHLOO_H

#include "hookline/error.h"
#include "stats/two_rates.h"

typedef struct hl_boschloo {
    double p_less, p_greater;
    double p_two_central; /* min(1, 2 min(p_less, p_greater)) */
    double p_two_minlike; /* the two-sided Fisher p as the statistic */
} hl_boschloo;

/* Whole counts. Every p is 1 when an arm is empty; all NaN when there are too many users
 * (hl_stats__unconditional_feasible). HL_FAILED only when out of memory. */
HL_NODISCARD hl_status hl_stats__boschloo(const hl_two_rates *rates, hl_boschloo *result,
                                          hl_error *err);
/* p_two_central alone, the same to the last bit, at less than half of the cost. NaN where it would
 * take long (hl_stats__unconditional_quick). */
HL_NODISCARD hl_status hl_stats__boschloo_central(const hl_two_rates *rates, double *p,
                                                  hl_error *err);

#endif
