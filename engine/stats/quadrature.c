/* Composite Gauss-Legendre quadrature (Abramowitz & Stegun 25.4.30, 16 points). On panels no wider
 * than two standard deviations of a Gaussian factor the error is below 1e-15. */
#include "stats/quadrature.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

static const double half_x[8] = {
    0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
    0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326};
static const double half_w[8] = {
    0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
    0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};
enum { PER_PANEL = 16, MOST_PANELS = 1024 };

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

void hl_stats__nodes_free(hl_nodes *nodes)
{
    free(nodes->x);
    free(nodes->weight);
    *nodes = (hl_nodes){0};
}

static void fill_panel(hl_nodes *nodes, size_t panel, double middle, double half)
{
    for (size_t i = 0; i < 8; i++) {
        size_t at = panel * PER_PANEL + 2 * i;
        nodes->x[at] = middle - half * half_x[i];
        nodes->x[at + 1] = middle + half * half_x[i];
        nodes->weight[at] = nodes->weight[at + 1] = half * half_w[i];
    }
}

hl_nodes hl_stats__nodes(double low, double high, double width)
{
    hl_nodes nodes = {0};
    if (!(high > low) || !(width > 0))
        return nodes;
    size_t panels = (size_t)fmin(MOST_PANELS, ceil((high - low) / width));
    nodes.x = malloc(panels * PER_PANEL * sizeof *nodes.x);
    nodes.weight = malloc(panels * PER_PANEL * sizeof *nodes.weight);
    if (nodes.x == NULL || nodes.weight == NULL) {
        hl_stats__nodes_free(&nodes);
        return nodes;
    }
    nodes.count = panels * PER_PANEL;
    double half = (high - low) / (double)panels / 2;
    for (size_t p = 0; p < panels; p++)
        fill_panel(&nodes, p, low + (double)(2 * p + 1) * half, half);
    return nodes;
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

static hl_nodes one_node(void)
{
    hl_nodes nodes = {.count = 1, .x = malloc(sizeof(double)), .weight = malloc(sizeof(double))};
    if (nodes.x == NULL || nodes.weight == NULL) {
        hl_stats__nodes_free(&nodes);
        return nodes;
    }
    nodes.x[0] = nodes.weight[0] = 1;
    return nodes;
}

hl_nodes hl_stats__chi_nodes(double df, double reach)
{
    if (isinf(df))
        return one_node();
    double sharp = df + reach * reach; /* of s^(df-1) exp(-sharp s^2/2) */
    double low = sqrt(fmax(0, df - 1) / sharp) - 9 / sqrt(2 * sharp);
    double high = 1 + 9 / sqrt(2 * df) + 3 / df;
    /* in v = sqrt(s), which smooths the root at 0 of few degrees of freedom */
    double width = 2 / sqrt(2 * sharp) / 2;
    hl_nodes nodes = hl_stats__nodes(sqrt(fmax(0, low)), sqrt(high), width);
    for (size_t i = 0; i < nodes.count; i++) {
        double v = nodes.x[i];
        nodes.x[i] = v * v;
        nodes.weight[i] *= 2 * v * exp(chi_log_density(v * v, df));
    }
    return nodes;
}
