/* Quantiles of units' values, from the distribution that the cells keep.
 *
 * The estimate of an arm is the type 7 quantile, its interval the outer one from order statistics.
 * Two arms: difference of the quantiles, each with the standard error of its 95 % outer interval
 * (Deng, Knoblich & Lu 2018), a z test; the lift is Fieller's set of the same two numbers with the
 * same critical value, so test, difference and lift never disagree about "no change".
 *
 * Where so few units have no order statistic that far out there is no interval and no test, and
 * HL_FLAG_TOO_FEW says so: the largest value is no upper limit of a 99.9 % point. */
#include "analysis/effect.h"
#include "analysis/quantile_interval.h"
#include "base/number.h"

static const double se_conf = 0.95;

static hl_quantile_interval interval_of(const hl_metric *metric, const hl_moments *m, double conf)
{
    static const hl_histogram nothing = {0};
    return hl_analysis__quantile_interval(m->histogram == NULL ? &nothing : m->histogram,
                                          metric->quantile, conf);
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_quantile_interval interval = interval_of(options->metric, m, options->conf);
    out->n = m->n;
    out->sum = m->sum[0];
    out->mean = interval.estimate;
    out->low = interval.low;
    out->high = interval.high;
}

/* Both arms as estimates with variances; NaN where a variance does not exist. */
static hl_mean_pair pair_of(const hl_metric *metric, const hl_moments *control,
                            const hl_moments *treatment, bool *exact)
{
    hl_quantile_interval c = interval_of(metric, control, se_conf);
    hl_quantile_interval t = interval_of(metric, treatment, se_conf);
    *exact = c.exact && t.exact;
    return (hl_mean_pair){c.estimate,  t.estimate,  t.estimate - c.estimate,
                          c.se * c.se, t.se * t.se, 0};
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    bool exact = true;
    if (control->n == 0 || treatment->n == 0) {
        out->flags |= HL_FLAG_EMPTY_ARM;
        return;
    }
    hl_mean_pair pair = pair_of(options->metric, control, treatment, &exact);
    double variance = pair.var_control + pair.var_treatment;
    out->flags |= (isnan(variance) ? HL_FLAG_TOO_FEW : 0) | (exact ? 0 : HL_FLAG_APPROXIMATE);
    hl_welch test =
        variance > 0 ? hl_stats__t_test(pair.difference, variance, (double)INFINITY, options->conf)
                     : hl_analysis__no_welch();
    hl_analysis__from_welch(options, &test, &pair, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    bool exact = true;
    hl_mean_pair pair = pair_of(options->metric, control, treatment, &exact);
    if (!(pair.var_control + pair.var_treatment > 0))
        return (hl_noninferiority){HL_NAN, HL_NAN};
    return hl_analysis__pair_margin(options, &pair, (double)INFINITY, margin, relative);
}

static hl_log_ratio log_ratio(const hl_estimator_options *options, const hl_moments *control,
                              const hl_moments *treatment)
{
    bool exact = true;
    hl_mean_pair pair = pair_of(options->metric, control, treatment, &exact);
    return hl_analysis__pair_log_ratio(&pair);
}

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    hl_quantile_interval interval = interval_of(options->metric, m, se_conf);
    return (hl_sample){(double)m->n, interval.estimate, interval.se * interval.se * (double)m->n};
}

const hl_estimator hl_analysis__quantile = {"quantile_outer", arm,       compare, margin_of,
                                            log_ratio,        sample_of, NULL,    NULL};
