/* Ratios, and means per touch: the units' sums are linearised (delta method), so touches of one
 * unit may depend on each other; the variance is freed of what large units pull the ratio towards
 * themselves, with the degrees of freedom that the units' sizes leave (stats/cluster_robust.h).
 * Then as for means. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/ratio.h"

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    hl_ratio_sample sums = {(double)m->n, m->mean[0],   m->mean[1],
                            m->cov[0][0], m->cov[1][1], m->cov[0][1]};
    hl_sample sample = hl_stats__ratio_linearised(&sums);
    sample.variance *= m->clusters.inflation;
    return sample;
}

/* As many units as have the variance's degrees of freedom, and the same standard error: what a t
 * test reads. */
static hl_sample tested_sample(const hl_estimator_options *options, const hl_moments *m)
{
    hl_sample sample = sample_of(options, m);
    if (m->n < 2)
        return sample;
    double alike = isnan(m->clusters.df) ? 1 : m->clusters.df + 1;
    sample.variance *= alike / sample.n;
    sample.n = alike;
    return sample;
}

/* Its difference is formed from the exact sums (cells/cells.h). */
static hl_mean_pair pair_of(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    pair.difference = hl_cells__ratio_difference(control, treatment);
    return pair;
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_sample sample = tested_sample(options, m);
    out->n = options->metric->per == HL_PER_TOUCH ? (int64_t)m->sum[1] : m->n;
    out->sum = m->sum[0];
    hl_analysis__sample_arm(options, &sample, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    hl_sample c = tested_sample(options, control);
    hl_sample t = tested_sample(options, treatment);
    out->flags |= options->metric->per == HL_PER_TOUCH ? HL_FLAG_CLUSTERED : 0;
    hl_mean_pair pair = pair_of(options, control, treatment);
    hl_analysis__sample_compare(options, &c, &t, &pair, out);
    hl_analysis__withhold_few_clusters(control, treatment, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    hl_sample c = tested_sample(options, control);
    hl_sample t = tested_sample(options, treatment);
    hl_mean_pair pair = pair_of(options, control, treatment);
    return hl_analysis__sample_margin(options, &c, &t, &pair, margin, relative);
}

/* Weighted by its denominators (touches), so that the strata add up to the ratio of all. */
static hl_two_arms stratum(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_mean_pair pair = pair_of(options, control, treatment);
    return hl_analysis__sample_stratum(&c, &t, &pair, control->sum[1], treatment->sum[1]);
}

const hl_estimator hl_analysis__cluster_ratio = {"cluster_ratio", arm,       compare, margin_of,
                                                 stratum,         sample_of, pair_of, NULL};
