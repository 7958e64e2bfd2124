/* Covariates of the arms: alike but for chance, or no verdict. */
#include <math.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight three[] = {{"control", 1}, {"offer", 1}, {"late", 1}};
static const char *const names[] = {"age", "before"};
static const int32_t none = HL_CELLS_NO_DAY;

typedef struct balance {
    size_t arms;
    double shift;      /* of `before` in the last arm */
    int lacking;       /* every so many-th unit lacks it; 0: none */
    double stands_for; /* what every sixth unit of the last arm has instead; 0: its own */
    int units;
    bool accepted;
    hl_check_status status; /* HL_CHECK_OK: no such check */
} balance;

static hl_cells *cells_of(const balance *b, const hl_design *design)
{
    hl_cells *cells = hl_cells__new(design);
    for (int i = 0; i < b->units; i++)
        for (uint32_t arm = 0; arm < b->arms; arm++) {
            bool last = arm + 1 == b->arms;
            bool lacks = b->lacking > 0 && i % b->lacking == 0;
            double before = (double)(i * 7919 % 101) + (last ? b->shift : 0);
            if (last && b->stands_for != 0 && i % 6 == 0)
                before = b->stands_for;
            double x[] = {20 + i % 50, lacks ? HL_NAN : before};
            hl_made_value(cells, arm, 0, none, 0, i % 13 + i * 7919 % 101 / 10.0, 1, x, 1);
        }
    for (uint32_t arm = 0; arm < b->arms; arm++)
        hl_made_enrol(cells, arm, 0, none, b->units);
    return cells;
}

/* The values of `before` have a standard deviation of 29.2, so that 500 units an arm tell 6.0 apart
 * at p 0.001 and 6.5 at a sixth of that: a shift of 5 is chance, one of 12 (z 6.5) is none. */
static void what_was_known_before_is_alike(void **state)
{
    (void)state;
    static const balance rows[] = {
        {.arms = 2, .units = 500},
        {.arms = 2, .units = 500, .shift = 5},
        {.arms = 2, .units = 500, .shift = 12, .status = HL_CHECK_FAIL},
        {.arms = 2, .units = 500, .shift = -12, .status = HL_CHECK_FAIL},
        {.arms = 2, .units = 500, .shift = 12, .accepted = true, .status = HL_CHECK_FAIL},
        {.arms = 3, .units = 500, .shift = 12, .status = HL_CHECK_FAIL},
        {.arms = 2, .units = 60, .shift = 12},
        {.arms = 2, .units = 500, .lacking = 3},
        {.arms = 2, .units = 500, .lacking = 3, .shift = 15, .status = HL_CHECK_FAIL},
        {.arms = 2, .units = 500, .stands_for = 99999999, .status = HL_CHECK_FAIL},
        {.arms = 2, .units = 500, .stands_for = -1, .status = HL_CHECK_FAIL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
        hl_design design = hl_made_design(three, rows[i].arms, &spend, 1);
        design.covariates = names;
        design.covariate_count = 2;
        hl_cells *cells = cells_of(&rows[i], &design);
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        options.accept_losses = rows[i].accepted;
        hl_analysis *analysis = NULL;
        assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_COVARIATE_BALANCE);
        if ((check == NULL ? HL_CHECK_OK : check->status) != rows[i].status)
            fail_msg("row %zu: p %g", i, check == NULL ? 1 : check->finding.p);
        bool invalid = analysis->verdict.decision == HL_DECIDE_INVALID_DATA;
        assert_int_equal(invalid, rows[i].status == HL_CHECK_FAIL);
        if (check != NULL)
            assert_string_equal(check->finding.name, "before");
        hl_made_drop(analysis, cells);
    }
}

/* Arms that send at other times with windows still open hold other days' units: told alone. */
static void open_windows_only_warn(void **state)
{
    (void)state;
    const balance b = {.arms = 2, .units = 500, .shift = 12};
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(three, 2, &spend, 1);
    design.covariates = names;
    design.covariate_count = 2;
    design.arms_differ_in_timing = true;
    for (int64_t open = 0; open < 20; open += 10) {
        hl_cells *cells = cells_of(&b, &design);
        hl_made_enrol(cells, 0, 0, none, open);
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_COVARIATE_BALANCE);
        assert_non_null(check);
        assert_int_equal(check->status, open > 0 ? HL_CHECK_WARN : HL_CHECK_FAIL);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_known_before_is_alike),
        cmocka_unit_test(open_windows_only_warn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
