/* Always-valid interval of the difference of two rates that answers from the first unit on. */
#ifndef HL_STATS_ANYTIME_DIFFERENCE_H
#define HL_STATS_ANYTIME_DIFFERENCE_H

#include "stats/range.h"
#include "stats/two_rates.h"

/* Units assigned independently, one outcome each; rho: the treatment's share of assignment, NaN
 * when not known (then wider). `expected`: the rate that the definition expects, NaN when it does
 * not say; it costs width when wrong, never validity. conf in (0, 1), for all looks together. NaN
 * when an arm is empty, or when no difference agrees with the data (then rho does not). */
hl_range hl_stats__anytime_difference(const hl_two_rates *rates, double rho, double expected,
                                      double conf);
/* log of the evidence against "the difference is d"; -INFINITY without data. */
double hl_stats__anytime_difference_log_e(const hl_two_rates *rates, double rho, double expected,
                                          double d);

#endif
