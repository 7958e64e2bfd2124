/* Quantiles, their intervals and winsorized means from buckets against the same methods on the raw
 * values: order statistics of sorted arrays, and Welch's test on values clipped one by one. */
#include <math.h>
#include <stdlib.h>

#include "analysis/quantile_interval.h"
#include "base/random.h"
#include "stats/quantile.h"
#include "stats/quantile_region.h"
#include "stats/two_part.h"
#include "stats/welch.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { N = 3000 };
static const double width = 1.0 / 128;

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Continuous and skewed; a third zeros; few whole numbers; both signs. */
static double draw(hl_random *random, int shape)
{
    double u = hl_base__random_uniform(random);
    double skewed = exp(1.5 * hl_base__random_normal(random));
    switch (shape) {
    case 0:
        return skewed;
    case 1:
        return u < 0.33 ? 0 : skewed;
    case 2:
        return floor(skewed);
    default:
        return u < 0.4 ? -skewed : skewed;
    }
}

static void make(uint64_t seed, int shape, double scale, double *values)
{
    hl_random random = hl_base__random_seed(seed, (uint64_t)shape);
    for (size_t i = 0; i < N; i++)
        values[i] = scale * draw(&random, shape);
}

static void fill(hl_cells *cells, uint32_t arm, const double *values)
{
    for (size_t i = 0; i < N; i++)
        hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, values[i], 1, NULL, 1);
}

static void assert_near(double got, double want, double reach)
{
    assert_abs(got, want, reach * fmax(fabs(got), fabs(want)) + 1e-18);
}

static void intervals_hold_those_of_the_raw_values(void **state)
{
    (void)state;
    const double quantiles[] = {0.1, 0.5, 0.9, 0.99};
    double values[N];
    hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    for (int shape = 0; shape < 4; shape++) {
        hl_cells *cells = hl_cells__new(&design);
        make(11, shape, 1, values);
        fill(cells, 0, values);
        qsort(values, N, sizeof *values, by_size);
        const hl_cell *cell = hl_cells__find(cells, 0, 0, HL_CELLS_NO_DAY);
        hl_arena arena = {0};
        const hl_value_runs *runs = hl_cells__value_runs(&cell->histograms[0], &arena);
        for (size_t i = 0; i < 4; i++) {
            double from = 0;
            double to = 0;
            hl_stats__quantile_midp_ranks(N, quantiles[i], 0.95, &from, &to);
            double estimate = hl_stats__quantile7(values, N, quantiles[i]);
            double low = values[(size_t)from - 1];
            double high = values[(size_t)to - 1];
            hl_quantile_interval got = hl_analysis__quantile_interval(runs, quantiles[i], 0.95);
            assert_near(got.estimate, estimate, width);
            assert_near(got.low, low, width);
            assert_near(got.high, high, width);
            /* values were rounded to 10^-18 on their way in */
            assert_true(got.low <= low + 1e-18 && got.high >= high - 1e-18);
            if (shape == 2 && high < 128) { /* whole numbers, one a bucket */
                assert_true(got.exact);
                assert_abs(got.estimate, estimate, 0);
                assert_abs(got.low, low, 0);
                assert_abs(got.high, high, 0);
            }
        }
        hl_base__arena_free(&arena);
        hl_cells_free(cells);
    }
}

/* Of raw values, which are sorted on the way; ties are one run. */
static hl_run_values runs_of(double *values, int64_t *upto)
{
    qsort(values, N, sizeof *values, by_size);
    size_t count = 0;
    for (size_t i = 0; i < N; i++) {
        if (count == 0 || values[count - 1] < values[i])
            values[count++] = values[i];
        upto[count - 1] = (int64_t)i + 1;
    }
    return (hl_run_values){values, values, upto, count};
}

static void a_quantile_is_compared_as_by_hand(void **state)
{
    (void)state;
    double control[N];
    double treatment[N];
    int64_t upto_c[N];
    int64_t upto_t[N];
    hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
    metric.quantile = 0.9;
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    make(21, 2, 1, control);
    make(22, 2, 2, treatment); /* whole numbers, many alike: nothing is lost to buckets */
    fill(cells, 0, control);
    fill(cells, 1, treatment);
    hl_run_values c = runs_of(control, upto_c);
    hl_run_values t = runs_of(treatment, upto_t);
    hl_quantile_evidence evidence = {0.9, hl_stats__count_midp, 0};
    hl_quantile_contrast want =
        hl_stats__quantile_contrast(&c, &t, &evidence, hl_stats__quantile_limit(0.95, 1));
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *got = &analysis->metrics[0].comparisons[0];
    assert_string_equal(got->method, "quantile_region");
    assert_false(got->flags & HL_FLAG_APPROXIMATE);
    assert_abs(got->difference.low, want.difference.low, 0);
    assert_abs(got->difference.high, want.difference.high, 0);
    assert_abs(got->lift.low, want.lift.low, 0);
    assert_abs(got->lift.high, want.lift.high, 0);
    double least = hl_stats__quantile_line(&c, &t, &evidence, 1, 0).least;
    assert_rel(got->p, hl_stats__quantile_p(least, 1), 1e-12);
    assert_true(got->p < 0.05 && got->difference.low > 0);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* Values 1-7 with the median at a boundary: 3 and 4 are medians of either arm. */
static void ties_are_no_finding(void **state)
{
    (void)state;
    static const int64_t units[2][7] = {{100, 150, 265, 185, 200, 70, 30},
                                        {100, 150, 235, 215, 200, 70, 30}};
    hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
    metric.quantile = 0.5;
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (int value = 1; value <= 7; value++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, value, 1, NULL, units[arm][value - 1]);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_metric_result *result = &analysis->metrics[0];
    const hl_comparison *got = &result->comparisons[0];
    for (size_t arm = 0; arm < 2; arm++) {
        assert_abs(result->arms[arm].low, 3, 0);
        assert_abs(result->arms[arm].high, 4, 0);
    }
    assert_abs(got->difference.estimate, 1, 0);
    assert_true(got->difference.low <= 0 && got->p > 0.05);
    assert_true(got->flags & HL_FLAG_TIES);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void few_units_have_no_extreme_quantile(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
    metric.quantile = 0.99;
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (int i = 1; i <= 60; i++)
        for (uint32_t arm = 0; arm < 2; arm++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, i, 1, NULL, 1);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_metric_result *result = &analysis->metrics[0];
    assert_true(isinf(result->arms[0].high) && isfinite(result->arms[0].low));
    assert_true(isfinite(result->arms[0].mean));
    assert_true(isnan(result->comparisons[0].p));
    assert_true(isnan(result->comparisons[0].difference.low));
    assert_true(result->comparisons[0].flags & HL_FLAG_TOO_FEW);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static hl_two_part_arm moments_of(const double *values, double limit)
{
    hl_two_part_arm out = {.n = N};
    for (size_t i = 0; i < N; i++) {
        out.mean += fmin(values[i], limit) / N;
        out.nonzero += values[i] != 0;
    }
    for (size_t i = 0; i < N; i++) {
        double gap = fmin(values[i], limit) - out.mean;
        out.variance += gap * gap / (N - 1);
        out.third += gap * gap * gap / N;
    }
    return out;
}

/* Third sums of clipped values are known up to the cube of a bucket's width; where values below 0
 * leave the two-part score without an answer they are not needed. */
static void compare_clipped(const hl_two_part_arm *c, const hl_two_part_arm *t,
                            const hl_comparison *got)
{
    hl_two_part test;
    hl_sample cs = {c->n, c->mean, c->variance}, ts = {t->n, t->mean, t->variance};
    hl_welch welch = hl_stats__welch(&cs, &ts, 0.95);
    bool scored = hl_stats__two_part_not_negative(c) && hl_stats__two_part_not_negative(t) &&
                  hl_stats__two_part(c, t, &test);
    hl_range want = {welch.low, welch.high};
    if (scored)
        want = hl_stats__two_part_difference(&test, welch.critical);
    assert_string_equal(got->method, scored ? "two_part_score" : "welch_fieller");
    assert_rel(got->difference.low, want.low, scored ? 1e-6 : 1e-9);
    assert_rel(got->difference.high, want.high, scored ? 1e-6 : 1e-9);
    assert_rel(got->p, scored ? hl_stats__two_part_p(&test) : welch.p, scored ? 1e-5 : 1e-8);
}

/* The threshold lies at the pooled quantile, and everything is as if each value had been cut. */
static void winsorized_means_are_means_of_clipped_values(void **state)
{
    (void)state;
    double values[2][N];
    double pooled[2 * N];
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    metric.winsorize = 0.97;
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    for (int shape = 0; shape < 4; shape++) {
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            make(31 + arm, shape, 1 + arm, values[arm]);
            fill(cells, arm, values[arm]);
            for (size_t i = 0; i < N; i++)
                pooled[arm * N + i] = values[arm][i];
        }
        qsort(pooled, 2 * (size_t)N, sizeof *pooled, by_size);
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_metric_result *result = &analysis->metrics[0];
        double least = pooled[5820 - 1]; /* 0.97 of 6000 lie at or below it */
        assert_true(result->threshold >= least);
        assert_near(result->threshold, least, width);
        int64_t above = 0;
        for (size_t i = 0; i < N; i++)
            above += values[1][i] > result->threshold;
        assert_int_equal(result->clipped[1], above);
        assert_true(above > 0);
        hl_two_part_arm c = moments_of(values[0], result->threshold);
        hl_two_part_arm t = moments_of(values[1], result->threshold);
        const hl_comparison *got = &result->comparisons[0];
        assert_true(got->flags & HL_FLAG_WINSORIZED);
        assert_rel(result->arms[1].mean, t.mean, 1e-11);
        compare_clipped(&c, &t, got);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_hold_those_of_the_raw_values),
        cmocka_unit_test(a_quantile_is_compared_as_by_hand),
        cmocka_unit_test(ties_are_no_finding),
        cmocka_unit_test(few_units_have_no_extreme_quantile),
        cmocka_unit_test(winsorized_means_are_means_of_clipped_values),
    };
    return cmocka_run_group_tests_name("quantiles from buckets", tests, NULL, NULL);
}
