/* Cluster-robust comparison of ratios by the delta method (linearisation): Deng, Knoblich & Lu
 * (2018), Applying the delta method in metric analytics; Cochran (1977), Sampling techniques, 6.
 *
 *   R = mean y / mean d,   u_i = R + (y_i - R d_i) / mean d,   var R = var u / n
 *
 * The unit of randomisation is the cluster, so touches of one unit may depend on each other in any
 * way. Wants some tens of units in each arm, and mean d well away from 0. */
#include "stats/ratio.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/product_difference.h"

hl_sample hl_stats__ratio_linearised(const hl_ratio_sample *arm)
{
    if (!(arm->n >= 2) || !(arm->mean_d > 0))
        return (hl_sample){arm->n, HL_NAN, HL_NAN};
    double r = arm->mean_y / arm->mean_d;
    double parts = arm->var_y + r * r * arm->var_d;
    double residual = parts - 2 * r * arm->cov;
    if (residual <= 1e-14 * parts) /* y and d proportional: only rounding is left */
        residual = 0;
    return (hl_sample){arm->n, r, residual / arm->mean_d / arm->mean_d};
}

hl_mean_pair hl_stats__ratio_pair(const hl_ratio_sample *control, const hl_ratio_sample *treatment)
{
    hl_sample c = hl_stats__ratio_linearised(control), t = hl_stats__ratio_linearised(treatment);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    pair.difference = hl_stats__product_difference(treatment->mean_y, control->mean_d,
                                                   control->mean_y, treatment->mean_d) /
                      control->mean_d / treatment->mean_d;
    return pair;
}

hl_welch hl_stats__ratio_welch(const hl_ratio_sample *control, const hl_ratio_sample *treatment,
                               double conf)
{
    hl_mean_pair pair = hl_stats__ratio_pair(control, treatment);
    bool varies = pair.var_control > 0 && pair.var_treatment > 0;
    return hl_stats__welch_terms(pair.difference, varies ? pair.var_control : HL_NAN,
                                 control->n - 1, pair.var_treatment, treatment->n - 1, conf);
}
