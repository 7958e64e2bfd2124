/* The same statistic as the interval, at the margin instead of at no effect (ICH E9, 3.3.2; Laud
 * 2017 for rates), so the verdict on a guardrail and its interval cannot disagree. */
#include "stats/noninferiority.h"

#include <math.h>

#include "base/number.h"
#include "stats/score.h"
#include "stats/student_t.h"

/* z is positive when the treatment lies above the margin. */
static hl_noninferiority from_z(double z, double df, int higher_is_better)
{
    double better = higher_is_better ? z : -z;
    if (isnan(z))
        return (hl_noninferiority){HL_NAN, HL_NAN};
    return (hl_noninferiority){hl_stats__t_upper(better, df), hl_stats__t_upper(-better, df)};
}

static double shifted(double margin, int higher_is_better)
{
    return higher_is_better ? -margin : margin;
}

hl_noninferiority hl_stats__noninferior_rates(const hl_two_rates *rates, double margin,
                                              int higher_is_better)
{
    double z = hl_stats__rates_empty(rates)
                   ? HL_NAN
                   : hl_stats__score_z_difference(rates, HL_SCORE_SKEWED,
                                                  shifted(margin, higher_is_better));
    return from_z(z, HL_INFINITY, higher_is_better);
}

hl_noninferiority hl_stats__noninferior_rate_lift(const hl_two_rates *rates, double margin,
                                                  int higher_is_better)
{
    double ratio = 1 + shifted(margin, higher_is_better);
    double z = hl_stats__rates_empty(rates) || !(ratio > 0) || !(rates->xc + rates->xt > 0)
                   ? HL_NAN
                   : hl_stats__score_z_ratio(rates, HL_SCORE_SKEWED, ratio);
    return from_z(z, HL_INFINITY, higher_is_better);
}

hl_noninferiority hl_stats__noninferior_means(const hl_mean_pair *m, double df, double margin,
                                              int higher_is_better)
{
    double variance = m->var_control + m->var_treatment - 2 * m->covariance;
    double gap = m->difference - shifted(margin, higher_is_better);
    return from_z(variance > 0 ? gap / sqrt(variance) : HL_NAN, df, higher_is_better);
}

hl_noninferiority hl_stats__noninferior_mean_lift(const hl_mean_pair *m, double df, double margin,
                                                  int higher_is_better)
{
    double shift = shifted(margin, higher_is_better) * (m->control < 0 ? -1 : 1), ratio = 1 + shift;
    double variance = m->var_treatment + ratio * ratio * m->var_control - 2 * ratio * m->covariance;
    double gap = m->difference - shift * m->control;
    double z = variance > 0 && m->control != 0 ? gap / sqrt(variance) : HL_NAN;
    return from_z(z, df, higher_is_better);
}

hl_noninferiority hl_stats__noninferior_two_part(const hl_two_part *test, double margin,
                                                 bool relative, int higher_is_better)
{
    double shift = shifted(margin, higher_is_better);
    double z = relative ? hl_stats__two_part_z_ratio(test, log1p(shift))
                        : hl_stats__two_part_z_difference(test, shift);
    return from_z(z, test->df, higher_is_better);
}
