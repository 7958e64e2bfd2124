/* The analysis of cells made by hand: figures that are known from elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "hookline/report.h"
#include "stats/scas.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

/* The three arms of the MineThatData e-mail challenge: units and visits. */
static const hl_arm_weight three[] = {{"none", 1}, {"mens", 1}, {"womens", 1}};
static const int64_t units[] = {21306, 21307, 21387};
static const int64_t visits[] = {2262, 3894, 3238};

static hl_cells *hillstrom(const hl_design *design)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (uint32_t arm = 0; arm < 3; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, units[arm]);
        hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, units[arm], visits[arm]);
    }
    return cells;
}

static void proportions_take_the_score_test(void **state)
{
    (void)state;
    hl_metric visit = hl_made_metric("visit", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(three, 3, &visit, 1);
    hl_cells *cells = hillstrom(&design);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *mens = &analysis->metrics[0].comparisons[0];
    hl_two_rates rates = {2262, 21306, 3894, 21307};
    assert_string_equal(mens->method, "scas");
    assert_true(mens->p == hl_stats__scas_test(&rates).p);
    assert_true(mens->lift.low == hl_stats__scas_ratio(&rates, 0.95).low - 1);
    assert_true(mens->difference.high == hl_stats__scas_diff(&rates, 0.95).high);
    assert_abs(analysis->metrics[0].arms[1].mean, 0.1828, 5e-5);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_SHIP);
    assert_int_equal(analysis->verdict.arm, 1);
    assert_int_equal(mens->adjustment, HL_ADJUSTED_HOLM);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void print_all_forms(void **state)
{
    (void)state;
    hl_metric visit = hl_made_metric("visit", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(three, 3, &visit, 1);
    hl_cells *cells = hillstrom(&design);
    hl_analysis *analysis = hl_made_run(&design, cells);
    for (int format = 0; format < 3; format++)
        for (int lang = 0; lang < 2; lang++) {
            char *text = NULL;
            assert_int_equal(hl_report_write(analysis, (hl_report_format)format, (hl_lang)lang,
                                             false, &text, NULL),
                             HL_OK);
            if (getenv("SHOW") != NULL)
                print_message("%s\n", text);
            assert_non_null(strstr(text, "mens"));
            free(text);
        }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proportions_take_the_score_test),
        cmocka_unit_test(print_all_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
