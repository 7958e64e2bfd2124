/* Always-valid comparison of two proportions from every sequence that can answer for it. */
#ifndef HL_STATS_SEQUENCE_RATES_H
#define HL_STATS_SEQUENCE_RATES_H

#include "stats/fieller.h"
#include "stats/safe_rates.h"
#include "stats/sequence_plan.h"

typedef struct hl_rate_sequence {
    double low, high; /* of the difference, or of the ratio of rates: 0 when no treatment user
                         converted, +INFINITY when no control user did. NaN: no value agrees with
                         the data */
    double p;         /* of no effect, valid at every look; the same on both scales */
} hl_rate_sequence;

/* What is known at a look. means: the arms' rates (adjusted), n units in both; NULL while the
 * counts do not carry them. share: planned, of the treatment; NaN when not known. No arm is empty.
 */
typedef struct hl_rates_seen {
    hl_two_rates rates;
    double share;
    double expected; /* NaN: not said */
    const hl_mean_pair *means;
    double n;
} hl_rates_seen;

/* At level 1 - conf for all looks together. The ratio needs plan->exact > 0. */
hl_rate_sequence hl_stats__sequence_rates(const hl_rates_seen *seen, const hl_sequence_plan *plan,
                                          hl_safe_scale scale, double conf);
/* log of the evidence against `effect`. */
double hl_stats__sequence_rates_log_e(const hl_rates_seen *seen, const hl_sequence_plan *plan,
                                      hl_safe_scale scale, double effect);

#endif
