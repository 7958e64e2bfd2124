/* Do the ratios of several strata differ by more than chance? */
#ifndef HL_STATS_HETEROGENEITY_H
#define HL_STATS_HETEROGENEITY_H

#include <stddef.h>

#include "stats/stratum.h"

typedef struct hl_heterogeneity {
    size_t informative; /* strata that say something of the ratio */
    double q, df; /* q is chi-square on df when all ratios are the same: scaled so that mean and
                     variance agree, which few counts change */
    double p;
} hl_heterogeneity;

/* ratio: the common one, as estimated (stats/mantel_haenszel.h). NaN with fewer than two
 * informative strata, or when ratio is not positive and finite. */
hl_heterogeneity hl_stats__heterogeneity(const hl_two_arms *strata, size_t count, double ratio);

#endif
