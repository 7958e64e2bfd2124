/* On the logit scale the density of Beta(a, b) is x^a (1-x)^b / B(a, b). With t measured from the
 * logit of the mean m it is exp(log_top - D(t)),
 *   D(t) = n (log(1 + m (e^t - 1)) - m t),  n = a + b,
 *   exp(log_top) = sqrt(a b / (2 pi n)) G(n) / (G(a) G(b)),  G(z) = Gamma(z) / Stirling's formula:
 * no term of the size of n ever cancels (Loader 2000, Fast and accurate computation of binomial
 * probabilities, for the idea).
 *
 * Tails: the continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8, Lentz)
 * times that density; for large n, where it is slow, Gauss-Legendre quadrature of the density. */
#include "stats/beta.h"

#include <float.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

enum { FRACTION_STEPS = 2000, TAIL_PANELS = 8, HALF_NODES = 8 };

/* The most a + b for which the continued fraction is quick enough. */
static const double most_for_fraction = 1e5;
/* A tail is integrated until the density has fallen by this much (in logs). */
static const double tail_reach = 45;

/* Positive nodes and weights of 16-point Gauss-Legendre quadrature on [-1, 1]. */
static const double node[HALF_NODES] = {
    0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326};
static const double weight[HALF_NODES] = {
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};

hl_beta hl_stats__beta(double a, double b)
{
    double n = a + b;
    double stirling = log(gsl_sf_gammastar(n) / (gsl_sf_gammastar(a) * gsl_sf_gammastar(b)));
    return (hl_beta){
        .a = a,
        .b = b,
        .mean = a / n,
        .complement = b / n,
        .log_top = log(a / (2 * M_PI) * (b / n)) / 2 + stirling,
    };
}

hl_beta hl_stats__beta_mirrored(const hl_beta *k)
{
    return (hl_beta){k->b, k->a, k->complement, k->mean, k->log_top};
}

double hl_stats__beta_x(const hl_beta *k, double t)
{
    return t > 0 ? k->mean / (k->mean + k->complement * exp(-t))
                 : k->mean * exp(t) / (1 + k->mean * expm1(t));
}

double hl_stats__beta_x_complement(const hl_beta *k, double t)
{
    return t > 0 ? k->complement * exp(-t) / (1 + k->complement * expm1(-t))
                 : k->complement / (k->complement + k->mean * exp(t));
}

double hl_stats__beta_t(const hl_beta *k, double x, double complement)
{
    /* log((x complement0) / (complement mean)); near the mean from the difference */
    double gap = x < 0.5 ? x - k->mean : k->complement - complement;
    double relative = gap / (complement * k->mean);
    return fabs(relative) < 0.5 ? log1p(relative)
                                : log(x / k->mean) - log(complement / k->complement);
}

/* The cumulants of a Bernoulli variable, so that a small t loses nothing. */
static double small_deficit(double m, double q, double t)
{
    double v = m * q, skew = q - m;
    double sum = (1 - 126 * v + 1680 * v * v - 5040 * v * v * v) * t / 40320;
    sum = t * (skew * (1 - 60 * v + 360 * v * v) / 5040 + sum);
    sum = t * ((1 - 30 * v + 120 * v * v) / 720 + sum);
    sum = t * (skew * (1 - 12 * v) / 120 + sum);
    sum = t * ((1 - 6 * v) / 24 + sum);
    sum = t * (skew / 6 + sum);
    return v * t * t * (0.5 + sum);
}

double hl_stats__beta_deficit(const hl_beta *k, double t)
{
    double m = k->mean, q = k->complement;
    double per_unit;
    if (fabs(t) < 0.03)
        per_unit = small_deficit(m, q, t);
    else if (m < 0.5) /* the smaller side, or the two terms would cancel */
        per_unit = log1p(m * expm1(t)) - m * t;
    else
        per_unit = log1p(q * expm1(-t)) + q * t;
    return (k->a + k->b) * per_unit;
}

double hl_stats__beta_log_density(const hl_beta *k, double t)
{
    return k->log_top - hl_stats__beta_deficit(k, t);
}

/* P(T <= t) / density(t), by the continued fraction; NaN when it did not converge. */
static double fraction_ratio(const hl_beta *k, double t)
{
    double a = k->a, b = k->b, x = hl_stats__beta_x(k, t);
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
    double value = d;
    for (int i = 1; i <= FRACTION_STEPS; i++) {
        double even = i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i));
        d = 1 / (1 + even * d);
        c = 1 + even / c;
        value *= d * c;
        double odd = -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1));
        d = 1 / (1 + odd * d);
        c = 1 + odd / c;
        double step = d * c;
        value *= step;
        if (fabs(step - 1) < 2 * DBL_EPSILON)
            return value / a;
    }
    return (double)NAN;
}

/* How far left of t the density has fallen by tail_reach. */
static double reach_left(const hl_beta *k, double t)
{
    double base = hl_stats__beta_deficit(k, t);
    double low = 0, high = 1 / sqrt(k->a * k->complement);
    while (hl_stats__beta_deficit(k, t - high) - base < tail_reach)
        low = high, high *= 2;
    for (int i = 0; i < 3; i++) {
        double middle = (low + high) / 2;
        *(hl_stats__beta_deficit(k, t - middle) - base < tail_reach ? &low : &high) = middle;
    }
    return high;
}

/* P(T <= t) / density(t), by quadrature. */
static double quadrature_ratio(const hl_beta *k, double t)
{
    double base = hl_stats__beta_deficit(k, t);
    double width = reach_left(k, t) / TAIL_PANELS, sum = 0;
    for (int panel = TAIL_PANELS; panel-- > 0;) {
        double centre = t - (panel + 0.5) * width;
        for (int i = 0; i < HALF_NODES; i++) {
            double reach = node[i] * width / 2;
            sum += weight[i] * (exp(base - hl_stats__beta_deficit(k, centre - reach)) +
                                exp(base - hl_stats__beta_deficit(k, centre + reach)));
        }
    }
    return sum * width / 2;
}

/* log P(T <= t) for t on the left of the mean */
static double log_left(const hl_beta *k, double t)
{
    double ratio = k->a + k->b <= most_for_fraction ? fraction_ratio(k, t) : (double)NAN;
    if (isnan(ratio))
        ratio = quadrature_ratio(k, t);
    return hl_stats__beta_log_density(k, t) + log(ratio);
}

double hl_stats__beta_log_lower(const hl_beta *k, double t)
{
    if (t <= 0)
        return log_left(k, t);
    hl_beta mirrored = hl_stats__beta_mirrored(k);
    return log1p(-exp(log_left(&mirrored, -t)));
}

double hl_stats__beta_log_upper(const hl_beta *k, double t)
{
    hl_beta mirrored = hl_stats__beta_mirrored(k);
    return hl_stats__beta_log_lower(&mirrored, -t);
}

/* log P(T <= t) is concave, so Newton's method lands left of the root and then climbs to it. */
double hl_stats__beta_lower_quantile(const hl_beta *k, double probability)
{
    double target = log(probability), t = 0;
    for (int step = 0; step < 200; step++) {
        double log_lower = hl_stats__beta_log_lower(k, t);
        double slope = exp(hl_stats__beta_log_density(k, t) - log_lower);
        double move = (target - log_lower) / slope;
        t += move;
        if (!(fabs(move) > 4 * DBL_EPSILON * fabs(t)) || (step > 2 && fabs(move) < 1e-15))
            break;
    }
    return t;
}

double hl_stats__beta_upper_quantile(const hl_beta *k, double probability)
{
    hl_beta mirrored = hl_stats__beta_mirrored(k);
    return -hl_stats__beta_lower_quantile(&mirrored, probability);
}
