/* Pearson (1900); as a check of assignment: Fabijan et al. (2019), Diagnosing sample ratio
 * mismatch.
 *
 *   e_i = n w_i / sum(w),  x2 = sum (o_i - e_i)^2 / e_i over arms with w_i > 0,  df = those arms -
 * 1
 *
 * n counts every unit, those of zero-weight arms too. Good when every e_i is 5 or more; below that
 * take the exact test. */
#include "stats/srm_chi2.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "base/number.h"

/* log Q(a, x) for x far above a: Legendre's continued fraction (DLMF 8.9.2). */
static double log_gamma_tail(double a, double x)
{
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (int i = 1; i < 10000; i++) {
        double an = -i * (i - a);
        b += 2;
        d = 1 / (an * d + b);
        c = b + an / c;
        h *= d * c;
        if (fabs(d * c - 1) < 1e-16)
            break;
    }
    return -x + a * log(x) - gsl_sf_lngamma(a) + log(h);
}

double hl_stats__chi2_log_upper(double x2, double df)
{
    if (!(x2 >= 0) || !(df > 0))
        return HL_NAN;
    if (x2 / 2 > df / 2 + 50)
        return log_gamma_tail(df / 2, x2 / 2);
    double below = gsl_cdf_chisq_P(x2, df);
    return below < 0.5 ? log1p(-below) : log(gsl_cdf_chisq_Q(x2, df));
}

hl_srm_chi2 hl_stats__srm_chi2(const double *counts, const double *weights, size_t arms)
{
    hl_srm_chi2 out = {0, -1, HL_NAN, HL_NAN, 0};
    double n = 0, weight = 0;
    for (size_t i = 0; i < arms; i++) {
        n += counts[i];
        weight += weights[i];
        out.df += weights[i] > 0;
        out.extra_in_zero_weight += weights[i] > 0 ? 0 : counts[i];
    }
    for (size_t i = 0; i < arms; i++) {
        double expected = n * weights[i] / weight;
        if (weights[i] > 0)
            out.x2 += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    if (!(n > 0) || out.df < 1) {
        out.x2 = HL_NAN;
        return out;
    }
    double log_p = hl_stats__chi2_log_upper(out.x2, out.df);
    out.p = exp(log_p);
    out.log10_p = log_p / log(10);
    return out;
}
