/* What was lost of the data leaves no verdict where it can mislead. */
#include <string.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

typedef struct loss {
    hl_blank blank;                              /* what the metric says of blanks */
    int64_t blanks[2], unread[2];                /* of 5,000 units in each arm */
    int64_t refused[2], of_no_arm;               /* rows */
    int64_t two_arms, no_covariate[2], early[2]; /* units */
    int64_t events, again[2];                    /* events: in each arm; repeated */
    int64_t campaign[2], misplaced[2]; /* ... that name what is no touch, another user's */
    int64_t stand_ins[2];              /* values: of 300 in each arm */
    bool timed_apart;
    bool accepted, turns; /* beside it, there are so many that they could turn the verdict */
    hl_check_kind check;
    hl_finding_code code;
    hl_check_status status;
} loss;

static hl_analysis *run_lost(const loss *l, hl_design *design, hl_cells **cells)
{
    *cells = hl_made_two_rates(design, none, 5000, 300, 5000, 400);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_cells_place place = {arm, none, HL_CELLS_ALL, NULL};
        assert_int_equal(hl_cells_enrol(*cells, &place, l->blanks[arm] + l->unread[arm],
                                        l->blanks[arm] + l->unread[arm], NULL),
                         HL_OK);
        assert_int_equal(hl_cells_lose(*cells, &place, 0, l->blanks[arm], l->unread[arm], NULL),
                         HL_OK);
        hl_made_count(*cells, arm, none, HL_COUNT_REFUSED, l->refused[arm]);
        hl_made_count(*cells, arm, none, HL_COUNT_NO_COVARIATE, l->no_covariate[arm]);
        hl_made_count(*cells, arm, none, HL_COUNT_EARLY, l->early[arm]);
        hl_made_count(*cells, arm, none, HL_COUNT_EVENTS, l->events);
        hl_made_count(*cells, arm, none, HL_COUNT_UNKNOWN_TOUCH,
                      l->campaign[arm] + l->misplaced[arm]);
        hl_made_count(*cells, arm, none, HL_COUNT_DUPLICATES, l->again[arm]);
    }
    hl_made_count(*cells, 0, none, HL_COUNT_TWO_ARMS, l->two_arms);
    (*cells)->stand_ins = hl_base__arena_array(&(*cells)->arena, 1, sizeof(hl_stand_in));
    int64_t *counts = hl_base__arena_array(&(*cells)->arena, 4, sizeof *counts);
    assert_non_null((*cells)->stand_ins);
    assert_non_null(counts);
    memcpy(counts, (int64_t[]){l->stand_ins[0], l->stand_ins[1], 300, 300}, 4 * sizeof *counts);
    (*cells)->stand_ins[0] = (hl_stand_in){"-1", 0, counts, counts + 2};
    (*cells)->stand_in_count = l->stand_ins[0] + l->stand_ins[1] > 0;
    (*cells)->timed_apart = l->timed_apart;
    if (l->misplaced[0] + l->misplaced[1] > 0) {
        int64_t *of_others = hl_base__arena_array(&(*cells)->arena, 2, sizeof *of_others);
        assert_non_null(of_others);
        memcpy(of_others, l->misplaced, sizeof l->misplaced);
        (*cells)->of_others_touch = of_others;
    }
    (*cells)->rejected = l->refused[0] + l->refused[1] + l->of_no_arm;
    (*cells)->rows = 10000 + (*cells)->rejected;
    options.accept_losses = l->accepted;
    assert_int_equal(hl_analysis_run(design, *cells, &options, &analysis, NULL), HL_OK);
    return analysis;
}

static void losses_that_can_mislead_block(void **state)
{
    (void)state;
    static const loss rows[] = {
        {.stand_ins = {30, 31},
         .check = HL_CHECK_STAND_INS,
         .code = HL_FOUND_STAND_INS,
         .status = HL_CHECK_WARN},
        {.stand_ins = {0, 12},
         .check = HL_CHECK_STAND_INS,
         .code = HL_FOUND_STAND_INS_APART,
         .status = HL_CHECK_FAIL},
        {.stand_ins = {0, 12},
         .accepted = true,
         .check = HL_CHECK_STAND_INS,
         .code = HL_FOUND_STAND_INS_APART,
         .status = HL_CHECK_WARN},
        {.stand_ins = {0, 8},
         .check = HL_CHECK_STAND_INS,
         .code = HL_FOUND_STAND_INS,
         .status = HL_CHECK_WARN},
        {.blanks = {20, 20},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_FEW,
         .status = HL_CHECK_WARN},
        {.blanks = {50, 50},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_FEW,
         .turns = true,
         .status = HL_CHECK_WARN},
        {.blanks = {50, 50},
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_TURN,
         .status = HL_CHECK_FAIL},
        {.blank = HL_BLANK_MISSING,
         .blanks = {50, 50},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_MISSING,
         .status = HL_CHECK_OK},
        {.blanks = {52, 53},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_MANY,
         .status = HL_CHECK_FAIL},
        {.blanks = {10, 45},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_APART,
         .status = HL_CHECK_FAIL},
        {.blanks = {10, 45},
         .accepted = true,
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_APART,
         .status = HL_CHECK_WARN},
        {.blank = HL_BLANK_MISSING,
         .blanks = {900, 950},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_MISSING,
         .status = HL_CHECK_OK},
        {.blank = HL_BLANK_MISSING,
         .blanks = {900, 1200},
         .check = HL_CHECK_BLANKS,
         .code = HL_FOUND_BLANKS_MISSING_APART,
         .status = HL_CHECK_FAIL},
        {.unread = {1, 0},
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_FEW,
         .status = HL_CHECK_WARN},
        {.unread = {55, 56},
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_MANY,
         .status = HL_CHECK_FAIL},
        {.unread = {0, 20},
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_APART,
         .status = HL_CHECK_FAIL},
        {.early = {0, 13},
         .check = HL_CHECK_EARLY_EVENTS,
         .code = HL_FOUND_EARLY_EVENTS,
         .status = HL_CHECK_FAIL},
        {.early = {0, 13},
         .accepted = true,
         .check = HL_CHECK_EARLY_EVENTS,
         .code = HL_FOUND_EARLY_EVENTS,
         .status = HL_CHECK_WARN},
        {.early = {0, 13},
         .timed_apart = true,
         .check = HL_CHECK_EARLY_EVENTS,
         .code = HL_FOUND_EARLY_EVENTS_TIMED,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .campaign = {0, 400},
         .check = HL_CHECK_UNKNOWN_TOUCH,
         .code = HL_FOUND_UNKNOWN_TOUCH,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .misplaced = {4, 3},
         .check = HL_CHECK_UNKNOWN_TOUCH,
         .code = HL_FOUND_TOUCH_OF_OTHER,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .misplaced = {5, 6},
         .check = HL_CHECK_UNKNOWN_TOUCH,
         .code = HL_FOUND_UNKNOWN_TOUCH_MANY,
         .status = HL_CHECK_FAIL},
        {.events = 400,
         .misplaced = {80, 0},
         .check = HL_CHECK_UNKNOWN_TOUCH,
         .code = HL_FOUND_UNKNOWN_TOUCH_APART,
         .status = HL_CHECK_FAIL},
        {.events = 400,
         .misplaced = {80, 0},
         .accepted = true,
         .check = HL_CHECK_UNKNOWN_TOUCH,
         .code = HL_FOUND_UNKNOWN_TOUCH_APART,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .again = {40, 50},
         .check = HL_CHECK_DUPLICATES,
         .code = HL_FOUND_DUPLICATES,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .again = {0, 7},
         .check = HL_CHECK_DUPLICATES,
         .code = HL_FOUND_DUPLICATES,
         .status = HL_CHECK_WARN},
        {.events = 400,
         .again = {0, 60},
         .check = HL_CHECK_DUPLICATES,
         .code = HL_FOUND_DUPLICATES_APART,
         .status = HL_CHECK_FAIL},
        {.of_no_arm = 5,
         .check = HL_CHECK_REJECTED_ROWS,
         .code = HL_FOUND_REJECTED_ROWS,
         .status = HL_CHECK_WARN},
        {.of_no_arm = 99,
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_TURN,
         .status = HL_CHECK_FAIL},
        {.unread = {62, 38},
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_FEW,
         .turns = true,
         .status = HL_CHECK_WARN},
        {.unread = {62, 38},
         .accepted = true,
         .check = HL_CHECK_LOSSES,
         .code = HL_FOUND_LOSSES_FEW,
         .status = HL_CHECK_WARN},
        {.of_no_arm = 120,
         .check = HL_CHECK_REJECTED_ROWS,
         .code = HL_FOUND_REJECTED_ROWS_MANY,
         .status = HL_CHECK_FAIL},
        {.refused = {5, 40},
         .check = HL_CHECK_REJECTED_ROWS,
         .code = HL_FOUND_REJECTED_ROWS_APART,
         .status = HL_CHECK_FAIL},
        {.two_arms = 100,
         .check = HL_CHECK_TWO_ARMS,
         .code = HL_FOUND_TWO_ARMS,
         .status = HL_CHECK_WARN},
        {.two_arms = 103,
         .check = HL_CHECK_TWO_ARMS,
         .code = HL_FOUND_TWO_ARMS_MANY,
         .status = HL_CHECK_FAIL},
        {.no_covariate = {2000, 2050},
         .check = HL_CHECK_COVARIATES,
         .code = HL_FOUND_COVARIATES_IMPUTED,
         .status = HL_CHECK_OK},
        {.no_covariate = {2000, 2300},
         .check = HL_CHECK_COVARIATES,
         .code = HL_FOUND_COVARIATES_APART,
         .status = HL_CHECK_FAIL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
        click.blank = rows[i].blank;
        hl_design design = hl_made_design(two, 2, &click, 1);
        hl_cells *cells = NULL;
        hl_analysis *analysis = run_lost(&rows[i], &design, &cells);
        const hl_check *check = hl_analysis_check(analysis, rows[i].check);
        assert_non_null(check);
        assert_int_equal(check->finding.code, rows[i].code);
        assert_int_equal(check->status, rows[i].status);
        bool fails = rows[i].turns || rows[i].status == HL_CHECK_FAIL;
        assert_int_equal(analysis->verdict.decision,
                         fails ? HL_DECIDE_INVALID_DATA : HL_DECIDE_SHIP);
        bool twice = rows[i].check == HL_CHECK_DUPLICATES;
        assert_int_equal(analysis->verdict.because[fails].code, !fails  ? HL_FOUND_BETTER
                                                                : twice ? HL_FOUND_TWICE_BLOCKS
                                                                        : HL_FOUND_LOSSES_BLOCK);
        assert_true(check->finding.share == check->finding.n / check->finding.of);
        hl_made_drop(analysis, cells);
    }
}

/* 2,000 units in each arm, 200 and 250 of them with 100, three of each unread or blank: were those
 * as usual, z would stay above 2.3; as large as can be, 100 times the cube root of 250, it would
 * not. */
static void those_that_are_lost_may_be_the_largest(void **state)
{
    (void)state;
    for (int blank = 0; blank < 2; blank++) {
        hl_metric revenue = hl_made_metric("revenue", HL_METRIC_MEAN);
        hl_design design = hl_made_design(two, 2, &revenue, 1);
        hl_cells *cells = hl_cells__new(&design);
        assert_non_null(cells);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_cells_place place = {arm, none, HL_CELLS_ALL, NULL};
            int64_t buyers = arm == 0 ? 200 : 250;
            hl_made_enrol(cells, arm, 0, none, 2003);
            hl_made_value(cells, arm, 0, none, 0, 100, 1, NULL, buyers);
            hl_made_value(cells, arm, 0, none, 0, 0, 1, NULL, 2000 - buyers);
            assert_int_equal(hl_cells_lose(cells, &place, 0, blank ? 3 : 0, blank ? 0 : 3, NULL),
                             HL_OK);
        }
        cells->rows = 4006;
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_LOSSES);
        while (check != NULL && check < analysis->checks + analysis->check_count &&
               check->finding.code != HL_FOUND_LOSSES_TURN)
            check++;
        assert_non_null(check);
        assert_true(check < analysis->checks + analysis->check_count);
        assert_int_equal(check->finding.n, 6);
        assert_int_equal(check->finding.of, 4006);
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_DATA);
        hl_made_drop(analysis, cells);
    }
}

static bool turns(const hl_analysis *analysis)
{
    for (size_t i = 0; i < analysis->check_count; i++)
        if (analysis->checks[i].finding.code == HL_FOUND_LOSSES_TURN)
            return true;
    return false;
}

static void lose_of(hl_cells *cells, size_t metric, int64_t unread)
{
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_cells_place place = {arm, none, HL_CELLS_ALL, NULL};
        assert_int_equal(hl_cells_lose(cells, &place, metric, 0, unread, NULL), HL_OK);
    }
}

/* 100 and 110 complaints of 5,000 lie 2.8 standard errors (0.0029) within a margin of 0.01: five of
 * each arm that nobody knows move that by 0.35, twenty by 1.4. Of the shares themselves, without a
 * margin, twenty cannot show harm where there are 4,000 more units in each arm. */
static void what_a_guardrail_says_may_turn_as_well(void **state)
{
    (void)state;
    static const struct {
        double margin;
        int64_t unread;
        bool turns;
    } cases[] = {{0.01, 5, false},
                 {0.01, 20, true},
                 {0.04, 20, false},
                 {HL_NAN, 5, false},
                 {HL_NAN, 40, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_metric metrics[] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                               hl_made_metric("complaint", HL_METRIC_PROPORTION)};
        metrics[1].role = HL_ROLE_GUARDRAIL;
        metrics[1].goal = HL_GOAL_DECREASE;
        metrics[1].margin = cases[i].margin;
        hl_design design = hl_made_design(two, 2, metrics, 2);
        hl_cells *cells = hl_cells__new(&design);
        assert_non_null(cells);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, none, 5000);
            for (size_t m = 0; m < 2; m++) {
                int64_t ones = m == 0 ? 300 + 300 * arm : 100 + 10 * arm;
                hl_made_value(cells, arm, 0, none, m, 1, 1, NULL, ones);
                hl_made_value(cells, arm, 0, none, m, 0, 1, NULL, 5000 - ones);
            }
        }
        lose_of(cells, 1, cases[i].unread);
        cells->rows = 10000 + 2 * cases[i].unread;
        hl_analysis *analysis = hl_made_run(&design, cells);
        if (turns(analysis) != cases[i].turns)
            fail_msg("case %d", (int)i);
        hl_made_drop(analysis, cells);
    }
}

/* Medians of 1,000 even values from 0 and from 50 on, 0 to 999: 2.2 standard errors of 22 apart. L
 * that nobody knows in each arm move the medians by L / 2 each. */
static void what_a_quantile_says_may_turn_as_well(void **state)
{
    (void)state;
    static const int64_t unread[] = {1, 9};
    for (size_t i = 0; i < 2; i++) {
        hl_metric delay = hl_made_metric("delay", HL_METRIC_QUANTILE);
        delay.quantile = 0.5;
        hl_design design = hl_made_design(two, 2, &delay, 1);
        hl_cells *cells = hl_cells__new(&design);
        assert_non_null(cells);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, none, 1000);
            for (int value = 0; value < 1000; value++)
                hl_made_value(cells, arm, 0, none, 0, value + 50 * (int)arm, 1, NULL, 1);
        }
        lose_of(cells, 0, unread[i]);
        cells->rows = 2000 + 2 * unread[i];
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(turns(analysis), i == 1);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(losses_that_can_mislead_block),
        cmocka_unit_test(those_that_are_lost_may_be_the_largest),
        cmocka_unit_test(what_a_guardrail_says_may_turn_as_well),
        cmocka_unit_test(what_a_quantile_says_may_turn_as_well),
    };
    return cmocka_run_group_tests_name("losses", tests, NULL, NULL);
}
