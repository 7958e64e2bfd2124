/* The greatest probability of a region of 2x2 tables over the common rate. */
#ifndef HL_STATS_UNCONDITIONAL_H
#define HL_STATS_UNCONDITIONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/two_rates.h"

/* Users for which an unconditional test will go through the tables at most: its time grows as
 * n sqrt(n). */
#define HL_MOST_USERS 20000.0

/* Whether nc + nt is within it. */
bool hl_stats__unconditional_feasible(const hl_two_rates *rates);
/* ... and within 16 million tables, so that one test takes a tenth of a second or so: reports make
 * many. */
bool hl_stats__unconditional_quick(const hl_two_rates *rates);

typedef struct hl_supremum {
    double p;
    double rate; /* where it is reached: one of possibly several */
} hl_supremum;

/* given[s], 0 <= s <= n: the probability of the region given s successes in all n users (a
 * hypergeometric probability, so free of the rate). sup over rate of
 * sum_s given[s] binomial(s; n, rate). */
hl_supremum hl_stats__supremum(const double *given, size_t n);
/* That sum at one rate. */
double hl_stats__mixture(const double *given, size_t n, double rate);

#endif
