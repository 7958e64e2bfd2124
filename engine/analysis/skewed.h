/* What estimators of means need to know of skewed values: the arms of the two-part score, what
 * follows from it, and where the values are too few or too skewed to be judged. */
#ifndef HL_ANALYSIS_SKEWED_H
#define HL_ANALYSIS_SKEWED_H

#include "analysis/estimator.h"
#include "stats/two_part.h"

/* The values of a mean per unit, zeros too. Fields are NaN where the cells do not know them. */
hl_two_part_arm hl_analysis__values_of_mean(const hl_moments *m);
/* Some values are below 0, as far as the sums tell: they are no amounts of buyers, and a mean that
 * gains and losses leave is carried by all of them. */
bool hl_analysis__has_signs(const hl_two_part_arm *values);
/* The linearised values of a ratio or of a mean per touch, of the units whose denominator is not 0:
 * mean R, and the variance and third moment that give R's own. NaN where the cells do not know the
 * third sums. */
hl_two_part_arm hl_analysis__values_of_ratio(const hl_moments *m);

/* Do values lie within a hair of each other, on a scale whose 0 means nothing (times, in
 * milliseconds since 1970)? The score works on ratios, which would lose the digits. */
bool hl_analysis__far_from_zero(const hl_two_part_arm *control, const hl_two_part_arm *treatment);

/* p, df and both intervals of a comparison whose estimates and flags Welch and Fieller have set. */
void hl_analysis__take_two_part(const hl_two_part *test, double conf, hl_comparison *out);

/* Withholds the answer where the smaller arm has too few values other than 0. */
void hl_analysis__withhold_few_values(const hl_two_part_arm *control,
                                      const hl_two_part_arm *treatment, hl_comparison *out);
/* ... where a t test that does not correct skewness would err by 1.5 points more in a tail: of
 * what Welch and Fieller answer although values are skewed. */
void hl_analysis__withhold_skewed(const hl_two_part_arm *control, const hl_two_part_arm *treatment,
                                  hl_comparison *out);
/* Does every pair of arms bear a t test that does not correct skewness? Arms without units are left
 * out; true where the cells do not know. */
bool hl_analysis__bears_t_test(const hl_two_part_arm *arms, size_t count);

#endif
