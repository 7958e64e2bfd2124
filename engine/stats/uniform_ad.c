/* Anderson-Darling against the uniform distribution on [0, 1]:
 *
 *     A2 = -n - sum_i (2i - 1) / n * (log u_i + log(1 - u_(n+1-i)))
 *
 * p by Marsaglia, G. & Marsaglia, J. (2004), "Evaluating the Anderson-Darling distribution",
 * Journal of Statistical Software 9(2): the limit and its correction for n, good to about 2e-6.
 * Weighs the ends of the scale, where decisions are made. Assumes independent values of a
 * continuous distribution. Values below 1e-300 are taken as that, those above 1 - 1/(2n) as that:
 * exact two-sided tests give p = 1 with positive probability, which is harmless and would weigh
 * infinitely otherwise. */
#include <math.h>

#include "base/number.h"
#include "stats/uniform.h"

enum { LEAST = 8 };

static double limit(double z)
{
    if (z <= 0)
        return 0;
    if (z < 2)
        return exp(-1.2337141 / z) / sqrt(z) *
               (2.00012 +
                (.247105 - (.0649821 - (.0347962 - (.0116720 - .00168691 * z) * z) * z) * z) * z);
    return exp(
        -exp(1.0776 - (2.30695 - (.43424 - (.082433 - (.008056 - .0003146 * z) * z) * z) * z) * z));
}

/* What is added to the limit's probability x for n values. */
static double correction(double n, double x)
{
    if (x > 0.8)
        return (-130.2137 +
                (745.2337 - (1705.091 - (1950.646 - (1116.360 - 255.7844 * x) * x) * x) * x) * x) /
               n;
    double c = .01265 + .1757 / n;
    if (x < c) {
        double t = x / c;
        t = sqrt(t) * (1 - t) * (49 * t - 102);
        return t * (.0037 / (n * n) + .00078 / n + .00006) / n;
    }
    double t = (x - c) / (0.8 - c);
    t = -.00022633 + (6.54034 - (14.6538 - (14.458 - (8.259 - 1.91864 * t) * t) * t) * t) * t;
    return t * (.04213 + .01365 / n) / n;
}

static double inside(double u, double n)
{
    return fmin(fmax(u, 1e-300), 1 - 1 / (2 * n));
}

hl_uniform_ad hl_stats__uniform_ad(const double *sorted, size_t count)
{
    if (count < LEAST)
        return (hl_uniform_ad){HL_NAN, HL_NAN};
    double n = (double)count;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (2 * (double)i + 1) *
               (log(inside(sorted[i], n)) + log1p(-inside(sorted[count - 1 - i], n)));
    double a2 = -n - sum / n;
    /* beyond 30 the polynomial in the limit turns back; the probability there is below 1e-14 */
    double x = a2 > 30 ? 1 : limit(a2);
    double p = a2 > 30 ? 0 : 1 - (x + correction(n, x));
    return (hl_uniform_ad){a2, p < 0 ? 0 : p > 1 ? 1 : p};
}
