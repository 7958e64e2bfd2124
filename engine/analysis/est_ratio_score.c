/* Ratios (revenue per order) and means per touch: the two-part score on linearised values (delta
 * method), of the units whose denominator is not 0, with the degrees of freedom that the units'
 * sizes leave to the t test of est_ratio.c. Where it has no answer, and where values are clipped
 * (their products with the denominator are then not known), that t test takes its place, withheld
 * where skewness would lead it wrong. */
#include "analysis/effect.h"
#include "analysis/skewed.h"
#include "base/number.h"

/* df: of the t test. False where that takes the place of the score. */
static bool score_of(const hl_estimator_options *options, const hl_moments *control,
                     const hl_moments *treatment, double df, hl_two_part *out)
{
    hl_two_part_arm sums[2] = {hl_analysis__values_of_mean(control),
                               hl_analysis__values_of_mean(treatment)};
    if (options->metric->winsorize > 0 || !hl_stats__two_part_not_negative(&sums[0]) ||
        !hl_stats__two_part_not_negative(&sums[1]))
        return false;
    hl_two_part_arm c = hl_analysis__values_of_ratio(control);
    hl_two_part_arm t = hl_analysis__values_of_ratio(treatment);
    if (hl_analysis__far_from_zero(&c, &t) || !hl_stats__two_part(&c, &t, out))
        return false;
    out->df = df < out->df ? df : out->df;
    return true;
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_two_part_arm sums = hl_analysis__values_of_mean(m);
    hl_analysis__cluster_ratio.arm(options, m, out);
    out->nonzero = m->nonzero;
    if (m->n >= 2)
        out->effective = hl_stats__effective_values(&sums);
}

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    return hl_analysis__cluster_ratio.sample(options, m);
}

static void withhold(const hl_estimator_options *options, const hl_moments *control,
                     const hl_moments *treatment, bool scored, hl_comparison *out)
{
    bool clipped = options->metric->winsorize > 0;
    hl_two_part_arm (*of)(const hl_moments *) =
        clipped ? hl_analysis__values_of_mean : hl_analysis__values_of_ratio;
    hl_two_part_arm c = of(control), t = of(treatment);
    hl_analysis__withhold_few_values(&c, &t, out);
    if (!scored)
        hl_analysis__withhold_skewed(&c, &t, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    hl_two_part test;
    hl_analysis__cluster_ratio.compare(options, control, treatment, out);
    bool scored = !isnan(out->p) && score_of(options, control, treatment, out->df, &test);
    if (scored)
        hl_analysis__take_two_part(&test, options->conf, out);
    else
        out->method = hl_analysis__cluster_ratio.name;
    withhold(options, control, treatment, scored, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    hl_two_part test;
    hl_comparison tested = {0};
    hl_analysis__blank(&tested, 0);
    hl_analysis__cluster_ratio.compare(options, control, treatment, &tested);
    if (isnan(tested.p) || !score_of(options, control, treatment, tested.df, &test))
        return hl_analysis__cluster_ratio.margin(options, control, treatment, margin, relative);
    return hl_stats__noninferior_two_part(&test, margin, relative,
                                          options->metric->goal == HL_GOAL_INCREASE);
}

static hl_mean_pair pair_of(const hl_estimator_options *options, const hl_moments *control,
                            const hl_moments *treatment)
{
    return hl_analysis__cluster_ratio.pair(options, control, treatment);
}

static hl_two_arms stratum(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment)
{
    return hl_analysis__cluster_ratio.stratum(options, control, treatment);
}

const hl_estimator hl_analysis__ratio_score = {"ratio_score", arm,       compare, margin_of,
                                               stratum,       sample_of, pair_of, NULL};
