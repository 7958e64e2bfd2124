/* Student's t distribution, tails and quantiles to nearly full double precision.
 *
 *   P(T > t) = I_x(df/2, 1/2) / 2,  x = df / (df + t^2),  t >= 0
 *
 * by the continued fraction of the incomplete beta (DLMF 8.17.22, modified Lentz), whose prefix is
 * kept as a logarithm so that a p-value of 1e-850 has one. Where df is large beside t^2 the
 * fraction cancels; there the density is integrated. The library's own gsl_cdf_tdist uses a short
 * Cornish-Fisher series beyond df = 30, good to about 1e-9 only. */
#include "stats/student_t.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "base/number.h"
#include "stats/quadrature.h"

static const double pi = 3.14159265358979323846;

double hl_stats__z_upper(double z)
{
    return gsl_cdf_ugaussian_Q(z);
}

double hl_stats__z_log_upper(double z)
{
    /* beyond 25 erfc comes near its underflow */
    double x = z * sqrt(0.5);
    return x < 25 ? log(erfc(x) / 2) : gsl_sf_log_erfc(x) - log(2);
}

double hl_stats__z_quantile(double upper)
{
    return gsl_cdf_ugaussian_Qinv(upper);
}

/* log Gamma((df+1)/2) - log Gamma(df/2) - log(df)/2, without the cancellation of two huge terms. */
static double log_gamma_step(double df)
{
    double a = df / 2;
    if (df < 60)
        return gsl_sf_lngamma(a + 0.5) - gsl_sf_lngamma(a) - log(df) / 2;
    /* Tricomi-Erdelyi: Gamma(a+1/2)/Gamma(a) = sqrt(a) (1 - 1/8a + 1/128a^2 + ...) */
    double u = 1 / a;
    double series =
        1 + u * (-1.0 / 8 +
                 u * (1.0 / 128 +
                      u * (5.0 / 1024 + u * (-21.0 / 32768 + u * (-399.0 / 262144 +
                                                                  u * (869.0 / 4194304 +
                                                                       u * 39325.0 / 33554432))))));
    return log(series) - log(2) / 2;
}

double hl_stats__t_log_density(double t, double df)
{
    if (isinf(df))
        return -t * t / 2 - log(2 * pi) / 2;
    return log_gamma_step(df) - log(pi) / 2 - (df + 1) / 2 * log1p(t * t / df);
}

/* Continued fraction of I_x(a,b) a / (x^a (1-x)^b / B(a,b)). */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m < 200000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / (1 + even * d);
        c = 1 + even / c;
        h *= d * c;
        d = 1 / (1 + odd * d);
        c = 1 + odd / c;
        double step = d * c;
        h *= step;
        if (fabs(step - 1) < 1e-16)
            break;
    }
    return h;
}

typedef struct tail {
    double t, df;
} tail;

/* log of density(t + v) / density(t) */
static double log_fall(double v, const tail *at)
{
    return -(at->df + 1) / 2 * log1p((2 * at->t + v) * v / (at->df + at->t * at->t));
}

static double fall(double v, const void *context)
{
    return exp(log_fall(v, context));
}

/* log P(T > t) by quadrature of the density beyond t, where it falls about as a normal one does. */
static double log_integrated(double t, double df)
{
    tail at = {t, df};
    double scale = 1 / (t + 1), reach = 8 * scale;
    while (log_fall(reach, &at) > -42)
        reach *= 1.25;
    int panels = (int)ceil(reach / scale / 2);
    return hl_stats__t_log_density(t, df) + log(hl_stats__integral(fall, &at, 0, reach, panels));
}

/* Natural logarithm of P(T > t), t >= 0. */
static double log_upper_positive(double t, double df)
{
    if (t * t > 1e300)
        return -HL_INFINITY;
    if (df > 30 && t * t < 4 * df)
        return log_integrated(t, df);
    double s = t * t, a = df / 2, x = df / (df + s), y = s / (df + s);
    /* log of x^a y^(1/2) / B(a, 1/2) = log density + log t */
    double prefix = hl_stats__t_log_density(t, df) + log(t);
    if (x < (a + 1) / (a + 2.5))
        return prefix + log(beta_fraction(a, 0.5, x)) - log(df);
    double below = t > 0 ? exp(prefix) * beta_fraction(0.5, a, y) : 0; /* P(0 < T < t) */
    return log(0.5 - below);
}

double hl_stats__t_log_upper(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return HL_NAN;
    if (isinf(df))
        return hl_stats__z_log_upper(t);
    return t >= 0 ? log_upper_positive(t, df) : log1p(-exp(log_upper_positive(-t, df)));
}

double hl_stats__t_upper(double t, double df)
{
    if (isinf(df))
        return hl_stats__z_upper(t);
    return exp(hl_stats__t_log_upper(t, df));
}

/* Newton on log P(T > t) in t; the start comes from the library, and is close. */
double hl_stats__t_quantile(double upper, double df)
{
    if (isinf(df))
        return hl_stats__z_quantile(upper);
    if (!(upper > 0 && upper < 1 && df > 0))
        return HL_NAN;
    if (upper > 0.5)
        return -hl_stats__t_quantile(1 - upper, df);
    if (upper == 0.5)
        return 0;
    double t = gsl_cdf_tdist_Qinv(upper, df);
    if (!isfinite(t) || t <= 0)
        t = hl_stats__z_quantile(upper);
    for (int i = 0; i < 100; i++) {
        double log_q = hl_stats__t_log_upper(t, df);
        double slope = exp(hl_stats__t_log_density(t, df) - log_q); /* -d log_q / dt */
        double step = (log_q - log(upper)) / slope;
        double next = t + step > t / 4 ? t + step : t / 4;
        double change = fabs(next - t);
        t = next;
        if (change <= 4e-16 * t)
            break;
    }
    return t;
}
