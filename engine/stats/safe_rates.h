/* The 2 x 2 safe test on totals: evidence against a difference or a ratio of two rates that is
 * valid whenever one looks, exact from the first unit on. */
#ifndef HL_STATS_SAFE_RATES_H
#define HL_STATS_SAFE_RATES_H

#include "stats/two_rates.h"

typedef enum hl_safe_scale {
    HL_SAFE_DIFFERENCE, /* treatment = control + effect, effect in (-1, 1) */
    HL_SAFE_RATIO       /* treatment = effect * control, effect > 0 */
} hl_safe_scale;

/* What the bets are tuned to; wrong, it costs width, never validity. */
typedef struct hl_safe_prior {
    double rate;       /* expected, in (0, 1) */
    double converters; /* weight of the prior in converted units: the interval is narrowest once
                          some eight times as many (at alpha 0.05) have come; > 0 */
} hl_safe_prior;

/* log of the evidence against `effect`: its exponential has mean at most 1 at every look when
 * `effect` is true. Units are assigned independently, the treatment's share of them in (0, 1), one
 * outcome each; both rates may change from unit to unit as long as `effect` stays. */
double hl_stats__safe_log_e(const hl_two_rates *rates, double share, const hl_safe_prior *prior,
                            hl_safe_scale scale, double effect);

#endif
