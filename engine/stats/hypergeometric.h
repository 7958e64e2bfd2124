/* The number of successes in the treatment, given that `total` succeeded in both arms. */
#ifndef HL_STATS_HYPERGEOMETRIC_H
#define HL_STATS_HYPERGEOMETRIC_H

#include <stdbool.h>

#include "stats/beta.h"
#include "stats/two_rates.h"

typedef struct hl_hypergeometric {
    double nc, nt;    /* users, whole numbers, both > 0 */
    double total;     /* successes, 0 <= total <= nc + nt */
    double low, high; /* the support */
} hl_hypergeometric;

hl_hypergeometric hl_stats__hypergeometric(const hl_two_rates *rates);
/* log P(X = k) for a whole k in the support: absolute accuracy about 1e-14, also for 10^9 users. */
double hl_stats__hypergeometric_log(const hl_hypergeometric *h, double k);
/* P(X = k + 1) / P(X = k). */
double hl_stats__hypergeometric_step(const hl_hypergeometric *h, double k);
/* The most probable k (the larger of two). */
double hl_stats__hypergeometric_mode(const hl_hypergeometric *h);
/* The part of the support outside of which all tables together have a probability below exp(log_p).
 */
void hl_stats__hypergeometric_part(const hl_hypergeometric *h, double log_p, double *low,
                                   double *high);
/* Whether P(X = j) = P(X = k) exactly, as rational numbers. */
bool hl_stats__hypergeometric_tie(const hl_hypergeometric *h, double j, double k);
/* k successes in n: what does not depend on the rate, for who asks at many. */
typedef struct hl_binomial {
    double k, n;
    hl_beta beta; /* where 0 < k < n */
    double scale;
} hl_binomial;
hl_binomial hl_stats__binomial(double k, double n);
/* log of their probability at rate p, complement = 1 - p. */
double hl_stats__binomial_at(const hl_binomial *binomial, double p, double complement);
double hl_stats__binomial_log(double k, double n, double p, double complement);

#endif
