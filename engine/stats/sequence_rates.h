/* Always-valid lift of a proportion from both sequences that can answer for it. */
#ifndef HL_STATS_SEQUENCE_RATES_H
#define HL_STATS_SEQUENCE_RATES_H

#include "stats/anytime_ratio.h"
#include "stats/fieller.h"
#include "stats/sequence_plan.h"

/* Converters xc, xt of arms whose planned share of the treatment is `share`; means: the arms' rates
 * (adjusted), n units in both, NULL while the counts do not carry them. p and the interval of the
 * lift are one test, at level 1 - conf for all looks together. NaN ends: no lift agrees with the
 * data. */
hl_anytime hl_stats__sequence_rates(double xc, double xt, double share, const hl_mean_pair *means,
                                    double n, const hl_sequence_plan *plan, double conf);
/* log of the evidence against the ratio r of rates. */
double hl_stats__sequence_rates_log_e(double xc, double xt, double share, const hl_mean_pair *means,
                                      double n, const hl_sequence_plan *plan, double r);

#endif
