/* Composite Gauss-Legendre quadrature (Abramowitz & Stegun 25.4.30, 16 points). On panels no wider
 * than two standard deviations of a Gaussian factor the error is below 1e-15. */
#include "stats/quadrature.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static const double half_x[8] = {
    0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326};
static const double half_w[8] = {
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};
static const double few_df = 2;
enum { PER_PANEL = 16, MOST_PANELS = HL_NODES_MOST / PER_PANEL };

double hl_stats__integral(hl_integrand f, const void *context, double low, double high, int panels)
{
    double half = (high - low) / panels / 2, sum = 0;
    for (int p = 0; p < panels; p++) {
        double middle = low + (2 * p + 1) * half, here = 0;
        for (size_t i = 0; i < 8; i++)
            here += half_w[i] *
                    (f(middle - half * half_x[i], context) + f(middle + half * half_x[i], context));
        sum += here;
    }
    return sum * half;
}

hl_nodes hl_stats__nodes(double low, double high, double width)
{
    if (!(high > low) || !(width > 0))
        return (hl_nodes){0, 0, 0};
    size_t panels = (size_t)fmin(MOST_PANELS, ceil((high - low) / width));
    return (hl_nodes){panels * PER_PANEL, low, (high - low) / (double)panels / 2};
}

hl_node hl_stats__node(const hl_nodes *nodes, size_t i)
{
    size_t panel = i / PER_PANEL;
    size_t pair = i % PER_PANEL / 2;
    double half = nodes->half_panel;
    double middle = nodes->low + (double)(2 * panel + 1) * half;
    double off = half * half_x[pair];
    return (hl_node){i % 2 == 0 ? middle - off : middle + off, half * half_w[pair]};
}

/* log density of S at s. */
static double chi_log_density(double s, double df)
{
    double a = df / 2;
    /* log of 2 a^a e^-a / Gamma(a), without the cancellation when a is large */
    double scale = a > 1e3 ? log(a * 2 / acos(-1)) / 2 - 1 / (12 * a) + 1 / (360 * a * a * a)
                           : log(2) + a * log(a) - a - gsl_sf_lngamma(a);
    double log_s = fabs(s - 1) < 0.1 ? log1p(s - 1) : log(s);
    return scale - log_s + df * (log_s - (s - 1) * (s + 1) / 2);
}

/* With few degrees of freedom s^(df-1) has a pole at 0, and the mass lies over many powers of ten:
 * in log s all is smooth, and falls off to the left as s^df. */
static hl_chi_nodes log_nodes(double df, double sharp)
{
    const double digits = 37; /* exp(-37) is below the last one */
    double low = -log(sharp) / 2 - digits / df;
    double high = log(1 + 9 / sqrt(2 * df) + 3 / df);
    hl_nodes none = {0, 0, 0};
    return (hl_chi_nodes){high - low > MOST_PANELS ? none : hl_stats__nodes(low, high, 1), df};
}

hl_chi_nodes hl_stats__chi_nodes(double df, double reach)
{
    if (isinf(df))
        return (hl_chi_nodes){{1, 1, 0}, df};
    double sharp = df + reach * reach; /* of s^(df-1) exp(-sharp s^2/2) */
    if (df < few_df)
        return log_nodes(df, sharp);
    double low = sqrt(fmax(0, df - 1) / sharp) - 9 / sqrt(2 * sharp);
    double high = 1 + 9 / sqrt(2 * df) + 3 / df;
    /* in v = sqrt(s), which smooths the root at 0 */
    double width = 2 / sqrt(2 * sharp) / 2;
    return (hl_chi_nodes){hl_stats__nodes(sqrt(fmax(0, low)), sqrt(high), width), df};
}

hl_node hl_stats__chi_node(const hl_chi_nodes *nodes, size_t i)
{
    if (isinf(nodes->df))
        return (hl_node){1, 1};
    hl_node v = hl_stats__node(&nodes->scale, i);
    if (nodes->df < few_df) {
        double at = exp(v.x);
        return (hl_node){at, v.weight * at * exp(chi_log_density(at, nodes->df))};
    }
    double s = v.x * v.x;
    return (hl_node){s, v.weight * (2 * v.x * exp(chi_log_density(s, nodes->df)))};
}
