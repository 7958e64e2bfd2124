/* Too many? The exact upper tail of a binomial count. */
#ifndef HL_STATS_BINOMIAL_UPPER_H
#define HL_STATS_BINOMIAL_UPPER_H

/* P(K >= k), K binomial(n, rate): 0 <= k <= n whole, 0 <= rate <= 1. */
double hl_stats__binomial_upper(double k, double n, double rate);

#endif
