/* Wilson, E. B. (1927), Probable inference, JASA 22:209-212; Newcombe (1998a) method 3.
 *
 *   (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)
 *
 * Assumes independent trials of one probability. The end near 0 or 1 is taken from the product of
 * the two roots, so that it does not cancel when the rate is tiny. */
#include "stats/wilson.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/number.h"

static double low_end(double x, double n, double z)
{
    double b = x + z * z / 2;
    double root = z * sqrt(x * (n - x) / n + z * z / 4);
    /* b - root, as (b^2 - root^2) / (b + root) = x^2 (1 + z^2/n) / (b + root) */
    return x * x / n / (b + root);
}

hl_range hl_stats__wilson(double x, double n, double conf)
{
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
    double low = x <= 0 ? 0 : low_end(x, n, z);
    double high = x >= n ? 1 : 1 - low_end(n - x, n, z);
    if (high < 0.5 && x < n) /* 1 - (1 - high) would cancel: take the high root itself */
        high = (x + z * z / 2 + z * sqrt(x * (n - x) / n + z * z / 4)) / (n + z * z);
    return (hl_range){low, high};
}
