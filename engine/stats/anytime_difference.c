/* Universal inference on two rates: Wasserman, Ramdas & Balakrishnan (2020), PNAS 117:16880-16890;
 * mixtures as in Robbins (1970). For a hypothesised pair of rates (a, b)
 *
 *   E(a, b) = Q(data) / P_ab(data)
 *
 * with Q any fixed distribution of the sequence of (arm, outcome) is a test martingale, so the set
 * of d for which some pair with b - a = d has E < 1/alpha leaves out the truth at some look with
 * probability at most alpha. The least E on a line is at the restricted maximum likelihood
 * (stats/restricted.h), and its logarithm is convex in d.
 *
 * Q, in closed form:  how many convert   a mixture of Beta(1, 1/e - 1), e = 1/2 ... 2^-16 and the
 *                                        expected rate
 *                     arm of a converter Beta(100 rho, 100 (1 - rho)): as stats/anytime_ratio.h
 *                     arm of the others  Beta(10^4 rho, 10^4 (1 - rho))
 * P_ab holds rho^nt (1 - rho)^nc besides the two binomials. When rho is not known, arms are taken
 * as given and each arm's count is a mixture with a common e.
 *
 * Exact for any counts when each arm's rate is constant. A common rate that changes over time
 * spreads the counts less than binomial (Hoeffding 1956); tests/proof/prove_anytime_difference.c
 * measures that the level holds then too, for the difference of the average rates. */
#include "stats/anytime_difference.h"

#include <math.h>

#include "base/number.h"
#include "stats/log_gamma.h"
#include "stats/restricted.h"
#include "stats/root.h"

enum { SCALES = 16 };
#define CONVERTER_STRENGTH 100.0
#define OTHER_STRENGTH     1e4

static double log_beta(double a, double b)
{
    return hl_stats__log_gamma(a) + hl_stats__log_gamma(b) - hl_stats__log_gamma(a + b);
}

/* log of the probability of a sequence with x successes and y failures under Beta(a, b). */
static double log_mixture(double x, double y, double a, double b)
{
    return log_beta(a + x, b + y) - log_beta(a, b);
}

static double log_sum(double a, double b)
{
    double most = fmax(a, b);
    return most == -HL_INFINITY ? most : most + log1p(exp(fmin(a, b) - most));
}

/* Both arms, or everything as one arm, at the scale e. */
static double at_scale(const hl_two_rates *r, double rho, double e)
{
    double b = 1 / e - 1;
    if (isnan(rho))
        return log_mixture(r->xc, r->nc - r->xc, 1, b) + log_mixture(r->xt, r->nt - r->xt, 1, b);
    double x = r->xc + r->xt;
    return log_mixture(x, r->nc + r->nt - x, 1, b);
}

static double log_counts(const hl_two_rates *r, double rho, double expected)
{
    double grid = -HL_INFINITY;
    for (int k = 1; k <= SCALES; k++)
        grid = log_sum(grid, at_scale(r, rho, ldexp(1, -k)) - log(SCALES));
    if (!(expected > 0 && expected < 1))
        return grid;
    return log_sum(grid, at_scale(r, rho, expected)) - log(2);
}

/* log Q, less the part of P that does not depend on the rates. */
static double log_alternative(const hl_two_rates *r, double rho, double expected)
{
    double counts = log_counts(r, rho, expected);
    if (isnan(rho))
        return counts;
    double k = CONVERTER_STRENGTH, m = OTHER_STRENGTH;
    return counts + log_mixture(r->xt, r->xc, k * rho, k * (1 - rho)) +
           log_mixture(r->nt - r->xt, r->nc - r->xc, m * rho, m * (1 - rho)) - r->nt * log(rho) -
           r->nc * log1p(-rho);
}

typedef struct evidence {
    const hl_two_rates *rates;
    double alternative, threshold;
} evidence;

static double excess(double d, void *context)
{
    const evidence *e = context;
    return e->alternative - hl_stats__restricted_log_likelihood(e->rates, d) - e->threshold;
}

double hl_stats__anytime_difference_log_e(const hl_two_rates *rates, double rho, double expected,
                                          double d)
{
    evidence e = {rates, log_alternative(rates, rho, expected), 0};
    return excess(d, &e);
}

hl_range hl_stats__anytime_difference(const hl_two_rates *rates, double rho, double expected,
                                      double conf)
{
    hl_range none = {HL_NAN, HL_NAN};
    if (hl_stats__rates_empty(rates) || rho <= 0 || rho >= 1)
        return none;
    evidence e = {rates, log_alternative(rates, rho, expected), -log(1 - conf)};
    double top = hl_stats__rate_difference(rates), at_top = excess(top, &e);
    if (!(at_top < 0))
        return none;
    double low = excess(-1, &e), high = excess(1, &e);
    return (hl_range){low < 0 ? -1 : hl_stats__root(excess, &e, top, at_top, -1, low),
                      high < 0 ? 1 : hl_stats__root(excess, &e, top, at_top, 1, high)};
}
