/* Kolmogorov-Smirnov against the uniform distribution on [0, 1].
 *
 *     D+ = max (i/n - u_i)     D- = max (u_i - (i-1)/n)     D = max (D+, D-)
 *
 * p of D by Kolmogorov's limit at (sqrt n + 0.12 + 0.11 / sqrt n) D: Stephens, M. A. (1970), JRSS B
 * 32:115-122; good to about 0.001 where it matters for n >= 8. One-sided p of D+ by Smirnov's
 * limit exp(-2 x^2), x = sqrt n D+ + 1 / (6 sqrt n).
 * Assumes independent values of a continuous distribution; ties make it conservative. */
#include <math.h>

#include "base/number.h"
#include "stats/uniform.h"

enum { LEAST = 8 };

static double kolmogorov_upper(double x)
{
    double sum = 0;
    if (x < 0.2)
        return 1;
    for (int k = 1; k <= 100; k++) {
        double term = exp(-2.0 * k * k * x * x);
        sum += k % 2 == 1 ? term : -term;
        if (term < 1e-300)
            break;
    }
    double p = 2 * sum;
    return p < 0 ? 0 : p > 1 ? 1 : p;
}

hl_uniform_ks hl_stats__uniform_ks(const double *sorted, size_t count)
{
    if (count < LEAST)
        return (hl_uniform_ks){HL_NAN, HL_NAN, HL_NAN};
    double n = (double)count;
    double above = 0;
    double below = 0;
    for (size_t i = 0; i < count; i++) {
        above = fmax(above, ((double)i + 1) / n - sorted[i]);
        below = fmax(below, sorted[i] - (double)i / n);
    }
    double d = fmax(above, below);
    double root = sqrt(n);
    double one_sided = root * above + 1 / (6 * root);
    return (hl_uniform_ks){.d = d,
                           .p = kolmogorov_upper((root + 0.12 + 0.11 / root) * d),
                           .small_p = above > 0 ? exp(-2 * one_sided * one_sided) : 1};
}
