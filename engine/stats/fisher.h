/* Fisher's exact test of two proportions, and the conditional odds ratio. */
#ifndef HL_STATS_FISHER_H
#define HL_STATS_FISHER_H

#include "stats/range.h"
#include "stats/two_rates.h"

typedef struct hl_fisher {
    double p_two;   /* sum of the probabilities not above the observed one, ties exact */
    double p_two_r; /* the same within a relative 1e-7, as R does */
    double p_less;  /* H1: the treatment's rate is lower */
    double p_greater;
    double p_obs;       /* probability of the observed table */
    double log10_p_two; /* also where p_two underflows */
} hl_fisher;

typedef struct hl_fisher_odds {
    double odds; /* conditional maximum likelihood; 0 or +INFINITY at the ends of the support, NaN
                    when the margins leave one table only */
    hl_range range;
} hl_fisher_odds;

/* Whole counts. An empty arm, or no success, or no failure: every p is 1. */
hl_fisher hl_stats__fisher(const hl_two_rates *rates);
/* Each tail (1 - conf) / 2. */
hl_fisher_odds hl_stats__fisher_odds(const hl_two_rates *rates, double conf);

#endif
