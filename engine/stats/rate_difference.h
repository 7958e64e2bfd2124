/* Closed-form intervals and tests of the difference of two proportions. The inverted score tests
 * are in score.h, the default in scas.h. Every function answers NaN when an arm is empty. */
#ifndef HL_STATS_RATE_DIFFERENCE_H
#define HL_STATS_RATE_DIFFERENCE_H

#include "stats/range.h"
#include "stats/two_rates.h"

typedef struct hl_chi_square {
    double chi2;
    double p; /* upper tail */
    double low, high;
} hl_chi_square;

/* sqrt(pc qc / nc + pt qt / nt), divisors n. */
double hl_stats__unpooled_error(const hl_two_rates *rates);
/* Newcombe 1998b method 1: not clipped to [-1, 1]. */
hl_range hl_stats__wald(const hl_two_rates *rates, double conf);
/* Agresti & Caffo 2000: Wald on x + 1, n + 2 in each arm, not clipped. */
hl_range hl_stats__agresti_caffo(const hl_two_rates *rates, double conf);
/* Newcombe 1998b method 10, from the Wilson limits of each arm. */
hl_range hl_stats__newcombe(const hl_two_rates *rates, double conf);
/* diff / sqrt(p q (1/nc + 1/nt)), p pooled; its square is Pearson's chi-square. NaN when p is 0 or
 * 1. */
double hl_stats__z_pooled(const hl_two_rates *rates);
/* diff over the unpooled error. NaN when both arms have no variance. */
double hl_stats__z_unpooled(const hl_two_rates *rates);
/* z_pooled sqrt((N-1)/N): the score test at no difference of Miettinen & Nurminen. */
double hl_stats__z_score(const hl_two_rates *rates);
/* Continuity-corrected chi-square and interval as R's prop.test, clipped to [-1, 1]. */
hl_chi_square hl_stats__yates(const hl_two_rates *rates, double conf);

#endif
