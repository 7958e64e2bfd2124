/* The Bayesian view of two proportions: independent beta posteriors, by quadrature. */
#ifndef HL_STATS_BETA_BINOMIAL_H
#define HL_STATS_BETA_BINOMIAL_H

#include "stats/range.h"
#include "stats/two_rates.h"

/* The prior of each arm's rate; Jeffreys' is {0.5, 0.5}. */
typedef struct hl_beta_prior {
    double a, b; /* >= 0.1 */
} hl_beta_prior;

typedef struct hl_beta_binomial {
    double p_better;       /* P(pt > pc) */
    double p_worse;        /* P(pt < pc), without cancellation */
    double loss_t;         /* expected loss of choosing the treatment, E max(pc - pt, 0) */
    double loss_c;         /* of keeping the control */
    double mean_c, mean_t; /* posterior means */
} hl_beta_binomial;

/* Equal-tailed credible intervals. */
typedef struct hl_beta_intervals {
    hl_range control, treatment; /* rates */
    hl_range diff;               /* pt - pc */
    hl_range lift;               /* pt / pc - 1 */
} hl_beta_intervals;

/* Empty arms are allowed: their posterior is the prior. */
hl_beta_binomial hl_stats__beta_binomial(const hl_two_rates *rates, hl_beta_prior prior);
hl_beta_intervals hl_stats__beta_ci(const hl_two_rates *rates, hl_beta_prior prior, double conf);

#endif
