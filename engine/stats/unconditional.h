/* The greatest probability of a region of 2x2 tables over the common rate. */
#ifndef HL_STATS_UNCONDITIONAL_H
#define HL_STATS_UNCONDITIONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/two_rates.h"

/* Tables, and users, that an unconditional test will go through at most. */
#define HL_MOST_TABLES 4000000.0
#define HL_MOST_USERS  20000.0

/* Whether (nc + 1)(nt + 1) and nc + nt are within these. */
bool hl_stats__unconditional_feasible(const hl_two_rates *rates);

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
