/* Barnard's unconditional exact test with the pooled z statistic. */
#ifndef HL_STATS_BARNARD_H
#define HL_STATS_BARNARD_H

#include "hookline/error.h"
#include "stats/two_rates.h"

typedef struct hl_barnard {
    double p_two;
    double rate_two; /* the common rate at which p_two is reached; NaN when p_two is 1 */
    double p_greater, p_less;
} hl_barnard;

/* Whole counts. Every p is 1 when an arm is empty; all NaN when there are too many tables
 * (hl_stats__unconditional_feasible). HL_FAILED only when out of memory. */
HL_NODISCARD hl_status hl_stats__barnard(const hl_two_rates *rates, hl_barnard *result,
                                         hl_error *err);

#endif
