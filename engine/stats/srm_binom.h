/* Sample ratio mismatch of two arms, exact. */
#ifndef HL_STATS_SRM_BINOM_H
#define HL_STATS_SRM_BINOM_H

/* Two-sided exact binomial p of k successes of n when the share should be `share` in (0,1): the sum
 * of the probabilities that are no larger than that of k (within 1e-7). 0 <= k <= n whole. NaN when
 * n is 0. */
double hl_stats__srm_binom(double k, double n, double share);
/* log P(K = k), K binomial(n, share). */
double hl_stats__binomial_log_mass(double k, double n, double share);

#endif
