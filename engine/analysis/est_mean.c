/* Means per unit: Welch's test, its t interval of the difference, and Fieller's set for the lift
 * with the same statistic and critical value. */
#include "analysis/effect.h"
#include "base/number.h"

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    return (hl_sample){(double)m->n, m->mean[0], m->cov[0][0]};
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_sample sample = sample_of(options, m);
    out->n = m->n;
    out->sum = m->sum[0];
    hl_analysis__sample_arm(options, &sample, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_analysis__sample_compare(options, &c, &t, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    return hl_analysis__sample_margin(options, &c, &t, margin, relative);
}

static hl_log_ratio log_ratio(const hl_estimator_options *options, const hl_moments *control,
                              const hl_moments *treatment)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    return hl_analysis__sample_log_ratio(&c, &t);
}

const hl_estimator hl_analysis__welch = {"welch_fieller", arm,       compare, margin_of,
                                         log_ratio,       sample_of, NULL,    NULL};
