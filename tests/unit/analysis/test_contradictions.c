/* Columns that contradict each other, and numbers that stand for none, in one arm alone. */
#include <string.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

static hl_cells *made(hl_design *design)
{
    return hl_made_two_rates(design, none, 5000, 300, 5000, 400);
}

static const hl_check *check_of(const hl_analysis *analysis, hl_check_kind kind)
{
    return hl_analysis_check(analysis, kind);
}

typedef struct contradiction {
    bool of_ratio, unlike;
    hl_pair_counts by_arm[2];
    hl_finding_code code; /* HL_FINDINGS: nothing is said */
    hl_check_status status;
} contradiction;

static void columns_that_cannot_both_be_right_leave_no_verdict(void **state)
{
    (void)state;
    /* rows, sums, sums alone, bases, bases alone, parts, below */
    static const contradiction rows[] = {
        {.by_arm = {{5000, 300, 0, 300, 0, 0, 0}, {5000, 400, 0, 400, 0, 0, 0}},
         .code = HL_FINDINGS},
        {.by_arm = {{5000, 300, 0, 300, 0, 0, 0}, {5000, 400, 100, 300, 0, 0, 0}},
         .code = HL_FOUND_SUM_ALONE_APART,
         .status = HL_CHECK_FAIL},
        /* alike, and of columns that mean other things */
        {.by_arm = {{5000, 300, 70, 230, 0, 0, 0}, {5000, 400, 100, 300, 0, 0, 0}},
         .code = HL_FOUND_SUM_ALONE,
         .status = HL_CHECK_WARN},
        {.by_arm = {{5000, 300, 60, 300, 60, 0, 0}, {5000, 400, 140, 300, 40, 0, 0}},
         .code = HL_FOUND_SUM_ALONE,
         .status = HL_CHECK_WARN},
        {.by_arm = {{5000, 300, 250, 60, 10, 0, 0}, {5000, 400, 350, 60, 10, 0, 0}},
         .code = HL_FOUND_BASE_ALONE,
         .status = HL_CHECK_WARN},
        /* amounts that were lost, and orders for nothing: 250 of 5,000 paid, or 400 did */
        {.by_arm = {{5000, 400, 0, 400, 0, 0, 0}, {5000, 250, 0, 420, 170, 0, 0}},
         .code = HL_FOUND_BASE_ALONE_APART,
         .status = HL_CHECK_FAIL},
        {.by_arm = {{5000, 400, 0, 400, 0, 0, 0}, {5000, 400, 0, 570, 170, 0, 0}},
         .code = HL_FOUND_BASE_ALONE,
         .status = HL_CHECK_WARN},
        /* clicks of who opened nothing; a revenue without sessions; -1 sessions */
        {.of_ratio = true,
         .by_arm = {{5000, 300, 0, 900, 600, 290, 0}, {5000, 400, 100, 900, 600, 290, 0}},
         .code = HL_FOUND_SUM_ALONE_APART,
         .status = HL_CHECK_FAIL},
        {.of_ratio = true,
         .by_arm = {{5000, 300, 0, 900, 600, 20, 0}, {5000, 400, 100, 900, 600, 20, 0}},
         .code = HL_FOUND_SUM_ALONE,
         .status = HL_CHECK_WARN},
        {.of_ratio = true,
         .by_arm = {{5000, 300, 0, 900, 600, 290, 7}, {5000, 400, 0, 900, 500, 390, 9}},
         .code = HL_FOUND_BASE_BELOW,
         .status = HL_CHECK_WARN},
        {.unlike = true,
         .by_arm = {{5000, 300, 0, 300, 0, 0, 0}, {5000, 400, 100, 300, 0, 0, 0}},
         .code = HL_FINDINGS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
        hl_design design = hl_made_design(two, 2, &click, 1);
        hl_cells *cells = made(&design);
        hl_pair_counts by_arm[2];
        memcpy(by_arm, rows[i].by_arm, sizeof by_arm);
        hl_column_pair pair = {"bought", "revenue", 0, rows[i].of_ratio, rows[i].unlike, by_arm};
        cells->pairs = &pair;
        cells->pair_count = 1;
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *check = check_of(analysis, HL_CHECK_CONTRADICTIONS);
        assert_int_equal(check == NULL ? HL_FINDINGS : check->finding.code, rows[i].code);
        if (check != NULL)
            assert_int_equal(check->status, rows[i].status);
        bool fails = check != NULL && check->status == HL_CHECK_FAIL;
        assert_int_equal(analysis->verdict.decision,
                         fails ? HL_DECIDE_INVALID_DATA : HL_DECIDE_SHIP);
        if (fails)
            assert_int_equal(analysis->verdict.because[1].code, HL_FOUND_CONTRADICTIONS_BLOCK);
        hl_made_drop(analysis, cells);
    }
}

/* 40 different amounts in each arm, ten of each, up to `largest`; and in the offer's 15 more. */
static void numbers_of_one_arm_are_looked_at(void **state)
{
    (void)state;
    static const struct {
        double largest, value, step; /* the 15 are value, value + step, ... */
        hl_finding_code code;
        hl_check_status status;
    } rows[] = {
        {400, 9999, 0, HL_FOUND_STAND_INS_APART, HL_CHECK_FAIL},
        {400, 999, 0, HL_FOUND_VALUE_OF_ARM, HL_CHECK_WARN},
        {4000, 999, 0, HL_FOUND_VALUE_OF_ARM, HL_CHECK_WARN},
        {4000, 1999, 0, HL_FINDINGS, HL_CHECK_OK},
        {400, 46154, 0, HL_FOUND_DAY_NUMBERS, HL_CHECK_FAIL},
        {40000, 46154, 3, HL_FOUND_DAY_NUMBERS, HL_CHECK_FAIL},
        {40000, 49990, 0, HL_FINDINGS, HL_CHECK_OK},  /* a price */
        {60000, 46154, 0, HL_FINDINGS, HL_CHECK_OK},  /* among amounts that come as often */
        {40000, 41000, 99, HL_FINDINGS, HL_CHECK_OK}, /* over years */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric revenue = hl_made_metric("click", HL_METRIC_PROPORTION);
        hl_design design = hl_made_design(two, 2, &revenue, 1);
        hl_cells *cells = made(&design);
        hl_amount list[2][55];
        for (size_t arm = 0; arm < 2; arm++)
            for (size_t k = 0; k < 40; k++)
                list[arm][k] = (hl_amount){rows[i].largest * (double)(k + 1) / 40 + 0.01, 10};
        for (size_t k = 0; k < 15; k++)
            list[1][40 + k] = (hl_amount){rows[i].value + rows[i].step * (double)k, 1};
        hl_amount *of[] = {list[0], list[1]};
        size_t counts[] = {40, 55};
        hl_arm_amounts amounts = {0, of, counts};
        cells->amounts = &amounts;
        cells->amount_count = 1;
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *check = check_of(analysis, HL_CHECK_STAND_INS);
        assert_int_equal(check == NULL ? HL_FINDINGS : check->finding.code, rows[i].code);
        if (check != NULL)
            assert_int_equal(check->status, rows[i].status);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_that_cannot_both_be_right_leave_no_verdict),
        cmocka_unit_test(numbers_of_one_arm_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
