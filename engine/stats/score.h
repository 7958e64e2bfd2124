/* Score tests of two proportions and the intervals that invert them. One statistic z(d) or z(r)
 * gives both, so an interval leaves out "no effect" exactly when the test rejects it. */
#ifndef HL_STATS_SCORE_H
#define HL_STATS_SCORE_H

#include "stats/range.h"
#include "stats/two_rates.h"

typedef enum hl_score_form {
    HL_SCORE_PLAIN,  /* Mee 1984 (difference), Koopman 1984 (ratio) */
    HL_SCORE_FACTOR, /* with N/(N-1): Miettinen & Nurminen 1985 */
    HL_SCORE_SKEWED  /* with N/(N-1) and skewness: Laud 2017, equal tails */
} hl_score_form;

/* The statistic at a hypothesised difference in [-1, 1] or ratio > 0. No arm may be empty; for
 * the ratio some success is needed. 0 where neither observation nor hypothesis varies. */
double hl_stats__score_z_difference(const hl_two_rates *rates, hl_score_form form, double d);
double hl_stats__score_z_ratio(const hl_two_rates *rates, hl_score_form form, double r);

/* z of a score with its variance under the hypothesis and its third moment (0: as it is). */
double hl_stats__score_skewed_z(double score, double variance, double third);

/* Confidence limits, the outermost roots of z = +z_crit (low) and -z_crit (high). conf in (0, 1).
 * NaN when an arm is empty. Ratio: low 0 without successes in the treatment, high +INFINITY
 * without successes in the control. */
hl_range hl_stats__score_difference(const hl_two_rates *rates, hl_score_form form, double conf);
hl_range hl_stats__score_ratio(const hl_two_rates *rates, hl_score_form form, double conf);

#endif
