/* A batch decides as the report of each experiment does: by the p and the interval of the inference
 * in force, and of none whose answer is withheld or whose split is broken. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hookline/batch.h"
#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

/* One experiment of a proportion. */
typedef struct made {
    int64_t units[2], ones[2];
} made;
static const made plain = {{1000, 1000}, {100, 140}};
static const made small = {{50, 50}, {0, 4}};
static const made clear = {{5000, 5000}, {500, 1000}};
static const made broken = {{5000, 4000}, {500, 800}};

static void add(hl_batch *batch, const made *of, hl_inference inference)
{
    hl_metric metric = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    design.inference = inference;
    hl_cells *cells = hl_cells__new(&design);
    assert_non_null(cells);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, of->units[arm]);
        hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, of->units[arm], of->ones[arm]);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    assert_int_equal(hl_batch_add(batch, analysis, NULL), HL_OK);
    const hl_batch_comparison *said = &batch->comparisons[batch->comparison_count - 1];
    bool anytime = inference == HL_INFER_ANYTIME;
    assert_true(said->effective.p == c->p_effective && said->p == c->p);
    assert_true(said->effective.p_adjusted == c->p_effective_adjusted);
    assert_true(said->effective.lift.low == (anytime ? c->anytime.low : c->lift.low));
    assert_true(said->effective.lift.high == (anytime ? c->anytime.high : c->lift.high));
    assert_true(said->effective.difference.low == (anytime ? c->anytime.d_low : c->difference.low));
    assert_int_equal(batch->rows[batch->row_count - 1].inference, inference);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void assert_report_says(const hl_batch *batch, const char *words)
{
    char *text = NULL;
    assert_int_equal(hl_report_write_batch(batch, HL_REPORT_TEXT, HL_LANG_EN, &text, NULL), HL_OK);
    assert_non_null(strstr(text, words));
    free(text);
}

static void the_inference_in_force_decides(void **state)
{
    (void)state;
    for (int anytime = 0; anytime < 2; anytime++) {
        hl_batch *batch = hl_batch_new(0.05);
        for (int i = 0; i < 3; i++)
            add(batch, &plain, anytime ? HL_INFER_ANYTIME : HL_INFER_FIXED);
        assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
        const hl_batch_comparison *c = &batch->comparisons[0];
        assert_true(c->p < 0.05 && (c->effective.p > 0.05) == anytime);
        assert_rel(c->p_across, c->effective.p, 1e-12); /* three alike: BH leaves p */
        assert_true((c->effective.lift.low < 0) == anytime);
        assert_report_says(batch, anytime ? "0 of 3 comparisons" : "3 of 3 comparisons");
        hl_batch_free(batch);
    }
}

static void the_exact_test_decides_where_counts_are_small(void **state)
{
    (void)state;
    hl_batch *batch = hl_batch_new(0.05);
    add(batch, &small, HL_INFER_FIXED);
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    const hl_batch_comparison *c = &batch->comparisons[0];
    assert_true(c->p < 0.05 && c->p_exact > 0.05);
    assert_true(c->p_across == c->p_exact);
    assert_int_equal(batch->rows[0].decision, HL_DECIDE_NOT_SHOWN);
    assert_report_says(batch, "0 of 1 comparisons");
    hl_batch_free(batch);
}

/* A family of one: BH leaves its p. Were the broken one in it, it would be halved or doubled. */
static void a_broken_split_asks_nothing(void **state)
{
    (void)state;
    hl_batch *batch = hl_batch_new(0.05);
    add(batch, &plain, HL_INFER_FIXED);
    add(batch, &broken, HL_INFER_FIXED);
    add(batch, &broken, HL_INFER_FIXED);
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    assert_int_equal(batch->rows[1].decision, HL_DECIDE_INVALID_SRM);
    assert_true(batch->comparisons[0].p_across == batch->comparisons[0].p);
    assert_true(isnan(batch->comparisons[1].p_across) && batch->comparisons[1].p < 0.05);
    assert_report_says(batch, "1 of 1 comparisons");
    hl_batch_free(batch);
}

/* Six and twelve buyers are too few to be judged. */
static void what_is_withheld_asks_nothing(void **state)
{
    (void)state;
    hl_batch *batch = hl_batch_new(0.05);
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++) {
        int64_t buyers = arm == 0 ? 6 : 12;
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, 1000);
        hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, 0, 1, NULL, 1000 - buyers);
        for (int64_t i = 0; i < buyers; i++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, (double)(10 * (i % 5 + 1)), 1, NULL,
                          1);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_batch_add(batch, analysis, NULL), HL_OK);
    add(batch, &clear, HL_INFER_FIXED);
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    assert_true(batch->comparisons[0].flags & HL_FLAG_FEW_BUYERS);
    assert_true(isnan(batch->comparisons[0].effective.p));
    assert_true(isnan(batch->comparisons[0].p_across));
    assert_true(batch->comparisons[1].p_across == batch->comparisons[1].p);
    assert_report_says(batch, "1 of 1 comparisons");
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    hl_batch_free(batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inference_in_force_decides),
        cmocka_unit_test(the_exact_test_decides_where_counts_are_small),
        cmocka_unit_test(a_broken_split_asks_nothing),
        cmocka_unit_test(what_is_withheld_asks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
