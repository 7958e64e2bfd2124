/* Always-valid inference on two means: difference and lift, at every look. */
#ifndef HL_STATS_SEQUENCE_MEAN_H
#define HL_STATS_SEQUENCE_MEAN_H

#include <stdbool.h>

#include "stats/fieller.h"
#include "stats/sample.h"

typedef struct hl_sequence_mean {
    bool ready;       /* false: withheld, the counts do not carry it yet; everything else is NaN */
    double low, high; /* of the difference */
    hl_fieller lift;
    double p;
    double critical; /* multiple of the standard error that the interval takes */
} hl_sequence_mean;

/* What an arm needs: units, and equal contributions that would spread as its values do; or so many
 * units that the second does not matter (not for rates). */
enum { HL_SEQUENCE_UNITS = 100, HL_SEQUENCE_CONTRIBUTIONS = 30, HL_SEQUENCE_ENOUGH_UNITS = 10000 };

/* Do the counts of one arm carry a normal approximation at many looks? */
bool hl_stats__sequence_ready(const hl_sample *arm);
/* The same of values of which some are below 0, so that gains and losses may leave a mean near 0:
 * third: the third central moment, NaN where it is not known. */
bool hl_stats__sequence_signed_ready(const hl_sample *arm, double third);
/* The same of a rate: 30 (cluster-adjusted) ones and 30 zeros, however many units there are. */
bool hl_stats__sequence_rate_ready(const hl_sample *arm);
/* n units in both arms; tightest near nstar units. The caller has asked sequence_ready of both arms
 * (an adjusted mean has no sample of its own). The p-value and both intervals are one test. */
hl_sequence_mean hl_stats__sequence_pair(const hl_mean_pair *means, double n, double alpha,
                                         double nstar);
/* Of two samples, withheld until both are ready. */
hl_sequence_mean hl_stats__sequence_mean(const hl_sample *control, const hl_sample *treatment,
                                         double alpha, double nstar);

#endif
