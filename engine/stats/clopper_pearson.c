/* Clopper, C. J. & Pearson, E. S. (1934), Biometrika 26:404-413: the rates at which the observed
 * count or a more extreme one has probability (1 - conf) / 2, as quantiles of beta distributions.
 */
#include "stats/clopper_pearson.h"

#include "base/number.h"
#include "stats/beta.h"

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
