/* What too few buyers do: estimates are shown, nothing is concluded, and the reason is said. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const hl_arm_weight one_to_nine[] = {{"control", 1}, {"offer", 9}};

/* Buyers of an arm spend 10, 20, 30, ... in turn. */
static void spend(hl_cells *cells, uint32_t arm, size_t metric, int64_t units, int64_t buyers,
                  double scale)
{
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, metric, 0, 1, NULL, units - buyers);
    for (int64_t i = 0; i < buyers; i++)
        hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, metric, scale * (double)(10 * (i % 5 + 1)), 1,
                      NULL, 1);
}

static hl_cells *cells_of(const hl_design *design, int64_t control, int64_t offer,
                          const int64_t buyers[2])
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    const int64_t units[2] = {control, offer};
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, units[arm]);
        for (size_t m = 0; m < design->metric_count; m++)
            spend(cells, arm, m, units[arm], buyers[arm], arm == 0 ? 1 : 2);
    }
    return cells;
}

static const hl_finding *reason(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static void six_buyers_ship_nothing(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = cells_of(&design, 1000, 1000, (const int64_t[]){6, 12});
    hl_analysis *a = hl_made_run(&design, cells);
    const hl_comparison *c = &a->metrics[0].comparisons[0];
    assert_int_equal(a->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_true(c->flags & HL_FLAG_FEW_BUYERS);
    assert_true(isfinite(c->lift.estimate) && isfinite(c->lift.low));
    assert_true(isnan(c->p) && isnan(c->p_adjusted));
    assert_true(isnan(c->p_effective) && isnan(c->p_effective_adjusted));
    assert_rel(c->withheld.n, 9, 1e-15);
    assert_rel(c->withheld.needed, 10, 1e-15);
    const hl_finding *found = reason(a, HL_FOUND_FEW_BUYERS);
    assert_non_null(found);
    assert_true(found->n == 9 && found->limit == 10);
    assert_null(reason(a, HL_FOUND_BETTER));
    assert_null(reason(a, HL_FOUND_NOT_SHOWN));
    assert_null(reason(a, HL_FOUND_UNITS_TO_JUDGE)); /* it has ended: none are added to it */
    assert_true(isnan(a->verdict.units_needed));
    hl_analysis_free(a);
    design.planned_units = 10000; /* it runs on */
    a = hl_made_run(&design, cells);
    assert_null(reason(a, HL_FOUND_UNITS_TO_JUDGE)); /* the planned end has enough of them */
    assert_rel(a->verdict.units_needed, 8000, 1e-15);
    hl_analysis_free(a);
    design.planned_units = 2200; /* which comes too early */
    a = hl_made_run(&design, cells);
    assert_rel(reason(a, HL_FOUND_UNITS_TO_JUDGE)->n, 230, 1e-15); /* 2000 (10/9 - 1), two digits */
    assert_rel(a->verdict.units_needed, 200, 1e-15);
    hl_analysis_free(a);
    hl_cells_free(cells);
}

static void enough_buyers_are_judged(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = cells_of(&design, 1000, 1000, (const int64_t[]){30, 60});
    hl_analysis *a = hl_made_run(&design, cells);
    const hl_comparison *c = &a->metrics[0].comparisons[0];
    assert_int_equal(a->verdict.decision, HL_DECIDE_SHIP);
    assert_string_equal(c->method, "two_part_score");
    assert_false(c->flags & HL_FLAG_FEW_BUYERS);
    assert_true(isnan(c->withheld.n));
    assert_rel(a->metrics[0].arms[0].nonzero, 30, 1e-15);
    assert_in_range((int)a->metrics[0].arms[0].effective, 20, 30);
    hl_analysis_free(a);
    hl_cells_free(cells);
}

/* The number is that of the smaller arm at equal shares: it does not ask how they fell. */
static void the_smaller_arm_counts_as_the_split_would_have_it(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(one_to_nine, 2, &metric, 1);
    const int64_t buyers[][2] = {{3, 92}, {20, 75}, {5, 97}};
    const bool withheld[] = {true, true, false};
    for (size_t i = 0; i < 3; i++) {
        hl_cells *cells = cells_of(&design, 100, 900, buyers[i]);
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_comparison *c = &a->metrics[0].comparisons[0];
        assert_int_equal((c->flags & HL_FLAG_FEW_BUYERS) != 0, withheld[i]);
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

static void a_withheld_guardrail_is_undecided(void **state)
{
    (void)state;
    hl_metric metrics[] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                           hl_made_metric("spend", HL_METRIC_MEAN)};
    metrics[1].role = HL_ROLE_GUARDRAIL;
    metrics[1].goal = HL_GOAL_DECREASE; /* twice the spend harms */
    for (int with_margin = 0; with_margin < 2; with_margin++) {
        if (with_margin)
            metrics[1].margin_lift = 0.05;
        hl_design design = hl_made_design(two, 2, metrics, 2);
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, 1000, 100 + 100 * arm);
            spend(cells, arm, 1, 1000, arm == 0 ? 5 : 14, 1);
        }
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_comparison *c = &a->metrics[1].comparisons[0];
        assert_int_equal(c->guard, HL_GUARD_UNDECIDED);
        assert_true(isnan(c->p_margin));
        assert_int_equal(a->verdict.decision, HL_DECIDE_KEEP_RUNNING);
        assert_non_null(reason(a, HL_FOUND_FEW_BUYERS));
        assert_null(reason(a, HL_FOUND_GUARDRAIL_UNDECIDED));
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

static void the_reason_is_said_in_both_languages(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = cells_of(&design, 1000, 1000, (const int64_t[]){6, 12});
    hl_analysis *a = hl_made_run(&design, cells);
    const struct {
        hl_lang lang;
        const char *says;
    } texts[] = {{HL_LANG_EN, "is 9, and 10 are needed"},
                 {HL_LANG_ZH, "只有 9 人，至少需要 10 人"}};
    for (size_t i = 0; i < 2; i++) {
        char *text = NULL;
        hl_error err = HL_ERROR_INIT;
        assert_int_equal(hl_report_write(a, HL_REPORT_MARKDOWN, texts[i].lang, false, &text, &err),
                         HL_OK);
        assert_non_null(strstr(text, texts[i].says));
        assert_null(strstr(text, "0.0001"));
        free(text);
    }
    hl_analysis_free(a);
    hl_cells_free(cells);
}

static bool says(const hl_analysis *analysis, hl_lang lang, const char *words)
{
    char *text = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_report_write(analysis, HL_REPORT_MARKDOWN, lang, false, &text, &err),
                     HL_OK);
    bool found = strstr(text, words) != NULL;
    free(text);
    return found;
}

/* The smaller arm's part of all buyers would be 20 and more: one arm's own are what lacks. All
 * windows have closed. */
static void an_arm_with_hardly_any_buyer_is_said_as_such(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    const int64_t buyers[][2] = {{0, 40}, {2, 60}, {40, 0}};
    const double least[] = {0, 2, 0};
    const char *en[] = {"has 0 of them, and 3 are needed", "has 2 of them, and 3 are needed",
                        "has 0 of them, and 3 are needed"};
    const char *zh[] = {"只有 0 人，至少需要 3 人", "只有 2 人，至少需要 3 人",
                        "只有 0 人，至少需要 3 人"};
    for (size_t i = 0; i < 3; i++) {
        hl_cells *cells = cells_of(&design, 1000, 1000, buyers[i]);
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_finding *found = reason(a, HL_FOUND_FEW_BUYERS_OF_ARM);
        assert_int_equal(a->verdict.decision, HL_DECIDE_KEEP_RUNNING);
        assert_non_null(found);
        assert_null(reason(a, HL_FOUND_FEW_BUYERS));
        assert_true(found->n == least[i] && found->limit == 3);
        assert_true(a->metrics[0].comparisons[0].withheld.of_arm);
        assert_true(says(a, HL_LANG_EN, en[i]) && says(a, HL_LANG_ZH, zh[i]));
        assert_false(says(a, HL_LANG_EN, "whose window has closed"));
        assert_false(says(a, HL_LANG_ZH, "观察期已满"));
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

/* What is not judged has no probability either; and nothing tells how far a treatment without a
 * buyer may lie from 0. */
static void what_is_withheld_has_no_view_of_it_left(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    const int64_t buyers[][2] = {{0, 40}, {40, 0}, {6, 12}};
    for (size_t i = 0; i < 3; i++) {
        hl_cells *cells = cells_of(&design, 1000, 1000, buyers[i]);
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_comparison *c = &a->metrics[0].comparisons[0];
        assert_true(isnan(c->probability_better) && isnan(c->expected_loss));
        assert_int_equal(isnan(c->lift.low), buyers[i][0] == 0 || buyers[i][1] == 0);
        assert_int_equal(isnan(c->lift.high), buyers[i][0] == 0 || buyers[i][1] == 0);
        assert_true(c->difference.low < c->difference.high);
        if (buyers[i][1] == 0)
            assert_true(c->lift.estimate == -1);
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

/* A margin inverts the test of the interval. */
static void margins_agree_with_the_interval(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    metric.role = HL_ROLE_GUARDRAIL;
    for (int i = 1; i < 40; i++) {
        metric.margin_lift = 0.02 * i;
        hl_design design = hl_made_design(two, 2, &metric, 1);
        hl_cells *cells = hl_cells__new(&design);
        spend(cells, 0, 0, 1000, 60, 1);
        spend(cells, 1, 0, 1000, 55, 1);
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_comparison *c = &a->metrics[0].comparisons[0];
        assert_int_equal(c->guard == HL_GUARD_HELD, c->lift.low > -metric.margin_lift);
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

/* Revenue per order: those who order, not their share, carry it; and a mean per touch is a mean per
 * unit where every unit has one touch. */
static void ratios_and_touches_have_the_score_too(void **state)
{
    (void)state;
    hl_metric metrics[] = {hl_made_metric("per order", HL_METRIC_RATIO),
                           hl_made_metric("per touch", HL_METRIC_MEAN),
                           hl_made_metric("per unit", HL_METRIC_MEAN)};
    metrics[1].per = HL_PER_TOUCH;
    hl_design design = hl_made_design(two, 2, metrics, 3);
    for (int64_t buyers = 6; buyers <= 30; buyers += 24) {
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, 0, 0, NULL, 1000 - buyers);
            for (int64_t i = 0; i < buyers; i++)
                hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0,
                              i == 0 ? 900 : (double)(10 * (i % 5 + 1)), (double)(1 + i % 2), NULL,
                              1);
            spend(cells, arm, 1, 1000, buyers, 1 + 0.5 * arm);
            spend(cells, arm, 2, 1000, buyers, 1 + 0.5 * arm);
        }
        hl_analysis *a = hl_made_run(&design, cells);
        for (size_t m = 0; m < 2; m++) {
            const hl_comparison *c = &a->metrics[m].comparisons[0];
            assert_int_equal((c->flags & HL_FLAG_FEW_BUYERS) != 0, buyers < 10);
            assert_string_equal(c->method, "ratio_score");
        }
        const hl_comparison *touch = &a->metrics[1].comparisons[0];
        const hl_comparison *unit = &a->metrics[2].comparisons[0];
        assert_rel(touch->lift.low, unit->lift.low, 1e-9);
        assert_rel(touch->lift.high, unit->lift.high, 1e-9);
        assert_rel(touch->difference.high, unit->difference.high, 1e-9);
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

/* Covariates wait until a t test would hold; the score answers in the meantime. */
static void skewed_means_are_not_adjusted(void **state)
{
    (void)state;
    static const char *const covariates[] = {"earlier"};
    hl_metric metric = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(one_to_nine, 2, &metric, 1);
    design.covariates = covariates;
    design.covariate_count = 1;
    for (int64_t buyers = 10; buyers <= 90;
         buyers += 80) { /* of 100; 9 times as many in the other */
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 2; arm++)
            for (int64_t i = 0; i < (arm == 0 ? 100 : 900); i++) {
                double y = i % 100 < buyers ? (double)(10 * (i % 5 + 1)) : 0, x = (double)(i % 7);
                hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, y, 1, &x, 1);
            }
        hl_analysis *a = hl_made_run(&design, cells);
        const hl_comparison *c = &a->metrics[0].comparisons[0];
        assert_string_equal(c->method, buyers == 10 ? "two_part_score" : "lin");
        assert_int_equal((c->flags & HL_FLAG_COVARIATES_WITHHELD) != 0, buyers == 10);
        hl_analysis_free(a);
        hl_cells_free(cells);
    }
}

/* A mean of gains and losses near 0 is carried by all of its values: nothing is told of buyers. */
static void gains_and_losses_have_no_buyers(void **state)
{
    (void)state;
    hl_metric metric = hl_made_metric("profit", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (int64_t i = 0; i < 200; i++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0,
                          (double)(i % 11) - (arm == 0 ? 5 : 4.9), 1, NULL, 1);
    hl_analysis *a = hl_made_run(&design, cells);
    for (size_t arm = 0; arm < 2; arm++)
        assert_true(isnan(a->metrics[0].arms[arm].nonzero) &&
                    isnan(a->metrics[0].arms[arm].effective));
    assert_true(isfinite(a->metrics[0].comparisons[0].p));
    hl_analysis_free(a);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gains_and_losses_have_no_buyers),
        cmocka_unit_test(six_buyers_ship_nothing),
        cmocka_unit_test(enough_buyers_are_judged),
        cmocka_unit_test(the_smaller_arm_counts_as_the_split_would_have_it),
        cmocka_unit_test(a_withheld_guardrail_is_undecided),
        cmocka_unit_test(the_reason_is_said_in_both_languages),
        cmocka_unit_test(an_arm_with_hardly_any_buyer_is_said_as_such),
        cmocka_unit_test(what_is_withheld_has_no_view_of_it_left),
        cmocka_unit_test(margins_agree_with_the_interval),
        cmocka_unit_test(ratios_and_touches_have_the_score_too),
        cmocka_unit_test(skewed_means_are_not_adjusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
