/* Means per unit: the two-part score (stats/two_part.h), whose one statistic gives p and the
 * intervals of difference and lift. Where it has no answer (values below 0, or cells that do not
 * hold third sums) Welch's test and Fieller's set take its place; both are one where values are not
 * skewed and where arms are large. Too few values that are not 0: withheld, by a number that does
 * not depend on how they fell upon the arms. */
#include "analysis/effect.h"
#include "analysis/skewed.h"
#include "base/number.h"

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    return (hl_sample){(double)m->n, m->mean[0], m->cov[0][0]};
}

/* Its difference is formed from the exact sums: means near 1.7e12, as times in milliseconds have,
 * would leave half of the digits to it. */
static hl_mean_pair pair_of(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    pair.difference = hl_cells__mean_difference(control, treatment);
    return pair;
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_sample sample = sample_of(options, m);
    hl_two_part_arm values = hl_analysis__values_of_mean(m);
    out->n = m->n;
    out->sum = m->sum[0];
    if (!hl_analysis__has_signs(&values)) {
        out->nonzero = m->nonzero;
        out->effective = m->n >= 2 ? hl_stats__effective_values(&values) : HL_NAN;
    }
    hl_analysis__sample_arm(options, &sample, out);
}

/* The test of the two arms; false where Welch's takes its place. */
static bool score_of(const hl_two_part_arm *control, const hl_two_part_arm *treatment,
                     hl_two_part *out)
{
    return !hl_analysis__far_from_zero(control, treatment) &&
           hl_stats__two_part_not_negative(control) && hl_stats__two_part_not_negative(treatment) &&
           hl_stats__two_part(control, treatment, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_two_part_arm a = hl_analysis__values_of_mean(control);
    hl_two_part_arm b = hl_analysis__values_of_mean(treatment);
    hl_two_part test;
    hl_mean_pair pair = pair_of(options, control, treatment);
    hl_analysis__sample_compare(options, &c, &t, &pair, out);
    bool scored = !isnan(out->p) && score_of(&a, &b, &test);
    if (scored)
        hl_analysis__take_two_part(&test, options->conf, out);
    else
        out->method = "welch_fieller";
    hl_analysis__withhold_few_values(&a, &b, out);
    if (!scored)
        hl_analysis__withhold_skewed(&a, &b, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    int up = options->metric->goal == HL_GOAL_INCREASE;
    hl_two_part_arm a = hl_analysis__values_of_mean(control);
    hl_two_part_arm b = hl_analysis__values_of_mean(treatment);
    hl_two_part test;
    if (control->n >= 2 && treatment->n >= 2 && score_of(&a, &b, &test))
        return hl_stats__noninferior_two_part(&test, margin, relative, up);
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_mean_pair pair = pair_of(options, control, treatment);
    return hl_analysis__sample_margin(options, &c, &t, &pair, margin, relative);
}

static hl_two_arms stratum(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_mean_pair pair = pair_of(options, control, treatment);
    return hl_analysis__sample_stratum(&c, &t, &pair, c.n, t.n);
}

const hl_estimator hl_analysis__two_part = {"two_part_score", arm,       compare, margin_of,
                                            stratum,          sample_of, pair_of, NULL};
