/* Quantiles of Beta(x + 1/2, n - x + 1/2); not modified at x = 0 or x = n, where Brown, Cai &
 * DasGupta (2001), Statistical Science 16:101-133, set the end to 0 or 1. */
#include "stats/jeffreys.h"

#include "base/number.h"
#include "stats/beta.h"

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
