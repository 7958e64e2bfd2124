#include "stats/proportion_interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/number.h"
#include "stats/beta.h"
#include "stats/normal_tail.h"

static double low_end(double x, double n, double z)
{
    double b = x + z * z / 2;
    double root = z * sqrt(x * (n - x) / n + z * z / 4);
    /* b - root, as (b^2 - root^2) / (b + root) = x^2 (1 + z^2/n) / (b + root) */
    return x * x / n / (b + root);
}

hl_range hl_stats__wilson(double x, double n, double conf)
{
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double z = gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
    double low = x <= 0 ? 0 : low_end(x, n, z);
    double high = x >= n ? 1 : 1 - low_end(n - x, n, z);
    if (high < 0.5 && x < n) /* 1 - (1 - high) would cancel: take the high root itself */
        high = (x + z * z / 2 + z * sqrt(x * (n - x) / n + z * z / 4)) / (n + z * z);
    return (hl_range){low, high};
}

hl_range hl_stats__agresti_coull(double x, double n, double conf)
{
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double z = hl_stats__z_critical(conf), more = n + z * z;
    double p = (x + z * z / 2) / more, complement = (n - x + z * z / 2) / more;
    double half = z * sqrt(p * complement / more);
    return (hl_range){p - half, p + half};
}

hl_range hl_stats__clopper_pearson(double x, double n, double conf)
{
    hl_range range = {0, 1};
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double tail = (1 - conf) / 2;
    if (x > 0) {
        hl_beta below = hl_stats__beta(x, n - x + 1);
        range.low = hl_stats__beta_x(&below, hl_stats__beta_lower_quantile(&below, tail));
    }
    if (x < n) {
        hl_beta above = hl_stats__beta(x + 1, n - x);
        range.high = hl_stats__beta_x(&above, hl_stats__beta_upper_quantile(&above, tail));
    }
    return range;
}

hl_range hl_stats__jeffreys(double x, double n, double conf)
{
    if (!(n > 0))
        return (hl_range){HL_NAN, HL_NAN};
    double tail = (1 - conf) / 2;
    hl_beta posterior = hl_stats__beta(x + 0.5, n - x + 0.5);
    return (hl_range){
        hl_stats__beta_x(&posterior, hl_stats__beta_lower_quantile(&posterior, tail)),
        hl_stats__beta_x(&posterior, hl_stats__beta_upper_quantile(&posterior, tail)),
    };
}
