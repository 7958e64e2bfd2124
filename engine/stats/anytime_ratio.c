/* Robbins (1970), Statistical methods related to the law of the iterated logarithm, Annals of
 * Mathematical Statistics 41:1397-1409; Lindon & Malek (2022), Anytime-valid inference for
 * multinomial count data, arXiv 2011.03567.
 *
 * Given that a user converted, the chance that the user is in the treatment is
 *   theta(r) = rho r / (rho r + 1 - rho),  r the ratio of rates,
 * whatever the common rate does over time. A Beta(a, b) mixture over theta gives
 *   E(r) = B(a + xt, b + xc) / B(a, b) / (theta^xt (1 - theta)^xc),
 * which is prior density over posterior density at theta (on any scale), and so free of
 * cancellation. Its logarithm is convex in log r. The set E(r) < 1 / (1 - conf) covers the true
 * ratio at all looks at once with probability conf. */
#include "stats/anytime_ratio.h"

#include <math.h>

#include "base/number.h"
#include "stats/beta.h"
#include "stats/root.h"

typedef struct evidence {
    hl_beta prior, posterior;
    double shift_prior, shift_posterior; /* t of each at log r = 0 */
    double threshold;
} evidence;

static evidence evidence_of(double xc, double xt, double rho, double a, double b)
{
    double odds = rho / (1 - rho);
    return (evidence){
        .prior = hl_stats__beta(a, b),
        .posterior = hl_stats__beta(a + xt, b + xc),
        .shift_prior = log(odds * b / a),
        .shift_posterior = log(odds * (b + xc) / (a + xt)),
    };
}

static double log_evidence(double log_ratio, void *context)
{
    const evidence *e = context;
    return hl_stats__beta_log_density(&e->prior, e->shift_prior + log_ratio) -
           hl_stats__beta_log_density(&e->posterior, e->shift_posterior + log_ratio) - e->threshold;
}

/* The log ratio on the side of `direction` (-1 or 1) where the evidence reaches the threshold. */
static double end_of_set(evidence *e, double start, double direction)
{
    double inside = start, g_inside = log_evidence(inside, e);
    double step = 0.1;
    while (fabs(inside) < 600) {
        double outside = inside + direction * step;
        double g = log_evidence(outside, e);
        if (g > 0 && g_inside <= 0)
            return hl_stats__root(log_evidence, e, inside, g_inside, outside, g);
        inside = outside, g_inside = g;
        step *= 2;
    }
    return direction * (double)INFINITY;
}

double hl_stats__anytime_log_evidence(double xc, double xt, double rho, double r, double a,
                                      double b)
{
    evidence e = evidence_of(xc, xt, rho, a, b);
    return log_evidence(log(r), &e);
}

static double estimate(double xc, double xt, double rho)
{
    if (xc > 0)
        return (xt * (1 - rho) - xc * rho) / (xc * rho);
    return xt > 0 ? (double)INFINITY : HL_NAN;
}

/* A log ratio inside the set, or before it in the direction of the search. */
static double starting_point(double xc, double xt, double rho, double direction)
{
    if (xt > 0 && xc > 0)
        return log(xt * (1 - rho) / (xc * rho));
    return -direction * 500; /* the evidence is monotone: begin at the end that is certainly in */
}

hl_anytime hl_stats__anytime_ratio(double xc, double xt, double rho, double conf, double a,
                                   double b)
{
    hl_anytime result = {estimate(xc, xt, rho), -1, (double)INFINITY, 1, 0};
    if (xc <= 0 && xt <= 0)
        return result;
    evidence e = evidence_of(xc, xt, rho, a, b);
    result.log_e = log_evidence(0, &e);
    result.p = fmin(1, exp(-result.log_e));
    e.threshold = -log1p(-conf);
    if (xt > 0)
        result.low = expm1(end_of_set(&e, starting_point(xc, xt, rho, -1), -1));
    if (xc > 0)
        result.high = expm1(end_of_set(&e, starting_point(xc, xt, rho, 1), 1));
    return result;
}
