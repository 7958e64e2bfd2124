/* Hyndman & Fan (1996), type 7; Deng, Knoblich & Lu (2018), Applying the delta method in metric
 * analytics, section 4: the outer confidence interval
 *
 *   L = floor(n (q - z sqrt(q(1-q)/n))),  U = floor(n (q + z sqrt(q(1-q)/n))) + 1,  clamped to 1..n
 *   [x_(L), x_(U)],   se = (x_(U) - x_(L)) / (2z)
 *
 * which needs no density estimate. Assumes independent values. */
#include "stats/quantile.h"

#include <math.h>

#include "base/number.h"
#include "stats/student_t.h"

double hl_stats__quantile7(const double *sorted, size_t count, double q)
{
    if (count == 0)
        return HL_NAN;
    double h = (double)(count - 1) * q;
    size_t at = (size_t)h;
    if (at + 1 >= count)
        return sorted[count - 1];
    return sorted[at] + (h - (double)at) * (sorted[at + 1] - sorted[at]);
}

void hl_stats__quantile_wanted_ranks(double n, double q, double conf, double *low, double *high)
{
    double z = hl_stats__z_quantile((1 - conf) / 2), half = z * sqrt(q * (1 - q) / n);
    *low = floor(n * (q - half));
    *high = floor(n * (q + half)) + 1;
}

void hl_stats__quantile_outer_ranks(double n, double q, double conf, double *low, double *high)
{
    hl_stats__quantile_wanted_ranks(n, q, conf, low, high);
    *low = fmin(n, fmax(1, *low));
    *high = fmin(n, fmax(1, *high));
}

hl_quantile_ci hl_stats__quantile_outer(const double *sorted, size_t count, double q, double conf)
{
    hl_quantile_ci out = {hl_stats__quantile7(sorted, count, q), 0, 0, HL_NAN, HL_NAN, HL_NAN};
    if (count == 0)
        return out;
    double low, high, z = hl_stats__z_quantile((1 - conf) / 2);
    hl_stats__quantile_outer_ranks((double)count, q, conf, &low, &high);
    out.low_at = (size_t)low;
    out.high_at = (size_t)high;
    out.low = sorted[out.low_at - 1];
    out.high = sorted[out.high_at - 1];
    out.se = (out.high - out.low) / (2 * z);
    return out;
}

hl_quantile_difference hl_stats__quantile_difference(const hl_quantile_ci *control,
                                                     const hl_quantile_ci *treatment, double conf)
{
    double diff = treatment->quantile - control->quantile;
    double se = sqrt(control->se * control->se + treatment->se * treatment->se);
    if (isnan(se))
        return (hl_quantile_difference){diff, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    double half = hl_stats__z_quantile((1 - conf) / 2) * se;
    return (hl_quantile_difference){diff, se, diff - half, diff + half,
                                    se > 0 ? 2 * hl_stats__z_upper(fabs(diff) / se) : HL_NAN};
}
