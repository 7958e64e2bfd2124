/* The ratios of several strata, each partly pooled with the others: a random-effects model of the
 * log ratios on every stratum's own likelihood, so that few counts say no more than they do. */
#ifndef HL_STATS_SHRINKAGE_H
#define HL_STATS_SHRINKAGE_H

#include <stddef.h>

#include "stats/stratum.h"

/* One stratum's log ratio given all. */
typedef struct hl_shrunk {
    double estimate, low, high;
} hl_shrunk;

typedef struct hl_shrinkage {
    size_t informative; /* strata that say something of the ratio */
    double mean;        /* of the log ratios' distribution */
    double tau;         /* its standard deviation: the likeliest */
    double carried; /* the information on the log ratio, were there no effect: 1 over its variance.
                       Of rare conversions their number times the shares of both arms,
                       n_c n_t / N^2; which arm they fell to has no part in it. */
} hl_shrinkage;

/* strata[count]; ratio: the common one, as estimated, where the search starts; conf in (0, 1).
 * shrunk[count] is filled, with NaN for strata without weight. Everything is NaN where ratio is not
 * positive and finite, or fewer than two strata are informative. */
hl_shrinkage hl_stats__shrinkage(const hl_two_arms *strata, size_t count, double ratio, double conf,
                                 hl_shrunk *shrunk);

#endif
