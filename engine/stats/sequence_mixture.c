/* Robbins (1970); Johari, Pekelis, Walsh (2015, 2022) for the mixture SPRT; Waudby-Smith et al.,
 * arXiv 2103.06476, for the choice of rho and the asymptotic form.
 *
 *   two-sided half-width   se sqrt(n) sqrt(2 (n r^2 + 1) log(sqrt(n r^2 + 1)/alpha)) / (n r)
 *   p                      min(1, sqrt(n r^2 + 1) exp(-r^2 n z^2 / (2 (n r^2 + 1)))),  z = est/se
 *   msprt                  the same with tau2 = r^2 n se^2
 *
 * p at a look does not depend on alpha, but rho does. Assumes the estimate is normal with this
 * standard error: counts must carry that. */
#include "stats/sequence_mixture.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"

double hl_stats__sequence_growth(double alpha)
{
    double l = -2 * log(alpha);
    return l + log(l + 1);
}

double hl_stats__sequence_critical(double alpha, double growth)
{
    return sqrt((growth + 1) / growth * (log1p(growth) - 2 * log(alpha)));
}

double hl_stats__sequence_rho(double alpha, double nstar, int sides)
{
    return sqrt(hl_stats__sequence_growth(sides == 2 ? alpha : 2 * alpha) / nstar);
}

static bool unusable(double estimate, double se)
{
    return !isfinite(estimate) || !(se > 0) || isinf(se);
}

static hl_sequence nothing(void)
{
    return (hl_sequence){HL_NAN, HL_NAN, HL_NAN, HL_NAN};
}

/* growth = n rho^2 = tau2 / se^2 */
static hl_sequence two_sided(double estimate, double se, double growth, double alpha)
{
    double z = estimate / se;
    double half = se * hl_stats__sequence_critical(alpha, growth);
    hl_sequence out = {.low = estimate - half, .high = estimate + half};
    out.log_lambda = growth * z * z / (2 * (growth + 1)) - log1p(growth) / 2;
    out.p = fmin(1, exp(-out.log_lambda));
    return out;
}

hl_sequence hl_stats__gavi(double estimate, double se, double n, double alpha, double rho)
{
    if (unusable(estimate, se) || !(n > 0) || !(rho > 0))
        return nothing();
    return two_sided(estimate, se, n * rho * rho, alpha);
}

hl_sequence hl_stats__gavi_greater(double estimate, double se, double n, double alpha, double rho)
{
    if (unusable(estimate, se) || !(n > 0) || !(rho > 0))
        return nothing();
    double growth = n * rho * rho, root = sqrt(growth + 1), z = estimate / se;
    hl_sequence out = {.high = HL_INFINITY, .p = 0.5, .log_lambda = HL_NAN};
    out.low = estimate - se * sqrt(2 * (growth + 1) / growth * log1p(root / (2 * alpha)));
    if (z > 0)
        out.p = fmin(0.5, root / (2 * expm1(z * z * growth / (2 * (growth + 1)))));
    return out;
}

hl_sequence hl_stats__msprt(double estimate, double se, double tau2, double alpha)
{
    if (unusable(estimate, se) || !(tau2 > 0))
        return nothing();
    return two_sided(estimate, se, tau2 / (se * se), alpha);
}
