/* Second views of one comparison: the Bayesian one, and the exact test beside small counts. */
#include "analysis/effect.h"
#include "base/number.h"

void hl_analysis__beta_view(const hl_terms *terms, const hl_two_rates *rates, hl_comparison *out)
{
    (void)terms;
    (void)rates;
    (void)out;
}

void hl_analysis__normal_view(const hl_terms *terms, double difference, double se,
                              hl_comparison *out)
{
    (void)terms;
    (void)difference;
    (void)se;
    (void)out;
}

void hl_analysis__exact_beside(const hl_two_rates *rates, hl_comparison *out)
{
    (void)rates;
    (void)out;
}

void hl_analysis__clustering(const hl_moments *m, double *icc, double *design_effect)
{
    (void)m;
    *icc = *design_effect = HL_NONE;
}
