/* When the next look is worth it: how many more units, and on which day. */
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { FIRST = 20000, DAYS = 10, WINDOW = 2 };

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

static const hl_finding *reason(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static void assert_day(const hl_finding *finding, int64_t day)
{
    char text[HL_TIME_TEXT];
    assert_non_null(finding);
    assert_string_equal(finding->name, hl_base__day_text(day, text));
}

static void set_metric(hl_metric *click)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click->within_ms = WINDOW * HL_DAY_MS;
}

/* So many units of an arm on each of the first days, and on each of the last seven; of those some
 * have no closed window yet. */
static hl_cells *cells_of(const hl_design *design, int64_t early, int64_t late, int64_t open)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (int32_t day = 0; day < DAYS; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            int64_t n = day < DAYS - 7 ? early : late;
            int64_t closed = day == DAYS - 1 ? n - open : n;
            hl_made_enrol(cells, arm, 0, FIRST + day, n);
            hl_made_rate(cells, arm, 0, FIRST + day, 0, closed, closed / 20 + (arm && day % 2));
        }
    return cells;
}

/* At the pace of the last seven days, with the window behind it. */
static void a_running_experiment_says_the_day(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    design.arms_differ_in_timing = true;
    static const int64_t early[] = {500, 5000};
    for (size_t i = 0; i < 2; i++) {
        click.worth = 0.1;
        hl_cells *cells = cells_of(&design, early[i], 500, 0);
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_finding *next = reason(analysis, HL_FOUND_NEXT_LOOK_ON);
        double n = analysis->verdict.units_needed_low;
        double within = fmin(n, 7 * 1000); /* shown half of the time, and within a week */
        assert_true(n > 1000 && next->n == within);
        assert_true(reason(analysis, HL_FOUND_UNITS_NEEDED_FOR_WORTH)->n_low == n);
        assert_day(next, FIRST + DAYS + (int64_t)ceil(within / 1000) + WINDOW);
        hl_made_drop(analysis, cells);
        design.planned_units =
            2 * (double)(early[i] * (DAYS - 7) + 500 * 7) + 2000; /* nor than the plan */
        cells = cells_of(&design, early[i], 500, 0);
        analysis = hl_made_run(&design, cells);
        assert_true(reason(analysis, HL_FOUND_NEXT_LOOK_ON)->n == 2000);
        design.planned_units = 0;
        hl_made_drop(analysis, cells);
    }
    click.worth = HL_NAN; /* no number can be said: half as many units again */
    hl_cells *cells = cells_of(&design, 500, 500, 0);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_true(isnan(analysis->verdict.units_needed));
    assert_true(reason(analysis, HL_FOUND_NEXT_LOOK_ON)->n == 5000);
    assert_day(reason(analysis, HL_FOUND_NEXT_LOOK_ON), FIRST + DAYS + 5 + WINDOW);
    hl_made_drop(analysis, cells);
    cells = cells_of(&design, 500, 0, 0); /* nobody comes in any more */
    analysis = hl_made_run(&design, cells);
    assert_day(reason(analysis, HL_FOUND_STANDSTILL), FIRST + DAYS - 8);
    assert_null(reason(analysis, HL_FOUND_NEXT_LOOK));
    assert_null(reason(analysis, HL_FOUND_NEXT_LOOK_ON));
    hl_made_drop(analysis, cells);
}

/* Units are all in, and some of them get another touch on each of the days that follow; a report
 * is made in the morning of `day`. */
static hl_analysis *report_of(const hl_design *design, hl_cells *cells, int32_t day)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (int64_t)day * HL_DAY_MS + 1;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    return analysis;
}

/* As long as touches go on no number is said, and then the same one for good. */
static void nobody_comes_in(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    click.worth = 0.1;
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = cells_of(&design, 500, 0, 0);
    int32_t last_in = FIRST + DAYS - 8, last_sent = FIRST + 2 * DAYS - 1;
    double said = HL_NAN;
    for (int32_t day = last_in + 1; day <= last_sent; day++)
        for (uint32_t arm = 0; arm < 2; arm++)
            hl_made_count(cells, arm, day, HL_COUNT_TOUCHES, 200);
    for (int32_t day = last_in + 2; day < last_sent + 2 * DAYS; day++) {
        hl_analysis *analysis = report_of(&design, cells, day);
        double units = analysis->verdict.units_needed;
        bool still = day - 1 - last_in >= 7, open = still && day < last_sent + WINDOW + 1;
        const hl_finding *on = reason(analysis, HL_FOUND_STANDSTILL_OPEN);
        assert_int_equal(on != NULL, open);
        assert_int_equal(reason(analysis, HL_FOUND_STANDSTILL) != NULL, still && !open);
        assert_int_equal(isnan(units), open);
        assert_int_equal(reason(analysis, HL_FOUND_UNITS_NEEDED_FOR_WORTH) == NULL, open);
        if (open)
            assert_day(on, (day < last_sent ? day : last_sent) + WINDOW + 1);
        assert_true(open || !still || isnan(said) || units == said);
        said = still && !open ? units : said;
        hl_analysis_free(analysis);
    }
    assert_true(said > 0);
    hl_cells_free(cells);
}

static void a_fixed_sample_ends_with_its_touches(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    static const int64_t again[] = {50, 1}; /* stragglers do not go on */
    for (size_t i = 0; i < 2; i++) {
        hl_cells *cells = cells_of(&design, 100, 100, 0);
        for (int32_t day = DAYS; day < 2 * DAYS; day++)
            for (uint32_t arm = 0; arm < 2; arm++)
                hl_made_count(cells, arm, FIRST + day, HL_COUNT_TOUCHES, again[i]);
        for (int32_t day = FIRST + DAYS; day < FIRST + 3 * DAYS; day++) {
            int32_t last = FIRST + (i == 0 ? 2 * DAYS : DAYS) - 1;
            int32_t sent = day < last ? day : last; /* that of the day itself is known */
            hl_analysis *analysis = report_of(&design, cells, day);
            const hl_finding *on = reason(analysis, HL_FOUND_TOUCHES_GO_ON);
            bool goes_on = day < last + WINDOW + 1;
            assert_int_equal(on != NULL, goes_on);
            assert_int_equal(analysis->verdict.decision == HL_DECIDE_KEEP_RUNNING, goes_on);
            assert_int_equal(reason(analysis, HL_FOUND_NO_PLANNED_END) != NULL, !goes_on);
            if (goes_on)
                assert_day(on, sent + WINDOW + 1);
            hl_analysis_free(analysis);
        }
        design.planned_units = 2000; /* then these are the end */
        hl_analysis *analysis = report_of(&design, cells, FIRST + DAYS + WINDOW);
        assert_non_null(reason(analysis, HL_FOUND_PLANNED_LOOK));
        design.planned_units = 1000;
        hl_analysis_free(analysis);
        analysis = report_of(&design, cells, FIRST + DAYS + WINDOW);
        assert_true(reason(analysis, HL_FOUND_PLANNED_LOOK)->n == 2000);
        assert_true(reason(analysis, HL_FOUND_PLANNED_LOOK)->of == 1000);
        design.planned_units = 0;
        hl_made_drop(analysis, cells);
    }
}

enum { INTAKE = 30, PLANNED = 2000, OF_A_DAY = 100 };

/* People come in every day, 100 an arm; the planned ones are in after ten days. Arms are alike
 * until then, and b is far better afterwards, or far worse. */
static hl_cells *cells_of_intake(const hl_design *design, int64_t later)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (int32_t day = FIRST; day < FIRST + INTAKE; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            int64_t hits = arm == 1 && day >= FIRST + PLANNED / OF_A_DAY / 2 ? later : 10;
            hl_made_enrol(cells, arm, 0, day, OF_A_DAY);
            hl_made_rate(cells, arm, 0, day + WINDOW, 0, OF_A_DAY, hits);
        }
    return cells;
}

/* The look is that of the planned units, whenever a report is made: none before, and the same ever
 * after, whatever those who come in later do. */
static void a_fixed_sample_is_looked_at_once(void **state)
{
    (void)state;
    static const int64_t later[] = {4, 10, 30};
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.planned_units = PLANNED;
    int32_t in = FIRST + PLANNED / OF_A_DAY / 2 - 1, look = in + WINDOW + 1;
    for (size_t i = 0; i < 3; i++) {
        hl_cells *cells = cells_of_intake(&design, later[i]);
        for (int32_t day = FIRST + 5; day < FIRST + INTAKE + 5; day++) {
            hl_analysis *analysis = report_of(&design, cells, day);
            const hl_comparison *c = analysis->metrics[0].comparisons;
            bool ended = day >= look, waits = day > in && !ended;
            assert_int_equal(analysis->verdict.decision,
                             ended ? HL_DECIDE_NOT_SHOWN : HL_DECIDE_KEEP_RUNNING);
            assert_int_equal(hl_verdict_has_ended(&analysis->verdict), ended);
            const hl_finding *wait = reason(analysis, HL_FOUND_PLANNED_WINDOWS_CLOSE_ON);
            assert_int_equal(wait != NULL, waits);
            if (waits)
                assert_day(wait, look);
            if (ended) {
                assert_day(reason(analysis, HL_FOUND_PLANNED_LOOK), look);
                assert_true(analysis->metrics[0].arms[0].n == PLANNED / 2);
                assert_true(analysis->metrics[0].arms[1].n == PLANNED / 2);
                assert_true(c->difference.estimate == 0);
                assert_true(analysis->metrics[0].immature == 0);
            }
            hl_analysis_free(analysis);
        }
        hl_cells_free(cells);
    }
}

/* A touch a week goes on between two of them, and no longer. */
static void a_weekly_touch_goes_on(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = cells_of(&design, 100, 100, 0);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (int32_t week = 1; week <= 3; week++)
            hl_made_count(cells, arm, FIRST + DAYS - 1 + 7 * week, HL_COUNT_TOUCHES, 500);
    int32_t last = FIRST + DAYS - 1 + 21;
    for (int32_t day = last + 1; day < last + 12; day++) {
        hl_analysis *analysis = report_of(&design, cells, day);
        assert_int_equal(reason(analysis, HL_FOUND_TOUCHES_GO_ON) != NULL, day < last + 8);
        hl_analysis_free(analysis);
    }
    hl_made_drop(NULL, cells);
}

static void a_fixed_sample_says_when_its_windows_close(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    hl_cells *cells = cells_of(&design, 100, 100, 100);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_day(reason(analysis, HL_FOUND_WINDOWS_CLOSE_ON), FIRST + DAYS + WINDOW);
    hl_analysis_free(analysis);
    design.planned_units = 2600; /* of which 2,000 are in, 200 a day */
    analysis = hl_made_run(&design, cells);
    assert_true(reason(analysis, HL_FOUND_NEXT_LOOK_ON)->n == 600);
    assert_day(reason(analysis, HL_FOUND_NEXT_LOOK_ON), FIRST + DAYS + 3 + WINDOW);
    hl_made_drop(analysis, cells);
    cells = cells_of(&design, 100, 100, 0);
    analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_true(reason(analysis, HL_FOUND_NOT_ENDED)->n == 2000);
    assert_true(reason(analysis, HL_FOUND_NOT_ENDED)->of == 2600);
    assert_null(reason(analysis, HL_FOUND_PLANNED_END));
    hl_analysis_free(analysis);
    design.planned_units = 2000;
    analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
    assert_null(reason(analysis, HL_FOUND_NEXT_LOOK_ON));
    hl_made_drop(analysis, cells);
}

/* 10,000 of 80,000 units count so far: what a gain of 20 % needs is in already. */
static void units_that_are_in_may_suffice(void **state)
{
    (void)state;
    hl_metric click;
    set_metric(&click);
    click.worth = 0.2;
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = cells_of(&design, 500, 500, 0);
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_enrol(cells, arm, 0, FIRST + DAYS - 1, 35000);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_rel(reason(analysis, HL_FOUND_UNITS_SUFFICE)->effect.estimate, 0.2, 1e-12);
    assert_true(analysis->verdict.units_needed == 0);
    assert_null(reason(analysis, HL_FOUND_UNITS_NEEDED_TOO_EARLY));
    assert_day(reason(analysis, HL_FOUND_WINDOWS_CLOSE_ON), FIRST + DAYS + WINDOW);
    hl_made_drop(analysis, cells);
}

static void planned_looks_are_the_next(void **state)
{
    (void)state;
    static const double looks[] = {0.25, 0.5, 1};
    hl_metric click;
    set_metric(&click);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    design.inference = HL_INFER_GROUP_SEQUENTIAL;
    design.looks = looks;
    design.look_count = 3;
    design.planned_units = 8000;
    hl_cells *cells = cells_of(&design, 100, 100, 0); /* 2,000: the first look */
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->look, 1);
    assert_true(reason(analysis, HL_FOUND_NEXT_LOOK_ON)->n == 2000);
    assert_day(reason(analysis, HL_FOUND_NEXT_LOOK_ON), FIRST + DAYS + 10 + WINDOW);
    hl_made_drop(analysis, cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_running_experiment_says_the_day),
        cmocka_unit_test(nobody_comes_in),
        cmocka_unit_test(a_fixed_sample_ends_with_its_touches),
        cmocka_unit_test(a_fixed_sample_is_looked_at_once),
        cmocka_unit_test(a_weekly_touch_goes_on),
        cmocka_unit_test(a_fixed_sample_says_when_its_windows_close),
        cmocka_unit_test(units_that_are_in_may_suffice),
        cmocka_unit_test(planned_looks_are_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
