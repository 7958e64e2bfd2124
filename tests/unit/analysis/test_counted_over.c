/* Delays that decide are of those alone who came: how many that is stands beside the verdict, and
 * where more come in one arm the verdict says that it does not decide. */
#include <math.h>

#include "base/civil.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { DAY = 20000, ENROLLED = 2000 };

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

/* Units that came, and after how many hours: half of them an hour sooner, half later. */
typedef struct comers {
    int64_t n;
    double hours;
} comers;

static hl_analysis *report(hl_design *design, hl_metric *delay, const comers *by_arm, bool accept)
{
    *delay = hl_made_metric("hours", HL_METRIC_MEAN);
    delay->role = HL_ROLE_PRIMARY;
    delay->goal = HL_GOAL_DECREASE;
    delay->value = HL_VALUE_OF_FIRST_DELAY;
    delay->within_ms = 2 * HL_DAY_MS;
    *design = hl_made_design(two, 2, delay, 1);
    design->planned_units = 2 * ENROLLED;
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, DAY, ENROLLED);
        for (int side = -1; side <= 1; side += 2)
            hl_made_value(cells, arm, 0, DAY + 2, 0, by_arm[arm].hours + side, 1, NULL,
                          by_arm[arm].n / 2);
    }
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (DAY + 10) * HL_DAY_MS;
    options.accept_losses = accept;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    hl_cells_free(cells);
    return analysis;
}

static void expect(const comers *by_arm, bool accept, hl_decision decision, hl_finding_code said,
                   double n)
{
    hl_design design;
    hl_metric delay;
    hl_analysis *analysis = report(&design, &delay, by_arm, accept);
    const hl_finding *of_those = hl_made_reason(analysis, HL_FOUND_DELAY_OF_THOSE);
    assert_int_equal(analysis->verdict.decision, decision);
    if (said != HL_FINDINGS)
        assert_non_null(hl_made_reason(analysis, said));
    assert_int_equal(of_those != NULL, n > 0);
    if (of_those != NULL) {
        assert_abs(of_those->n, n, 0.0);
        assert_abs(of_those->of, ENROLLED, 0.0);
    }
    hl_analysis_free(analysis);
}

static void a_delay_that_decides_says_of_how_many_it_is(void **state)
{
    (void)state;
    static const comers faster[] = {{400, 12}, {410, 11}}, alike[] = {{400, 12}, {410, 12}};
    static const comers everybody[] = {{ENROLLED, 12}, {ENROLLED, 11}};
    expect(faster, false, HL_DECIDE_SHIP, HL_FOUND_BETTER, 410);
    expect(alike, false, HL_DECIDE_NOT_SHOWN, HL_FOUND_NOT_SHOWN, 0);
    expect(everybody, false, HL_DECIDE_SHIP, HL_FOUND_BETTER, 0);
}

/* 400 and 500 of 2,000: p = 0.0001. */
static void further_comers_leave_it_undecided(void **state)
{
    (void)state;
    static const comers later[] = {{400, 12}, {500, 14}};
    hl_design design;
    hl_metric delay;
    expect(later, false, HL_DECIDE_COUNTED_APART, HL_FOUND_COMERS_DIFFER, 0);
    expect(later, true, HL_DECIDE_KEEP_CONTROL, HL_FOUND_WORSE, 0);
    hl_analysis *analysis = report(&design, &delay, later, false);
    const hl_finding *f = hl_made_reason(analysis, HL_FOUND_COMERS_DIFFER);
    assert_string_equal(f->name, "25.0");
    assert_string_equal(f->meant, "20.0");
    assert_true(hl_analysis_counted_apart(analysis, 0, 1));
    assert_false(hl_analysis_counted_apart(analysis, 0, 0));
    hl_analysis_free(analysis);
}

/* Four days of 500 units an arm, read on the day after: a window of 6 hours closes on the same day
 * in the morning's arm, and on the next one in the evening's; so many of a day come. */
static bool is_told_of_hours(const int64_t came[2])
{
    hl_metric delay = hl_made_metric("hours", HL_METRIC_MEAN);
    delay.role = HL_ROLE_PRIMARY;
    delay.goal = HL_GOAL_DECREASE;
    delay.value = HL_VALUE_OF_FIRST_DELAY;
    delay.within_ms = HL_DAY_MS / 4;
    hl_design design = hl_made_design(two, 2, &delay, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = hl_cells__new(&design);
    for (int32_t day = DAY; day < DAY + 4; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, day, 500);
            for (int side = -1; side <= 1; side += 2)
                hl_made_value(cells, arm, 0, day + (int32_t)arm, 0, 3 + side, 1, NULL,
                              came[arm] / 2);
        }
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (DAY + 4) * HL_DAY_MS + HL_DAY_MS / 2;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
    bool told = hl_analysis_counted_apart(analysis, 0, 1);
    hl_made_drop(analysis, cells);
    return told;
}

static void hours_that_close_on_another_day_are_no_other_comers(void **state)
{
    (void)state;
    assert_false(is_told_of_hours((const int64_t[]){150, 150}));
    assert_true(is_told_of_hours((const int64_t[]){150, 300}));
}

/* 20 days of 100 units in each arm, all of whom are sent again after so many days; 0: never. */
static bool is_told_of_touches(const int32_t after[2], int32_t as_of)
{
    hl_metric open = hl_made_metric("open", HL_METRIC_PROPORTION);
    open.role = HL_ROLE_PRIMARY;
    open.per = HL_PER_TOUCH;
    open.within_ms = HL_DAY_MS;
    hl_design design = hl_made_design(two, 2, &open, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = hl_cells__new(&design);
    for (int32_t day = DAY; day < DAY + 20; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            int32_t now = DAY + as_of - 2;
            bool again = after[arm] > 0 && day + after[arm] <= now;
            hl_made_enrol(cells, arm, 0, day, 100);
            if (after[arm] > 0)
                hl_made_count(cells, arm, day + after[arm], HL_COUNT_TOUCHES, 100);
            hl_made_touches(cells, arm, 0, day + 1, 0, again ? 2 : 1, 0, 100);
        }
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (DAY + as_of) * HL_DAY_MS + HL_DAY_MS / 2;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
    bool told = hl_analysis_counted_apart(analysis, 0, 1);
    hl_made_drop(analysis, cells);
    return told;
}

static void a_second_touch_some_days_later_is_no_other_number(void **state)
{
    (void)state;
    assert_false(is_told_of_touches((const int32_t[]){1, 3}, 8));
    assert_false(is_told_of_touches((const int32_t[]){1, 3}, 20));
    assert_false(is_told_of_touches((const int32_t[]){1, 3}, 40));
    assert_true(is_told_of_touches((const int32_t[]){0, 3}, 8));
    assert_true(is_told_of_touches((const int32_t[]){0, 3}, 40));
    assert_true(is_told_of_touches((const int32_t[]){1, 12}, 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delay_that_decides_says_of_how_many_it_is),
        cmocka_unit_test(further_comers_leave_it_undecided),
        cmocka_unit_test(hours_that_close_on_another_day_are_no_other_comers),
        cmocka_unit_test(a_second_touch_some_days_later_is_no_other_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
