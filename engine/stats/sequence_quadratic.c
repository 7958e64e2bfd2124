/* The mixture of Robbins (1970) for a vector: estimates of df contrasts, normal with covariance V
 * at this look, mixed over N(0, g V), where g grows with the units (V shrinks as they grow, so the
 * mixture stands still). The likelihood ratio against no contrast is
 *
 *   (1 + g)^(-df / 2) exp(q g / (2 (1 + g))),   q = x' V^-1 x,
 *
 * a martingale when there is none, so that min(1, 1 / ratio) is below alpha at some look in at most
 * alpha of cases (Ville). With df 1 it is the p of stats/sequence_mixture.h. Assumes normal
 * estimates whose covariances keep their proportions: shares of the segments that do not change. */
#include "stats/sequence_quadratic.h"

#include "base/number.h"

double hl_stats__sequence_quadratic_p(double q, double df, double growth)
{
    if (!(q >= 0) || !(df > 0) || !(growth > 0))
        return HL_NAN;
    return fmin(1, exp(df / 2 * log1p(growth) - q * growth / (2 * (1 + growth))));
}
