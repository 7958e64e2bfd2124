/* Closed-form intervals of the ratio of two proportions and of the odds ratio, and the score
 * interval of the odds ratio. Every function answers NaN when an arm is empty. */
#ifndef HL_STATS_RATE_RATIO_H
#define HL_STATS_RATE_RATIO_H

#include "stats/range.h"
#include "stats/two_rates.h"

typedef struct hl_linear_lift {
    double lift, error, low, high, p;
} hl_linear_lift;

/* Katz et al. 1978, of the ratio; NaN when an arm has no success. */
hl_range hl_stats__katz_log(const hl_two_rates *rates, double conf);
/* Katz on x + 1/2, n + 1/2 (Walter 1975). */
hl_range hl_stats__log_adjusted(const hl_two_rates *rates, double conf);
/* Delta method on the linear scale; all NaN when the control has no success, all but the lift when
 * nothing varies. */
hl_linear_lift hl_stats__lift_delta(const hl_two_rates *rates, double conf);

/* xt (nc - xc) / ((nt - xt) xc): may be +INFINITY; NaN for 0/0. */
double hl_stats__odds_ratio(const hl_two_rates *rates);
/* Woolf 1955; NaN when a cell is 0. */
hl_range hl_stats__odds_woolf(const hl_two_rates *rates, double conf);
/* Woolf on cells + 1/2, centre too (Gart). */
hl_range hl_stats__odds_gart(const hl_two_rates *rates, double conf);
/* Score interval with N/(N-1) (Miettinen & Nurminen 1985); factor false: without it (Cornfield). */
hl_range hl_stats__odds_score(const hl_two_rates *rates, double conf, bool factor);

#endif
