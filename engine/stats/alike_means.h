/* Whether two samples were drawn from one population, by their means. */
#ifndef HL_STATS_ALIKE_MEANS_H
#define HL_STATS_ALIKE_MEANS_H

#include "stats/sample.h"

/* Two-sided p. NaN when a sample has fewer than 2 values, or all values are one. */
double hl_stats__alike_means(const hl_sample *a, const hl_sample *b);

#endif
