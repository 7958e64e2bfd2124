/* Two-sample t test: power by the noncentral t, P(T > t) = E_S Q(t S - delta), S =
 * sqrt(chi2_df/df); df = 2n - 2, delta = d / (sd sqrt(2/n)). R power.t.test; statsmodels
 * TTestIndPower. */
#include "stats/power_mean.h"

#include <math.h>

#include "base/number.h"
#include "stats/quadrature.h"
#include "stats/root.h"
#include "stats/student_t.h"

double hl_stats__noncentral_t_upper(double t, double df, double delta)
{
    if (!(df > 0) || isnan(t) || isnan(delta))
        return HL_NAN;
    hl_chi_nodes s = hl_stats__chi_nodes(df, fmin(fabs(t), 38));
    double sum = s.scale.count == 0 ? HL_NAN : 0;
    for (size_t i = 0; i < s.scale.count; i++) {
        hl_node at = hl_stats__chi_node(&s, i);
        sum += at.weight * hl_stats__z_upper(t * at.x - delta);
    }
    return sum;
}

double hl_stats__n_mean_z(double d, double s0, double s1, double alpha, double ratio, double power)
{
    double z = hl_stats__z_quantile(alpha / 2) + hl_stats__z_quantile(1 - power);
    return d == 0 ? HL_INFINITY : z * z * (s0 * s0 + s1 * s1 / ratio) / (d * d);
}

hl_power hl_stats__power_mean_t(double d, double sd, double n, double alpha)
{
    double df = 2 * n - 2, delta = fabs(d) / (sd * sqrt(2 / n));
    if (!(df > 0))
        return (hl_power){HL_NAN, HL_NAN};
    double t = hl_stats__t_quantile(alpha / 2, df);
    hl_power out = {hl_stats__noncentral_t_upper(t, df, delta), 0};
    out.two_tail = out.one_tail + hl_stats__noncentral_t_upper(t, df, -delta);
    return out;
}

typedef struct search {
    double d, sd, alpha, power;
} search;

static double excess(double log_df, void *context)
{
    const search *s = context;
    return hl_stats__power_mean_t(s->d, s->sd, 1 + exp(log_df) / 2, s->alpha).one_tail - s->power;
}

double hl_stats__n_mean_t(double d, double sd, double alpha, double power)
{
    search s = {d, sd, alpha, power};
    double low = log(5e-2), high = log(2e15);
    double root = hl_stats__root(excess, &s, low, excess(low, &s), high, excess(high, &s));
    return 1 + exp(root) / 2;
}
