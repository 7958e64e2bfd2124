/* Asymptotic confidence sequence: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, Time-uniform
 * central limit theory and asymptotic confidence sequences, arXiv 2103.06476, theorem 2.2 (normal
 * mixture):
 *
 *   d -+ c se,  c^2 = (g + 1)/g (log(g + 1) - 2 log alpha),  g = n rho^2
 *
 * For the relative effect the same sequence is laid on m_T - r m_C for every r and inverted over r:
 * c does not depend on r, so that is Fieller's set with critical value c.
 *
 * It is asymptotic: early on, the estimated variance of a skewed mean is too small exactly when the
 * mean is off. Rule: withheld until each arm has 100 units and
 * (sum y)^2 / sum y^2 >= 30, the number of equal contributions that would spread as these do (about
 * the number of buyers, less when a few spend most), or 10000 units, for a mean near 0 that the
 * second part would never pass. Where gains and losses are known to be such, by the sum of cubes,
 * the skewness of the mean says it sooner: at most 0.1 (30 contributions have up to 0.18, but rare
 * gains that have not come yet are not in a sample's skewness). tests/proof/prove_sequence_mean.c
 * measures the level so obtained.
 */
#include "stats/sequence_mean.h"

#include <math.h>

#include "base/number.h"
#include "stats/sequence_mixture.h"

#define MOST_SKEWNESS 0.1

static double contributions(const hl_sample *arm, double mean)
{
    double square = mean * mean;
    return arm->n * square / (square + arm->variance * (arm->n - 1) / arm->n);
}

bool hl_stats__sequence_ready(const hl_sample *arm)
{
    return arm->n >= HL_SEQUENCE_UNITS &&
           (contributions(arm, arm->mean) >= HL_SEQUENCE_CONTRIBUTIONS ||
            arm->n >= HL_SEQUENCE_ENOUGH_UNITS);
}

bool hl_stats__sequence_signed_ready(const hl_sample *arm, double third)
{
    double skewness = third / (arm->variance * sqrt(arm->variance));
    return hl_stats__sequence_ready(arm) ||
           (arm->n >= HL_SEQUENCE_UNITS && fabs(skewness) <= MOST_SKEWNESS * sqrt(arm->n));
}

bool hl_stats__sequence_rate_ready(const hl_sample *arm)
{
    return arm->n >= HL_SEQUENCE_UNITS &&
           contributions(arm, arm->mean) >= HL_SEQUENCE_CONTRIBUTIONS &&
           contributions(arm, 1 - arm->mean) >= HL_SEQUENCE_CONTRIBUTIONS;
}

hl_sequence_mean hl_stats__sequence_pair(const hl_mean_pair *m, double n, double alpha,
                                         double nstar)
{
    double rho = hl_stats__sequence_rho(alpha, nstar, 2), growth = n * rho * rho;
    double variance = m->var_control + m->var_treatment - 2 * m->covariance;
    hl_sequence s = hl_stats__gavi(m->difference, sqrt(variance), n, alpha, rho);
    hl_sequence_mean out = {.low = s.low, .high = s.high, .p = s.p};
    out.ready = !isnan(s.p);
    out.critical = hl_stats__sequence_critical(alpha, growth);
    out.lift = hl_stats__fieller(m, out.ready ? out.critical : HL_NAN);
    return out;
}

hl_sequence_mean hl_stats__sequence_mean(const hl_sample *control, const hl_sample *treatment,
                                         double alpha, double nstar)
{
    if (!hl_stats__sequence_ready(control) || !hl_stats__sequence_ready(treatment))
        return (hl_sequence_mean){.low = HL_NAN,
                                  .high = HL_NAN,
                                  .lift = {HL_FIELLER_NONE, HL_NAN, HL_NAN, HL_NAN, HL_NAN},
                                  .p = HL_NAN,
                                  .critical = HL_NAN};
    hl_mean_pair means = hl_stats__mean_pair(control, treatment);
    return hl_stats__sequence_pair(&means, control->n + treatment->n, alpha, nstar);
}
