/* Proportions: the skewness-corrected score test and the intervals that invert it (stats/scas.h).
 *
 * Per unit: counts as they are. Per touch: counts divided by the arm's design effect (Rao & Scott
 * 1992), so that touches of one unit do not count as independent; equal to the plain test when
 * every unit has one touch. The definition may insist that touches are independent: then counts as
 * they are, flagged. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/proportion_interval.h"
#include "stats/scas.h"

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

static hl_two_rates effective_rates(const hl_moments *control, const hl_moments *treatment)
{
    hl_touch_sums c = hl_analysis__touch_sums(control);
    hl_touch_sums t = hl_analysis__touch_sums(treatment);
    hl_touch_effect of_control;
    hl_touch_effect of_treatment;
    return hl_stats__touch_rates(&c, &t, 0, &of_control, &of_treatment);
}

static double smallest_expected(const hl_two_rates *r)
{
    double rate = (r->xc + r->xt) / (r->nc + r->nt);
    double rarer = rate < 0.5 ? rate : 1 - rate;
    return rarer * (r->nc < r->nt ? r->nc : r->nt);
}

static hl_flags count_flags(const hl_two_rates *r)
{
    hl_flags flags = 0;
    if (smallest_expected(r) < HL_ANALYSIS_SMALL_COUNT)
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
    double icc = HL_NAN;
    double effect = HL_NAN;
    hl_analysis__clustering(m, &icc, &effect);
    arm_rate(options, m->sum[Y], m->sum[D], effect > 0 ? effect : 1, out);
}

static void cluster_compare(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment, hl_comparison *out)
{
    hl_two_rates rates = effective_rates(control, treatment);
    out->flags |= HL_FLAG_CLUSTERED;
    compare_rates(options, &rates, out);
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
    hl_two_rates rates = effective_rates(control, treatment);
    return rates_margin(options, &rates, margin, relative);
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
    hl_two_rates rates = effective_rates(control, treatment);
    return hl_stats__stratum_counts(&rates);
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
