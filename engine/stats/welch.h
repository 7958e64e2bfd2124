/* Welch's test of two means with unequal variances, and its interval. */
#ifndef HL_STATS_WELCH_H
#define HL_STATS_WELCH_H

#include "stats/sample.h"

typedef struct hl_welch {
    double diff; /* treatment - control */
    double se;
    double df;
    double t;
    double p;         /* two-sided */
    double p_greater; /* one-sided, treatment > control */
    double low, high; /* interval of diff */
    double critical;  /* t quantile of the interval */
} hl_welch;

/* conf in (0,1). All NaN when an arm has fewer than 2 units or the standard error is 0. */
hl_welch hl_stats__welch(const hl_sample *control, const hl_sample *treatment, double conf);
/* The same from what it is made of: estimate, variances of the two means and their own df. A term
 * of variance 0 adds nothing to the df. */
hl_welch hl_stats__welch_terms(double diff, double var_control, double df_control,
                               double var_treatment, double df_treatment, double conf);
/* An estimate with its variance and the degrees of freedom of that. */
hl_welch hl_stats__t_test(double diff, double variance, double df, double conf);

#endif
