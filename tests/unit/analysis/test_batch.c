/* A batch decides as the report of each experiment does: by the p and the interval of the inference
 * in force, and of none whose answer is withheld or whose split is broken. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
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

/* ---- over all */

/* A batch of experiments with nothing but p-values: rows of `arms` comparisons, primary all. */
static hl_batch *of_p(const double *p, size_t rows, size_t arms, double alpha)
{
    hl_batch *batch = hl_batch_new(alpha);
    batch->rows = calloc(rows, sizeof *batch->rows);
    batch->comparisons = calloc(rows * arms, sizeof *batch->comparisons);
    for (size_t i = 0; i < rows; i++)
        batch->rows[i] = (hl_batch_row){.experiment = "e",
                                        .alpha = alpha,
                                        .first = i * arms,
                                        .comparison_count = arms,
                                        .told = SIZE_MAX};
    for (size_t i = 0; i < rows * arms; i++) {
        batch->comparisons[i] = (hl_batch_comparison){
            .role = HL_ROLE_PRIMARY, .p_within = p[i], .p_across = (double)NAN, .arm = "x"};
        batch->comparisons[i].effective.adjustment = HL_ADJUSTED_HOLM;
    }
    batch->row_count = rows;
    batch->comparison_count = rows * arms;
    return batch;
}

enum { ROWS = 12, PER_ROW = 3 };

static double least_of(const double *p)
{
    return fmin(p[0], fmin(p[1], p[2]));
}

/* How many experiments Benjamini and Hochberg select at q. */
static size_t selected(const double *p, double q)
{
    size_t most = 0;
    for (size_t r = 1; r <= ROWS; r++) {
        size_t below = 0;
        for (size_t i = 0; i < ROWS; i++)
            below += least_of(&p[i * PER_ROW]) <= q * (double)r / ROWS * (1 + 1e-12);
        most = below >= r ? r : most;
    }
    return most;
}

/* By the definition: the least of the levels at which anything can change that rejects it. */
static double by_definition(const double *p, size_t at)
{
    double least = 1;
    for (size_t i = 0; i < ROWS * PER_ROW; i++)
        for (size_t r = 1; r <= ROWS; r++) {
            double q = p[i] * ROWS / (double)r;
            double bound = q * (double)selected(p, q) / ROWS * (1 + 1e-12);
            bool rejected = least_of(&p[at / PER_ROW * PER_ROW]) <= bound && p[at] <= bound;
            least = rejected && q < least ? q : least;
        }
    return least;
}

static void p_over_all_is_by_the_definition(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(7, 0);
    for (int run = 0; run < 40; run++) {
        double p[ROWS * PER_ROW];
        for (size_t i = 0; i < ROWS * PER_ROW; i++) {
            double u = hl_base__random_uniform(&random);
            p[i] = run % 4 == 0 ? ceil(10 * u) / 10 : run % 4 == 1 ? u : u * u * u; /* ties too */
        }
        hl_batch *batch = of_p(p, ROWS, PER_ROW, 0.05);
        assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
        for (size_t i = 0; i < ROWS * PER_ROW; i++)
            assert_rel(batch->comparisons[i].p_across, by_definition(p, i), 1e-9);
        hl_batch_free(batch);
    }
}

/* Where no experiment corrects within, the family of comparisons is counted here. */
static void what_nothing_corrects_is_corrected_here(void **state)
{
    (void)state;
    double p[] = {0.03, 0.5, 0.04, 0.6};
    hl_batch *batch = of_p(p, 2, 2, 0.05);
    for (size_t i = 0; i < 4; i++)
        batch->comparisons[i].effective.adjustment = HL_ADJUSTED_NONE;
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    assert_rel(batch->rows[0].p_across, 0.08, 1e-12); /* BH of 0.06 and 0.08 */
    hl_batch_free(batch);
}

/* Measured by its own alpha: half the alpha is as twice the p. */
static void alphas_may_differ(void **state)
{
    (void)state;
    double p[] = {0.01, 0.03, 0.2}, doubled[] = {0.02, 0.03, 0.2};
    hl_batch *batch = of_p(p, 3, 1, 0.05), *plain_batch = of_p(doubled, 3, 1, 0.05);
    batch->rows[0].alpha = 0.025;
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    assert_int_equal(hl_batch_settle(plain_batch, NULL), HL_OK);
    assert_rel(batch->rows[0].p_across, plain_batch->rows[0].p_across / 2, 1e-12);
    assert_rel(batch->rows[1].p_across, plain_batch->rows[1].p_across, 1e-12);
    assert_rel(batch->alpha, 0.125 / 3, 1e-12);
    hl_batch_free(batch);
    hl_batch_free(plain_batch);
}

/* One in twelve that would ship alone, at 0.03, does not among all; two thirds of them that are
 * clear leave it as it is. */
static const made borderline = {{5000, 5000}, {500, 567}}, alike = {{5000, 5000}, {500, 500}};

static void a_verdict_is_turned_among_many(void **state)
{
    (void)state;
    for (int others = 0; others < 2; others++) {
        hl_batch *batch = hl_batch_new(0.05);
        add(batch, &borderline, HL_INFER_FIXED);
        for (int i = 0; i < 11; i++)
            add(batch, others ? &clear : &alike, HL_INFER_FIXED);
        assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
        const hl_batch_row *row = &batch->rows[0];
        assert_int_equal(row->decision, HL_DECIDE_SHIP);
        assert_int_equal(row->across, others ? HL_DECIDE_SHIP : HL_DECIDE_NOT_SHOWN);
        assert_true(row->turned == !others);
        assert_int_equal(row->attention, others ? HL_ATTEND_SHIP : HL_ATTEND_ENDED);
        assert_int_equal(row->rank, others ? 12 : 1); /* the turned one stands out */
        assert_report_says(batch, others ? "To open today: all 12 (12 to ship)"
                                         : "* Another verdict by itself (1)");
        hl_batch_free(batch);
    }
}

/* It runs on, and yet it is to be opened: an arm may be stopped for harm before the end. */
static void clear_harm_is_opened_before_the_end(void **state)
{
    (void)state;
    static const int64_t ones[] = {500, 480, 250};
    hl_batch *batch = hl_batch_new(0.05);
    for (size_t i = 0; i < 3; i++) {
        hl_metric metric = hl_made_metric("click", HL_METRIC_PROPORTION);
        hl_design design = hl_made_design(two, 2, &metric, 1);
        design.planned_units = 40000;
        hl_cells *cells = hl_cells__new(&design);
        assert_non_null(cells);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, 5000);
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, 5000, arm == 0 ? 500 : ones[i]);
        }
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_batch_add(batch, analysis, NULL), HL_OK);
        hl_made_drop(analysis, cells);
    }
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(batch->rows[i].decision, HL_DECIDE_KEEP_RUNNING);
        assert_int_equal(batch->rows[i].attention, i < 2 ? HL_ATTEND_RUNNING : HL_ATTEND_MAY_STOP);
        assert_int_equal(batch->rows[i].arms[0].harm, i == 2);
    }
    assert_report_says(batch, "may stop");
    hl_batch_free(batch);
}

static void the_most_pressing_is_first(void **state)
{
    (void)state;
    static const hl_batch_attention wanted[] = {HL_ATTEND_INVALID, HL_ATTEND_SHIP,
                                                HL_ATTEND_KEEP_CONTROL, HL_ATTEND_ENDED,
                                                HL_ATTEND_RUNNING};
    static const made worse = {{5000, 5000}, {1000, 500}};
    hl_batch *batch = hl_batch_new(0.05);
    add(batch, &alike, HL_INFER_ANYTIME);
    add(batch, &worse, HL_INFER_FIXED);
    add(batch, &alike, HL_INFER_FIXED);
    add(batch, &broken, HL_INFER_FIXED);
    add(batch, &clear, HL_INFER_FIXED);
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(batch->rows[batch->order[i]].attention, wanted[i]);
        assert_int_equal(batch->rows[batch->order[i]].rank, i + 1);
    }
    hl_batch_free(batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inference_in_force_decides),
        cmocka_unit_test(the_exact_test_decides_where_counts_are_small),
        cmocka_unit_test(a_broken_split_asks_nothing),
        cmocka_unit_test(what_is_withheld_asks_nothing),
        cmocka_unit_test(p_over_all_is_by_the_definition),
        cmocka_unit_test(what_nothing_corrects_is_corrected_here),
        cmocka_unit_test(alphas_may_differ),
        cmocka_unit_test(a_verdict_is_turned_among_many),
        cmocka_unit_test(clear_harm_is_opened_before_the_end),
        cmocka_unit_test(the_most_pressing_is_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
