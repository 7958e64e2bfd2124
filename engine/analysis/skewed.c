/* Skewness of a t test: with k the third cumulant of the difference of means and v its variance,
 * a tail of nominally 2.5 % errs by (2 z^2 + 1) phi(z) / 6 = 0.085 times k / v^1.5 more (Hall 1992,
 * The Bootstrap and Edgeworth Expansion, 2.6), so 0.18 is what makes 4 % of it. Skewness is that of
 * the values of all arms together: an arm's own is low just when its mean is. */
#include "analysis/skewed.h"

#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/student_t.h"

/* Expected in the smaller arm: found by simulation, docs/statistics/two_part_score.md. */
enum { VALUES_NEEDED = 10 };
/* Spread of values over their size. */
#define FAR_FROM_ZERO 1e-4
/* Values all other than 0 whose skewness is below it do not need so many, but for fewer units than
 * this it is not known: of two values it is always 0. */
#define HARDLY_SKEWED 1
enum { UNITS_NEEDED = 4 };
#define MOST_SKEWNESS  0.18 /* of the difference of two means */
#define MOST_OF_AN_ARM 0.5  /* of one mean: what remains where equal arms cancel */

hl_two_part_arm hl_analysis__values_of_mean(const hl_moments *m)
{
    double n = (double)m->n;
    return (hl_two_part_arm){n, m->nonzero, m->mean[0], m->cov[0][0], m->third / n};
}

bool hl_analysis__has_signs(const hl_two_part_arm *values)
{
    return isfinite(values->third) && values->variance > 0 &&
           !hl_stats__two_part_not_negative(values);
}

/* Sum of (y - R d)^3. Units of a bucket have one d, or nearly: sum d y^2 is then d sum y^2. */
static double third_of_residuals(const hl_moments *m, double ratio, double *units)
{
    double dyy = 0, ddy = 0, ddd = 0;
    *units = 0;
    for (uint32_t i = 0; i < m->sizes->count; i++) {
        const hl_bucket *bucket = &m->sizes->buckets[i];
        double d =
            hl_base__wide_to_double(&bucket->sum[0], HL_DECIMAL_SCALE) / (double)bucket->units;
        *units += d != 0 ? (double)bucket->units : 0;
        dyy += d * hl_base__wide_to_double(&bucket->product[2], 2 * HL_DECIMAL_SCALE);
        ddy += d * hl_base__wide_to_double(&bucket->product[1], 2 * HL_DECIMAL_SCALE);
        ddd += d * hl_base__wide_to_double(&bucket->product[0], 2 * HL_DECIMAL_SCALE);
    }
    return m->cube - ratio * (3 * dyy - ratio * (3 * ddy - ratio * ddd));
}

hl_two_part_arm hl_analysis__values_of_ratio(const hl_moments *m)
{
    hl_two_part_arm none = {(double)m->n, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (m->sizes == NULL || isnan(m->cube) || m->n < 2 || !(m->mean[1] > 0))
        return none;
    hl_sample all = hl_analysis__cluster_ratio.sample(NULL, m);
    double units = 0, third = third_of_residuals(m, all.mean, &units);
    double part = units / all.n, d = m->mean[1];
    return (hl_two_part_arm){units, fmin(m->nonzero, units), all.mean, all.variance * part,
                             third / (all.n * d * d * d) * part * part};
}

static bool is_far_from_zero(const hl_two_part_arm *arm)
{
    return sqrt(arm->variance) < FAR_FROM_ZERO * fabs(arm->mean);
}

bool hl_analysis__far_from_zero(const hl_two_part_arm *control, const hl_two_part_arm *treatment)
{
    return is_far_from_zero(control) && is_far_from_zero(treatment);
}

void hl_analysis__take_two_part(const hl_two_part *test, double conf, hl_comparison *out)
{
    double critical = hl_stats__t_quantile((1 - conf) / 2, test->df);
    hl_range difference = hl_stats__two_part_difference(test, critical);
    hl_range lift = hl_stats__two_part_lift(test, critical);
    out->difference.low = difference.low;
    out->difference.high = difference.high;
    out->lift.low = lift.low;
    out->lift.high = lift.high;
    out->p = hl_stats__two_part_p(test);
    out->df = test->df;
    out->flags &= ~(hl_flags)(HL_FLAG_EXCLUSIVE | HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN |
                              HL_FLAG_ZERO_CONTROL);
    if (isinf(difference.low))
        out->flags |= HL_FLAG_LOW_OPEN;
    if (isinf(lift.high) || isinf(difference.high))
        out->flags |= HL_FLAG_HIGH_OPEN;
}

/* Third central moment over variance^1.5 of the values of all arms about their own means. */
static double pooled_skewness(const hl_two_part_arm *arms, size_t count)
{
    double n = 0, squares = 0, cubes = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(arms[i].n >= 2))
            continue;
        n += arms[i].n;
        squares += (arms[i].n - 1) * arms[i].variance;
        cubes += arms[i].n * arms[i].third;
    }
    return cubes / n / pow(squares / n, 1.5);
}

void hl_analysis__withhold_few_values(const hl_two_part_arm *control,
                                      const hl_two_part_arm *treatment, hl_comparison *out)
{
    const hl_two_part_arm both[2] = {*control, *treatment};
    double expected = hl_stats__two_part_expected(control, treatment);
    double least = fmin(control->nonzero, treatment->nonzero);
    double units = fmin(control->n, treatment->n);
    bool zeros = control->nonzero < control->n || treatment->nonzero < treatment->n;
    if (isnan(out->p))
        return;
    if (isnan(expected) && units < UNITS_NEEDED)
        hl_analysis__withhold(out, HL_FLAG_FEW_BUYERS, units, UNITS_NEEDED);
    if (isnan(expected) ||
        (!zeros && units >= UNITS_NEEDED && !(pooled_skewness(both, 2) >= HARDLY_SKEWED)))
        return;
    if (expected < VALUES_NEEDED)
        hl_analysis__withhold(out, HL_FLAG_FEW_BUYERS, expected, VALUES_NEEDED);
    else if (least < HL_TWO_PART_LEAST)
        hl_analysis__withhold_of_arm(out, HL_FLAG_FEW_BUYERS, least, HL_TWO_PART_LEAST);
}

static double skewness_of_difference(double skewness, double n, double m)
{
    return fabs(skewness * (1 / (n * n) - 1 / (m * m))) / pow(1 / n + 1 / m, 1.5);
}

void hl_analysis__withhold_skewed(const hl_two_part_arm *control, const hl_two_part_arm *treatment,
                                  hl_comparison *out)
{
    const hl_two_part_arm both[2] = {*control, *treatment};
    double skewness = pooled_skewness(both, 2);
    double g = skewness_of_difference(skewness, control->n, treatment->n) / MOST_SKEWNESS;
    double expected = hl_stats__two_part_expected(control, treatment);
    if (fabs(skewness) >= HARDLY_SKEWED && g > 1 && !isnan(out->p))
        hl_analysis__withhold(out, HL_FLAG_FEW_BUYERS, expected, ceil(expected * g * g));
}

bool hl_analysis__bears_t_test(const hl_two_part_arm *arms, size_t count)
{
    double skewness = pooled_skewness(arms, count);
    for (size_t i = 0; i < count && fabs(skewness) >= HARDLY_SKEWED; i++) {
        if (arms[i].n > 0 && fabs(skewness) / sqrt(arms[i].n) > MOST_OF_AN_ARM)
            return false;
        for (size_t k = 0; k < i; k++)
            if (arms[i].n > 0 && arms[k].n > 0 &&
                skewness_of_difference(skewness, arms[i].n, arms[k].n) > MOST_SKEWNESS)
                return false;
    }
    return true;
}
