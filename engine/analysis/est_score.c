/* Proportions: the skewness-corrected score test and the intervals that invert it (stats/scas.h).
 *
 * Per unit: counts as they are. Per touch: counts divided by the arm's design effect (Rao & Scott
 * 1992), so that touches of one unit do not count as independent, with the t quantile of the
 * degrees of freedom that the units' sizes leave it (stats/cluster_robust.h); equal to the plain
 * test when every unit has one touch. The definition may insist that touches are independent: then
 * counts as they are, flagged. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/exact_beside.h"
#include "stats/proportion_interval.h"
#include "stats/scas.h"
#include "stats/student_t.h"

enum { Y, D };

static hl_two_rates unit_rates(const hl_moments *control, const hl_moments *treatment)
{
    return (hl_two_rates){control->sum[Y], (double)control->n, treatment->sum[Y],
                          (double)treatment->n};
}

static hl_two_rates touch_rates(const hl_moments *control, const hl_moments *treatment)
{
    return (hl_two_rates){control->sum[Y], control->sum[D], treatment->sum[Y], treatment->sum[D]};
}

/* Effective counts, and the degrees of freedom of what they were divided by. */
typedef struct effective {
    hl_two_rates rates;
    double df; /* INFINITY where no unit has two touches: then the divisor is 1, and known */
} effective;

static bool one_touch_each(const hl_moments *m)
{
    return m->sum[D] == (double)m->n && !(m->product[D][D] > m->sum[D]);
}

/* Satterthwaite, with the variances that the arms have at the pooled rate, as the score test. */
static double freedom(const hl_moments *control, const hl_moments *treatment,
                      const hl_two_rates *rates)
{
    double df_c = one_touch_each(control) ? HL_INFINITY : control->clusters.df;
    double df_t = one_touch_each(treatment) ? HL_INFINITY : treatment->clusters.df;
    double share = rates->nt / (rates->nc + rates->nt); /* of the control, 1 / nc over both */
    return 1 / (share * share / df_c + (1 - share) * (1 - share) / df_t);
}

static effective effective_rates(const hl_moments *control, const hl_moments *treatment)
{
    const hl_moments *moments[] = {control, treatment};
    hl_touch_sums sums[2];
    hl_touch_effect effects[2];
    double df[2];
    for (size_t i = 0; i < 2; i++) {
        sums[i] = hl_analysis__touch_sums(moments[i]);
        effects[i] = hl_stats__touch_effect(&sums[i], moments[i]->clusters.inflation);
        df[i] = moments[i]->clusters.df;
    }
    effective out = {hl_stats__touch_rates(sums, df, 0, effects), HL_NAN};
    out.df = freedom(control, treatment, &out.rates);
    return out;
}

/* A t quantile is taken for the normal one: the confidence of which the score's intervals have it
 * as their critical value, and the p of the same statistic. */
static double normal_conf(double conf, double df)
{
    return isinf(df) ? conf : 1 - 2 * hl_stats__z_upper(hl_stats__t_quantile((1 - conf) / 2, df));
}

static double t_tail(double upper, double df)
{
    if (isinf(df) || upper == 0.5 || !(upper > 0 && upper < 1))
        return upper;
    return hl_stats__t_upper(hl_stats__z_quantile(upper), df);
}

static hl_flags count_flags(const hl_two_rates *r)
{
    hl_flags flags = 0;
    if (hl_stats__counts_small(r))
        flags |= HL_FLAG_SMALL_COUNTS;
    if (r->xc <= 0 || r->xt <= 0)
        flags |= HL_FLAG_NO_CONVERSIONS;
    return flags;
}

static void compare_rates(const hl_estimator_options *options, const hl_two_rates *rates,
                          hl_comparison *out)
{
    if (hl_stats__rates_empty(rates)) {
        out->flags |= HL_FLAG_EMPTY_ARM;
        return;
    }
    hl_scas difference = hl_stats__scas_diff(rates, options->conf);
    hl_scas ratio = hl_stats__scas_ratio(rates, options->conf);
    out->difference = (hl_estimate){difference.estimate, difference.low, difference.high};
    out->lift = (hl_estimate){ratio.estimate - 1, ratio.low - 1, ratio.high - 1};
    out->p = difference.p;
    out->flags |= count_flags(rates);
    if (isnan(out->p))
        out->flags |= HL_FLAG_NO_VARIANCE;
    if (rates->xc <= 0)
        out->flags |= HL_FLAG_ZERO_CONTROL | HL_FLAG_HIGH_OPEN;
    double pc = rates->xc / rates->nc;
    double pt = rates->xt / rates->nt;
    out->se = sqrt(pc * (1 - pc) / rates->nc + pt * (1 - pt) / rates->nt);
    out->se_control = sqrt(pc * (1 - pc) / rates->nc);
    out->df = (double)INFINITY;
    hl_analysis__beta_view(options, rates, out);
}

static void arm_rate(const hl_estimator_options *options, double x, double n, double effect,
                     hl_arm_estimate *out)
{
    hl_range range = hl_stats__wilson(x / effect, n / effect, options->conf);
    out->n = (int64_t)n;
    out->sum = x;
    out->mean = n > 0 ? x / n : HL_NAN;
    out->low = range.low;
    out->high = range.high;
}

static void scas_arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    arm_rate(options, m->sum[Y], (double)m->n, 1, out);
}

static void scas_compare(const hl_estimator_options *options, const hl_moments *control,
                         const hl_moments *treatment, hl_comparison *out)
{
    hl_two_rates rates = unit_rates(control, treatment);
    compare_rates(options, &rates, out);
}

static void cluster_arm(const hl_estimator_options *options, const hl_moments *m,
                        hl_arm_estimate *out)
{
    hl_touch_sums sums = hl_analysis__touch_sums(m);
    hl_touch_effect effect = hl_stats__touch_effect(&sums, m->clusters.inflation);
    double df = one_touch_each(m) ? HL_INFINITY : m->clusters.df;
    hl_estimator_options at_df = *options;
    at_df.conf = normal_conf(options->conf, df);
    arm_rate(&at_df, m->sum[Y], m->sum[D], effect.deff > 0 ? effect.deff : 1, out);
}

static void cluster_compare(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment, hl_comparison *out)
{
    effective e = effective_rates(control, treatment);
    hl_estimator_options at_df = *options;
    at_df.conf = normal_conf(options->conf, e.df);
    out->flags |= HL_FLAG_CLUSTERED;
    if (isnan(e.df) && !hl_stats__rates_empty(&e.rates)) {
        out->flags |= HL_FLAG_TOO_FEW;
        out->difference.estimate = e.rates.xt / e.rates.nt - e.rates.xc / e.rates.nc;
        return;
    }
    compare_rates(&at_df, &e.rates, out);
    out->p = 2 * t_tail(out->p / 2, e.df);
    out->df = e.df;
    hl_analysis__withhold_few_clusters(control, treatment, out);
}

static void touch_arm(const hl_estimator_options *options, const hl_moments *m,
                      hl_arm_estimate *out)
{
    arm_rate(options, m->sum[Y], m->sum[D], 1, out);
}

static void touch_compare(const hl_estimator_options *options, const hl_moments *control,
                          const hl_moments *treatment, hl_comparison *out)
{
    hl_two_rates rates = touch_rates(control, treatment);
    out->flags |= HL_FLAG_INDEPENDENT_TOUCHES;
    compare_rates(options, &rates, out);
}

static hl_noninferiority rates_margin(const hl_estimator_options *options,
                                      const hl_two_rates *rates, double margin, bool relative)
{
    int up = options->metric->goal == HL_GOAL_INCREASE;
    return relative ? hl_stats__noninferior_rate_lift(rates, margin, up)
                    : hl_stats__noninferior_rates(rates, margin, up);
}

static hl_noninferiority scas_margin(const hl_estimator_options *options, const hl_moments *control,
                                     const hl_moments *treatment, double margin, bool relative)
{
    hl_two_rates rates = unit_rates(control, treatment);
    return rates_margin(options, &rates, margin, relative);
}

static hl_noninferiority cluster_margin(const hl_estimator_options *options,
                                        const hl_moments *control, const hl_moments *treatment,
                                        double margin, bool relative)
{
    effective e = effective_rates(control, treatment);
    hl_noninferiority out = rates_margin(options, &e.rates, margin, relative);
    return (hl_noninferiority){t_tail(out.p, e.df), t_tail(out.p_worse, e.df)};
}

static hl_noninferiority touch_margin(const hl_estimator_options *options,
                                      const hl_moments *control, const hl_moments *treatment,
                                      double margin, bool relative)
{
    hl_two_rates rates = touch_rates(control, treatment);
    return rates_margin(options, &rates, margin, relative);
}

static hl_two_arms scas_stratum(const hl_estimator_options *options, const hl_moments *control,
                                const hl_moments *treatment)
{
    (void)options;
    hl_two_rates rates = unit_rates(control, treatment);
    return hl_stats__stratum_counts(&rates);
}

static hl_two_arms cluster_stratum(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment)
{
    (void)options;
    effective e = effective_rates(control, treatment);
    return hl_stats__stratum_counts(&e.rates);
}

static hl_two_arms touch_stratum(const hl_estimator_options *options, const hl_moments *control,
                                 const hl_moments *treatment)
{
    (void)options;
    hl_two_rates rates = touch_rates(control, treatment);
    return hl_stats__stratum_counts(&rates);
}

static hl_sample unit_sample(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    return (hl_sample){(double)m->n, m->mean[Y], m->cov[Y][Y]};
}

static hl_sample touch_sample(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    double rate = m->sum[D] > 0 ? m->sum[Y] / m->sum[D] : HL_NAN;
    return (hl_sample){m->sum[D], rate, rate * (1 - rate)};
}

static hl_sample cluster_sample(const hl_estimator_options *options, const hl_moments *m)
{
    return hl_analysis__cluster_ratio.sample(options, m);
}

const hl_estimator hl_analysis__scas = {"scas",       scas_arm,    scas_compare, scas_margin,
                                        scas_stratum, unit_sample, NULL,         unit_rates};
const hl_estimator hl_analysis__cluster_score = {
    "cluster_scas", cluster_arm, cluster_compare, cluster_margin, cluster_stratum, cluster_sample,
    NULL,           NULL};
const hl_estimator hl_analysis__touch_score = {"touch_scas", touch_arm,     touch_compare,
                                               touch_margin, touch_stratum, touch_sample,
                                               NULL,         touch_rates};
