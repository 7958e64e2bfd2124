/* The larger of two p-values:
 *   - Welch's (welch.h), each sample with its own variance;
 *   - that of the difference under permutation (Pitman 1937, Suppl. JRSS 4:119-130), both with that
 *     of all values, s^2 (1/n_a + 1/n_b), s^2 = SS_all / (N - 1).
 *
 * Values with heavy tails in samples of unlike size lead either one astray, and not both: a single
 * large value in the small sample moves its mean by many standard errors of the values all
 * together, and by one of its own; a small sample that has none of the large ones knows nothing of
 * the variance, all together do. docs/statistics/losses.md has what both do. */
#include "stats/alike_means.h"

#include <math.h>

#include "base/number.h"
#include "stats/welch.h"

static double permuted(const hl_sample *a, const hl_sample *b)
{
    double n = a->n + b->n, diff = a->mean - b->mean;
    double squares =
        (a->n - 1) * a->variance + (b->n - 1) * b->variance + a->n * b->n / n * diff * diff;
    double variance = squares / (n - 1) * (1 / a->n + 1 / b->n);
    return hl_stats__t_test(diff, variance, n - 2, 0.5).p;
}

double hl_stats__alike_means(const hl_sample *a, const hl_sample *b)
{
    if (!(a->n >= 2) || !(b->n >= 2))
        return HL_NAN;
    return fmax(hl_stats__welch(a, b, 0.5).p,
                permuted(a, b)); /* fmax: of two constants the latter */
}
