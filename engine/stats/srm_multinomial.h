/* Sample ratio mismatch of several arms with few units, exact. */
#ifndef HL_STATS_SRM_MULTINOMIAL_H
#define HL_STATS_SRM_MULTINOMIAL_H

#include <stddef.h>

enum { HL_SRM_MOST_TABLES = 2000000 };

/* Number of ways to spread n units over `arms` arms (as a double; may be huge). */
double hl_stats__srm_tables(double n, size_t arms);
/* Exact p: total probability of the splits no more likely than this one (within 1e-7). counts whole
 * and >= 0; arms of weight 0 are left out. NaN when nobody was counted, fewer than two arms have
 * weight, or there are more than HL_SRM_MOST_TABLES splits: then the chi-square is good. */
double hl_stats__srm_multinomial(const double *counts, const double *weights, size_t arms);

#endif
