/* The two-part score test of two means whose values are not negative and skewed, mostly zeros above
 * all (revenue per user), and its intervals of lift and difference.
 *
 *   hl_two_part test;
 *   if (hl_stats__two_part(&control, &treatment, &test)) {
 *       double p = hl_stats__two_part_p(&test);
 *       double critical = hl_stats__t_quantile(0.025, test.df);
 *       hl_range lift = hl_stats__two_part_lift(&test, critical);
 *   }
 *
 * docs/statistics/two_part_score.md has the formula and the measured figures. */
#ifndef HL_STATS_TWO_PART_H
#define HL_STATS_TWO_PART_H

#include <stdbool.h>

#include "stats/range.h"

typedef struct hl_two_part_arm {
    double n;        /* units */
    double nonzero;  /* ... whose value is not 0 ("buyers") */
    double mean;     /* of all units' values */
    double variance; /* ... divisor n - 1 */
    double third;    /* ... third central moment, divisor n */
} hl_two_part_arm;

/* Both arms, as the test needs them: made by hl_stats__two_part. */
typedef struct hl_two_part {
    struct {
        double n, nonzero, share; /* share of units whose value is not 0 */
        double mean;
        double own; /* squared coefficient of variation of the arm's mean */
    } arm[2];       /* control, treatment */
    double spread;  /* squared coefficient of variation of values that are not 0, pooled */
    double third;   /* third central moment of these, scaled to mean 1, pooled */
    double df;      /* Welch-Satterthwaite */
} hl_two_part;

/* Values of the arm that are not 0, fewer: no answer. */
enum { HL_TWO_PART_LEAST = 3 };

/* Can values without a negative one have these moments (mean * third raw moment >= squared second
 * raw moment)? Where they cannot the test does not apply. */
bool hl_stats__two_part_not_negative(const hl_two_part_arm *arm);

/* False where there is no answer: an arm with fewer than three values that are not 0, a mean that
 * is not positive, no variance, or a moment that is not known. */
bool hl_stats__two_part(const hl_two_part_arm *control, const hl_two_part_arm *treatment,
                        hl_two_part *out);

/* The statistic under the hypothesis that the ratio of means is exp(x): to be compared with a t
 * quantile of test->df. Positive when the treatment lies above. */
double hl_stats__two_part_z_ratio(const hl_two_part *test, double x);
/* ... that the difference is d. NaN where no pair of means has it. */
double hl_stats__two_part_z_difference(const hl_two_part *test, double d);
/* Two-sided, of no effect. */
double hl_stats__two_part_p(const hl_two_part *test);

/* {lift: |z| <= critical}. low -1 and high INFINITY where there is no end. The lift is left out at
 * 0 exactly when |z_ratio(0)| > critical, and so is the difference. */
hl_range hl_stats__two_part_lift(const hl_two_part *test, double critical);
/* ... of the difference of means; infinite where there is no end. */
hl_range hl_stats__two_part_difference(const hl_two_part *test, double critical);

/* How many of the values that are not 0 the smaller arm has on average, if the arms have equal
 * shares of them: all of them times the smaller arm's share of units. Whatever the values are and
 * however they fell upon the arms, it is the same, so to withhold an answer because it is small
 * does not choose among answers. */
double hl_stats__two_part_expected(const hl_two_part_arm *control,
                                   const hl_two_part_arm *treatment);
/* (sum y)^2 / sum y^2: so many equal values carry as much as the arm's unequal ones. */
double hl_stats__effective_values(const hl_two_part_arm *arm);

#endif
