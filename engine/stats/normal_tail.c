/* The complementary error function keeps the tail's relative accuracy; 2 (1 - Phi) would be 0 or
 * noise below 1e-16. */
#include "stats/normal_tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

double hl_stats__z_critical(double conf)
{
    return gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
}

double hl_stats__normal_upper(double z)
{
    return erfc(z / sqrt(2)) / 2;
}

double hl_stats__two_sided_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

double hl_stats__log10_two_sided_p(double z)
{
    double p = hl_stats__two_sided_p(z);
    return p > 1e-300 || isnan(z) ? log10(p) : gsl_sf_log_erfc(fabs(z) / sqrt(2)) / log(10);
}
