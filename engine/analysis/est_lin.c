/* Means and proportions with covariates: fully interacted regression adjustment (Lin 2013)
 * with robust variances, of the two arms compared; t test of the adjusted difference, Fieller's set
 * on the adjusted means. The arms themselves are shown as they are.
 *
 * Covariates that some units lack are imputed, with an indicator (stats/impute.c).
 *
 * Ratios, and whatever is per touch: the same on the linearised unit value (y - R d) / mean(d) + R,
 * R the arm's ratio of sums, whose products with the covariates follow from those of y and d. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/impute.h"
#include "stats/lin.h"

typedef struct adjusted {
    size_t covariates; /* of lin's variables the first */
    hl_lin lin;
    hl_lin_mean mean[2]; /* control, treatment */
} adjusted;

static hl_lin_arm arm_of(const hl_moments *m)
{
    hl_lin_arm arm = {.n = (double)m->n};
    for (uint32_t i = 0; i + 1 < m->width; i++) {
        uint32_t from = i == 0 ? 0 : i + 1; /* y, then the covariates behind the denominator */
        arm.mean[i] = m->mean[from];
        for (uint32_t k = 0; k + 1 < m->width; k++)
            arm.cov[i][k] = m->cov[from][k == 0 ? 0 : k + 1];
    }
    return arm;
}

static hl_lin_arm linearised_arm_of(const hl_moments *m)
{
    hl_lin_arm arm = arm_of(m);
    double ratio = m->mean[0] / m->mean[1];
    arm.mean[0] = ratio;
    for (uint32_t i = 1; i + 1 < m->width; i++)
        arm.cov[0][i] = arm.cov[i][0] = (m->cov[0][i + 1] - ratio * m->cov[1][i + 1]) / m->mean[1];
    arm.cov[0][0] = (m->cov[0][0] - 2 * ratio * m->cov[0][1] + ratio * ratio * m->cov[1][1]) /
                    (m->mean[1] * m->mean[1]);
    return arm;
}

static bool one_per_unit(const hl_metric *metric)
{
    return metric->per == HL_PER_UNIT && metric->kind != HL_METRIC_RATIO;
}

static void adjust(const hl_estimator_options *options, const hl_moments *control,
                   const hl_moments *treatment, adjusted *out)
{
    hl_lin_arm (*of)(const hl_moments *) =
        one_per_unit(options->metric) ? arm_of : linearised_arm_of;
    hl_lin_arm arms[2] = {of(control), of(treatment)};
    out->covariates = hl_cells__covariates(control->width);
    size_t variables = hl_stats__impute(arms, 2, out->covariates);
    hl_stats__lin(arms, 2, variables, &out->lin, out->mean);
    if (one_per_unit(options->metric))
        return;
    for (size_t i = 0; i < 2; i++) { /* the residuals that are left, freed as the raw ones are */
        const hl_moments *m = i == 0 ? control : treatment;
        out->mean[i].variance *= m->clusters.inflation;
        out->mean[i].df *= m->clusters.df / ((double)m->n - 1);
    }
}

/* An indicator that repeats another, or that one arm never sets, is no fault of the covariates. */
static bool is_singular(const adjusted *fit)
{
    for (size_t i = 0; i < fit->covariates; i++)
        if (fit->lin.dropped[i])
            return true;
    return false;
}

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    return (hl_sample){(double)m->n, m->mean[0], m->cov[0][0]};
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    (hl_metric_is_rate(options->metric) ? hl_analysis__scas : hl_analysis__two_part)
        .arm(options, m, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    adjusted fit;
    adjust(options, control, treatment, &fit);
    hl_mean_pair pair = hl_stats__lin_pair(&fit.lin, &fit.mean[0], &fit.mean[1]);
    hl_welch welch = hl_stats__lin_welch(&fit.lin, &fit.mean[0], &fit.mean[1], options->conf);
    out->flags |= HL_FLAG_ADJUSTED;
    if (is_singular(&fit))
        out->flags |= HL_FLAG_SINGULAR_COVARIATES;
    hl_analysis__from_welch(options, &welch, &pair, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    adjusted fit;
    adjust(options, control, treatment, &fit);
    hl_mean_pair pair = hl_stats__lin_pair(&fit.lin, &fit.mean[0], &fit.mean[1]);
    double df = hl_stats__lin_welch(&fit.lin, &fit.mean[0], &fit.mean[1], options->conf).df;
    return hl_analysis__pair_margin(options, &pair, df, margin, relative);
}

static hl_mean_pair pair_of(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment)
{
    adjusted fit;
    adjust(options, control, treatment, &fit);
    return hl_stats__lin_pair(&fit.lin, &fit.mean[0], &fit.mean[1]);
}

static hl_two_arms stratum(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment)
{
    hl_mean_pair pair = pair_of(options, control, treatment);
    hl_two_arms out = hl_analysis__pair_stratum(&pair, (double)control->n, (double)treatment->n);
    if (!one_per_unit(options->metric)) {
        out.size_control = control->sum[1];
        out.size_treatment = treatment->sum[1];
    }
    return out;
}

static hl_sample linearised_sample(const hl_estimator_options *options, const hl_moments *m)
{
    return hl_analysis__cluster_ratio.sample(options, m);
}

static void linearised_arm(const hl_estimator_options *options, const hl_moments *m,
                           hl_arm_estimate *out)
{
    (hl_metric_is_rate(options->metric) ? hl_analysis__cluster_score : hl_analysis__cluster_ratio)
        .arm(options, m, out);
}

static void linearised_compare(const hl_estimator_options *options, const hl_moments *control,
                               const hl_moments *treatment, hl_comparison *out)
{
    out->flags |= options->metric->per == HL_PER_TOUCH ? HL_FLAG_CLUSTERED : 0;
    compare(options, control, treatment, out);
    hl_analysis__withhold_few_clusters(control, treatment, out);
}

const hl_estimator hl_analysis__cluster_lin = {"cluster_lin",
                                               linearised_arm,
                                               linearised_compare,
                                               margin_of,
                                               stratum,
                                               linearised_sample,
                                               pair_of,
                                               NULL};
const hl_estimator hl_analysis__lin = {"lin",   arm,       compare, margin_of,
                                       stratum, sample_of, pair_of, NULL};
