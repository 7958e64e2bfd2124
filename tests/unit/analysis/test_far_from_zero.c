/* Times in milliseconds since 1970: their differences keep their digits. What holds of values must
 * hold of the same values moved by any whole number. */
#include "base/random.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { UNITS = 500 };

/* Moves are whole, and values too, so what is stored is exact. */
static hl_analysis *moved(const hl_design *design, hl_cells *cells, double move)
{
    hl_random random = hl_base__random_seed(4, 7);
    for (int i = 0; i < 2 * UNITS; i++) {
        double value = (double)hl_base__random_below(&random, 20000) + (i % 2 == 1 ? 900 : 0);
        hl_made_value(cells, (uint32_t)(i % 2), 0, HL_CELLS_NO_DAY, 0, value + move, 1, NULL, 1);
    }
    return hl_made_run(design, cells);
}

static void check(bool touches)
{
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_metric metric = hl_made_metric("t", HL_METRIC_MEAN);
    metric.per = touches ? HL_PER_TOUCH : HL_PER_UNIT;
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_cells *near_cells = hl_cells__new(&design);
    hl_cells *far_cells = hl_cells__new(&design);
    hl_analysis *near = moved(&design, near_cells, 1e9);
    hl_analysis *far = moved(&design, far_cells, 1700000000000);
    const hl_comparison *x = &near->metrics[0].comparisons[0];
    const hl_comparison *y = &far->metrics[0].comparisons[0];
    assert_string_equal(x->method, touches ? "cluster_ratio" : "welch_fieller");
    assert_string_equal(y->method, x->method);
    assert_rel(y->difference.estimate, x->difference.estimate, 1e-14);
    assert_rel(y->lift.estimate, y->difference.estimate / far->metrics[0].arms[0].mean, 1e-14);
    const double tolerance = 1e-12;
    assert_rel(y->difference.low, x->difference.low, tolerance);
    assert_rel(y->difference.high, x->difference.high, tolerance);
    assert_rel(y->p, x->p, 10 * tolerance);
    assert_rel(y->anytime.p, x->anytime.p, 10 * tolerance);
    assert_rel(y->anytime.d_low, x->anytime.d_low, 10 * tolerance);
    hl_analysis_free(near);
    hl_analysis_free(far);
    hl_cells_free(near_cells);
    hl_cells_free(far_cells);
}

static void means_of_times_keep_their_digits(void **state)
{
    (void)state;
    check(false);
}

static void times_of_touches_keep_theirs(void **state)
{
    (void)state;
    check(true);
}

/* (1 + 3) / 2 - (1 + 2 + 4) / 3 = -1/3, each value with 1,700,000,000,000 added. */
static void a_difference_is_rounded_once(void **state)
{
    (void)state;
    static const double values[2][3] = {{1, 2, 4}, {1, 3, 0}};
    const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_metric metric = hl_made_metric("t", HL_METRIC_MEAN);
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    hl_moments m[2];
    for (uint32_t arm = 0; arm < 2; arm++) {
        for (uint32_t i = 0; i < 3 - arm; i++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, 1700000000000 + values[arm][i], 1,
                          NULL, 1);
        hl_cells__moments(&hl_cells__find(cells, arm, 0, HL_CELLS_NO_DAY)->grams[0], &m[arm]);
    }
    assert_rel(hl_cells__mean_difference(&m[0], &m[1]), -1.0 / 3, 1e-15);
    assert_rel(hl_cells__mean_difference(&m[1], &m[0]), 1.0 / 3, 1e-15);
    assert_rel(hl_cells__ratio_difference(&m[0], &m[1]), -1.0 / 3, 1e-15);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_of_times_keep_their_digits),
        cmocka_unit_test(times_of_touches_keep_theirs),
        cmocka_unit_test(a_difference_is_rounded_once),
    };
    return cmocka_run_group_tests_name("far from zero", tests, NULL, NULL);
}
