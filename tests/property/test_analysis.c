/* What may not matter: the order of arms, empty cells, the way days are cut, the order of rows. */
#include <stdlib.h>
#include <string.h>

#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight ab[] = {{"a", 1}, {"b", 1}};

static hl_analysis *run(const hl_design *design, const hl_cells *cells)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    return analysis;
}

static char *report(const hl_design *design, const hl_cells *cells)
{
    hl_analysis *analysis = run(design, cells);
    char *text = NULL;
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, NULL),
                     HL_OK);
    hl_analysis_free(analysis);
    return text;
}

/* A proportion, a mean, a touch proportion and a ratio. */
static void four_metrics(hl_metric *list)
{
    list[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    list[1] = hl_made_metric("revenue", HL_METRIC_MEAN);
    list[2] = hl_made_metric("reply", HL_METRIC_PROPORTION);
    list[2].per = HL_PER_TOUCH;
    list[3] = hl_made_metric("basket", HL_METRIC_RATIO);
}

static void fill_arm(hl_cells *cells, uint32_t arm, int32_t day, int64_t size, int64_t shift)
{
    hl_made_enrol(cells, arm, 0, day, size);
    hl_made_rate(cells, arm, 0, day, 0, size, size / 10 + shift);
    for (int i = 0; i < 8; i++)
        hl_made_value(cells, arm, 0, day, 1, 1.25 * i * i + (double)shift / 10, 1, NULL, size / 8);
    for (int i = 0; i < 5; i++)
        hl_made_touches(cells, arm, 0, day, 2, 4, i, size / 5 + shift * i);
    for (int i = 0; i < 5; i++)
        hl_made_value(cells, arm, 0, day, 3, 3.5 * i + (double)shift, i + 1, NULL, size / 5);
}

static void swapping_the_arms_mirrors_every_interval(void **state)
{
    (void)state;
    hl_metric metrics[4];
    four_metrics(metrics);
    hl_design design = hl_made_design(ab, 2, metrics, 4);
    hl_cells *one = hl_cells__new(&design);
    hl_cells *two = hl_cells__new(&design);
    fill_arm(one, 0, HL_CELLS_NO_DAY, 800, 0);
    fill_arm(one, 1, HL_CELLS_NO_DAY, 640, 7);
    fill_arm(two, 1, HL_CELLS_NO_DAY, 800, 0);
    fill_arm(two, 0, HL_CELLS_NO_DAY, 640, 7);
    hl_analysis *first = run(&design, one);
    hl_analysis *second = run(&design, two);
    for (size_t m = 0; m < 4; m++) {
        const hl_comparison *x = &first->metrics[m].comparisons[0];
        const hl_comparison *y = &second->metrics[m].comparisons[0];
        assert_rel(x->p, y->p, 1e-9);
        assert_rel(x->difference.low, -y->difference.high, 1e-8);
        assert_rel(x->difference.high, -y->difference.low, 1e-8);
        assert_rel(1 + x->lift.low, 1 / (1 + y->lift.high), 1e-8);
        assert_rel(1 + x->lift.high, 1 / (1 + y->lift.low), 1e-8);
        assert_rel(1 + x->anytime.low, 1 / (1 + y->anytime.high), 1e-7);
        assert_rel(x->probability_better, 1 - y->probability_better, 1e-6);
        assert_true((x->p < 0.05) == (x->lift.low > 0 || x->lift.high < 0));
        assert_true((x->p < 0.05) == (x->difference.low > 0 || x->difference.high < 0));
    }
    hl_analysis_free(first);
    hl_analysis_free(second);
    hl_cells_free(one);
    hl_cells_free(two);
}

static void an_empty_cell_changes_nothing(void **state)
{
    (void)state;
    hl_metric metrics[4];
    four_metrics(metrics);
    hl_design design = hl_made_design(ab, 2, metrics, 4);
    hl_cells *cells = hl_cells__new(&design);
    fill_arm(cells, 0, 20000, 800, 0);
    fill_arm(cells, 1, 20000, 640, 7);
    char *before = report(&design, cells);
    for (int32_t day = 19990; day < 20010; day++)
        assert_non_null(hl_cells__at(cells, (uint32_t)day % 2, 0, day));
    char *after = report(&design, cells);
    assert_string_equal(before, after);
    free(before);
    free(after);
    hl_cells_free(cells);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    (void)state;
    hl_metric metrics[4];
    four_metrics(metrics);
    hl_dimension dimension = {"channel", false};
    hl_design design = hl_made_design(ab, 2, metrics, 4);
    design.dimensions = &dimension;
    design.dimension_count = 1;
    char *texts[2];
    for (int order = 0; order < 2; order++) {
        hl_cells *cells = hl_cells__new(&design);
        for (int i = 0; i < 4; i++) {
            int which = order == 0 ? i : 3 - i;
            const char *names[] = {"phone", "web", "app", "wecom"};
            uint32_t split = hl_cells__split(cells, 0, names[which], strlen(names[which]));
            for (uint32_t arm = 0; arm < 2; arm++) {
                hl_made_enrol(cells, arm, split, 20000 + which, 500);
                hl_made_rate(cells, arm, split, 20000 + which, 0, 500,
                             40 + 10 * (int64_t)arm + which);
                hl_made_value(cells, arm, split, 20000 + which, 1, 0.1 * which + arm, 1, NULL, 250);
                hl_made_value(cells, arm, split, 20000 + which, 1, 0.3, 1, NULL, 250);
            }
        }
        texts[order] = report(&design, cells);
        hl_cells_free(cells);
    }
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

/* The figures of the end are those of the same data without days. */
static void splitting_the_days_changes_no_figure(void **state)
{
    (void)state;
    hl_metric metrics[4];
    four_metrics(metrics);
    hl_design design = hl_made_design(ab, 2, metrics, 4);
    hl_cells *whole = hl_cells__new(&design);
    hl_cells *cut = hl_cells__new(&design);
    for (int32_t day = 0; day < 6; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            fill_arm(whole, arm, HL_CELLS_NO_DAY, 160, (int64_t)arm * day);
            fill_arm(cut, arm, 20000 + day, 160, (int64_t)arm * day);
        }
    hl_analysis *first = run(&design, whole);
    hl_analysis *second = run(&design, cut);
    for (size_t m = 0; m < 4; m++)
        assert_memory_equal(&first->metrics[m].comparisons[0].difference,
                            &second->metrics[m].comparisons[0].difference, sizeof(hl_estimate));
    const hl_comparison *last = &second->metrics[0].comparisons[0];
    const hl_timeline_point *point = NULL;
    for (size_t i = 0; i < second->timeline_count; i++)
        if (second->timeline[i].metric == 0)
            point = &second->timeline[i];
    assert_int_equal(first->timeline_count, 0);
    assert_int_equal(second->timeline_count, 6 * 4);
    assert_true(point->low == last->anytime.low && point->high == last->anytime.high);
    hl_analysis_free(first);
    hl_analysis_free(second);
    hl_cells_free(whole);
    hl_cells_free(cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swapping_the_arms_mirrors_every_interval),
        cmocka_unit_test(an_empty_cell_changes_nothing),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(splitting_the_days_changes_no_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
