/* One of several strata (segments, days) that are read together: two arms, as counts or as means.
 */
#ifndef HL_STATS_STRATUM_H
#define HL_STATS_STRATUM_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fieller.h"
#include "stats/two_rates.h"

/* Both arms of one stratum. */
typedef struct hl_two_arms {
    bool counts; /* rates holds them (effective counts may be fractional); means does not */
    hl_two_rates rates;
    hl_mean_pair means;                  /* estimates, their variances and covariance */
    double df_control, df_treatment;     /* of the two variances */
    double size_control, size_treatment; /* what its weight is made of: units, touches, summed
                                            denominators. Of counts: rates.nc, rates.nt. */
    bool values; /* means of units' own values, arm by arm, and their variances nothing else */
    double unit; /* of counts that stand for values: what one is worth; 0: they are counts */
} hl_two_arms;

hl_two_arms hl_stats__stratum_counts(const hl_two_rates *rates);

/* Makes effective counts of strata of skewed means (Kish 1965): a value's sum divided by sum y^2 /
 * sum y over all strata, out of the units; of zeros and ones they are the counts themselves. Few
 * buyers then say no more than they do. Leaves the strata as they are, and returns false, where
 * values are hardly skewed (coefficient of variation below 1), a sum is negative, or not all are
 * means of independent arms. */
bool hl_stats__strata_as_counts(hl_two_arms *strata, size_t count);

/* What a stratum says of a hypothesis: the contrast treatment - r control (or treatment - control -
 * d) and its moments under it. Everything 0 where the stratum says nothing. */
typedef struct hl_stratum_moments {
    double score, variance, third; /* with the factor N/(N-1) for counts */
    double control, treatment;     /* fitted means; at a ratio only */
} hl_stratum_moments;

hl_stratum_moments hl_stats__stratum_at_ratio(const hl_two_arms *stratum, double r);
hl_stratum_moments hl_stats__stratum_at_difference(const hl_two_arms *stratum, double d);

/* n_c n_t / (n_c + n_t), the weight of Mantel & Haenszel (1959); 0 where an arm is empty or, of
 * means, has no variance. */
double hl_stats__stratum_weight(const hl_two_arms *stratum);
hl_two_arms hl_stats__stratum_swapped(const hl_two_arms *stratum);
/* The means of both arms, of counts as of means. */
double hl_stats__stratum_control(const hl_two_arms *stratum);
double hl_stats__stratum_treatment(const hl_two_arms *stratum);

#endif
