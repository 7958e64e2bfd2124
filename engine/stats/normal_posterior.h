/* The Bayesian view of an estimate with a standard error. */
#ifndef HL_STATS_NORMAL_POSTERIOR_H
#define HL_STATS_NORMAL_POSTERIOR_H

#include <stdbool.h>

typedef struct hl_normal_posterior {
    double mean, sd;
    double p_better;  /* P(effect > 0) */
    double low, high; /* equal-tailed */
    double loss_t;    /* expected loss of choosing the treatment, E max(-effect, 0) */
    double loss_c;    /* of keeping the control, E max(effect, 0) */
} hl_normal_posterior;

/* Data N(estimate, error^2), error > 0; prior N(m0, v0), v0 > 0, when proper, else flat. */
hl_normal_posterior hl_stats__normal_posterior(double estimate, double error, bool proper,
                                               double m0, double v0, double conf);

#endif
