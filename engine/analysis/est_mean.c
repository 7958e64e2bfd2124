/* Means per unit: the two-part score (stats/two_part.h), whose one statistic gives p and the
 * intervals of difference and lift. Where it has no answer (values below 0, or cells that do not
 * hold third sums) Welch's test and Fieller's set take its place; both are one where values are not
 * skewed and where arms are large. Too few values that are not 0: withheld, by a number that does
 * not depend on how they fell upon the arms. */
#include "analysis/effect.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/student_t.h"
#include "stats/two_part.h"

/* Expected in the smaller arm: found by simulation, docs/statistics/two_part_score.md. */
enum { VALUES_NEEDED = 10 };
/* Spread of values over their size, below which Welch's test is taken. */
#define FAR_FROM_ZERO 1e-4
/* Values all other than 0 whose skewness is below it do not need so many. */
#define HARDLY_SKEWED 1

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

static hl_two_part_arm values_of(const hl_moments *m)
{
    double n = (double)m->n;
    return (hl_two_part_arm){n, m->nonzero, m->mean[0], m->cov[0][0], m->third / n};
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_sample sample = sample_of(options, m);
    hl_two_part_arm values = values_of(m);
    out->n = m->n;
    out->sum = m->sum[0];
    out->nonzero = m->nonzero;
    if (m->n >= 2)
        out->effective = hl_stats__effective_values(&values);
    hl_analysis__sample_arm(options, &sample, out);
}

/* Values that lie within a hair of each other, on a scale whose 0 means nothing (times, in
 * milliseconds since 1970): the score works on ratios, which would lose the digits. */
static bool is_far_from_zero(const hl_moments *m)
{
    return sqrt(m->cov[0][0]) < FAR_FROM_ZERO * fabs(m->mean[0]);
}

/* The test of the two arms; false where Welch's takes its place. */
static bool two_part(const hl_moments *control, const hl_moments *treatment, hl_two_part *out)
{
    if (is_far_from_zero(control) && is_far_from_zero(treatment))
        return false;
    hl_two_part_arm c = values_of(control), t = values_of(treatment);
    return hl_stats__two_part(&c, &t, out);
}

static void take_intervals(const hl_two_part *test, double critical, hl_comparison *out)
{
    hl_range difference = hl_stats__two_part_difference(test, critical);
    hl_range lift = hl_stats__two_part_lift(test, critical);
    out->difference.low = difference.low;
    out->difference.high = difference.high;
    out->lift.low = lift.low;
    out->lift.high = lift.high;
    out->p = hl_stats__two_part_p(test);
    out->flags &= ~(hl_flags)(HL_FLAG_EXCLUSIVE | HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN |
                              HL_FLAG_ZERO_CONTROL);
    if (isinf(difference.low))
        out->flags |= HL_FLAG_LOW_OPEN;
    if (isinf(lift.high) || isinf(difference.high))
        out->flags |= HL_FLAG_HIGH_OPEN;
}

static double pooled_skewness(const hl_moments *c, const hl_moments *t)
{
    double n = (double)c->n + (double)t->n;
    double squares = (double)(c->n - 1) * c->cov[0][0] + (double)(t->n - 1) * t->cov[0][0];
    return (c->third + t->third) / n / pow(squares / n, 1.5);
}

void hl_analysis__withhold_few_values(const hl_moments *control, const hl_moments *treatment,
                                      hl_comparison *out)
{
    hl_two_part_arm c = values_of(control), t = values_of(treatment);
    double expected = hl_stats__two_part_expected(&c, &t);
    double least = fmin(c.nonzero, t.nonzero);
    bool zeros = c.nonzero < c.n || t.nonzero < t.n;
    if (isnan(out->p) || isnan(expected) ||
        (!zeros && !(pooled_skewness(control, treatment) >= HARDLY_SKEWED)))
        return;
    if (expected < VALUES_NEEDED)
        hl_analysis__withhold(out, HL_FLAG_FEW_BUYERS, expected, VALUES_NEEDED);
    else if (least < HL_TWO_PART_LEAST)
        hl_analysis__withhold(out, HL_FLAG_FEW_BUYERS, least, HL_TWO_PART_LEAST);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    hl_sample c = sample_of(options, control);
    hl_sample t = sample_of(options, treatment);
    hl_two_part test;
    hl_mean_pair pair = pair_of(options, control, treatment);
    hl_analysis__sample_compare(options, &c, &t, &pair, out);
    if (!isnan(out->p) && two_part(control, treatment, &test))
        take_intervals(&test, hl_stats__t_quantile((1 - options->conf) / 2, test.df), out);
    else
        out->method = "welch_fieller";
    hl_analysis__withhold_few_values(control, treatment, out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    int up = options->metric->goal == HL_GOAL_INCREASE;
    hl_two_part test;
    if (control->n >= 2 && treatment->n >= 2 && two_part(control, treatment, &test))
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
