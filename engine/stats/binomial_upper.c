/* P(K >= k) = I_rate(k, n - k + 1), the regularised incomplete beta function: Abramowitz & Stegun
 * (1964), 26.5.24. */
#include "stats/binomial_upper.h"

#include <gsl/gsl_cdf.h>

double hl_stats__binomial_upper(double k, double n, double rate)
{
    if (k <= 0)
        return 1;
    return gsl_cdf_beta_P(rate, k, n - k + 1);
}
