/* Hours that move from week to week: measured, and then nothing is claimed of the week that comes.
 * A level that moves is not that. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/civil.h"
#include "base/random.h"
#include "hookline/timing.h"
#include "tests/support/timing_touches.h"

enum { WEEKS = 16, HOURS = 15, OPENS_AT = 8 };

/* The chance at an hour when the peak is at another. */
static double chance(double hour, double peak)
{
    double away = (hour - peak) / 2;
    return 0.1 + 0.25 * exp(-away * away / 2);
}

/* A log of half a year at drawn hours whose peak moves over the day in its last eight weeks; all
 * hours rise at once, each week by a share of what the first had. */
static table moving_log(double moves, double rises)
{
    enum { USERS = 300, MONDAY = 20514 };
    hl_random random = hl_base__random_seed(5, 2);
    table t = hl_touches_new((size_t)USERS * WEEKS);
    for (int u = 0; u < USERS; u++)
        for (int week = 0; week < WEEKS; week++) {
            char user[24];
            int hour = OPENS_AT + (int)hl_base__random_below(&random, HOURS);
            int64_t day = MONDAY + 7 * week + (int64_t)hl_base__random_below(&random, 7);
            double p = (1 + rises * week) * chance(hour, 10 + moves * fmax(0, week - 8));
            (void)snprintf(user, sizeof user, "u%d", u);
            hl_touches_put(&t, user, "all", day * DAY_MS + (int64_t)(hour - 8) * HOUR_MS,
                           hl_base__random_uniform(&random) < p, "0.0667");
        }
    return t;
}

static void check_decision(double moves, double rises, bool moving, hl_timing_decision decision)
{
    table t = moving_log(moves, rises);
    hl_row_source *rows = NULL;
    hl_timing_model *model = NULL;
    hl_timing_report *report = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_timing_options o = hl_touches_options();
    hl_timing_report_options ro = {.width_hours = 2};
    o.half_life_days = (double)NAN;
    o.now_utc_ms = INT64_MAX;
    assert_int_equal(hl_rows_from_memory(hl_touches_columns, COLUMNS, t.cells, t.rows, &rows, &err),
                     HL_OK);
    assert_int_equal(hl_timing_fit_rows(rows, &o, NULL, &model, &err), HL_OK);
    assert_int_equal(hl_timing_report_of(model, &ro, &report, &err), HL_OK);
    assert_int_equal(report->moving, moving);
    assert_int_equal(report->segments[0].decision, decision);
    if (moving)
        assert_true(report->segments[0].needs_touches == -1);
    hl_timing_report_free(report);
    hl_timing_model_free(model);
    hl_rows_close(rows);
    hl_touches_free(&t);
}

static void test_nothing_is_claimed_of_hours_that_move(void **state)
{
    (void)state;
    check_decision(1.5, 0, true, HL_TIMING_NOT_ENOUGH);
}

static void test_hours_that_stand_are_claimed(void **state)
{
    (void)state;
    check_decision(0, 0, false, HL_TIMING_USE);
}

static void test_a_level_that_moves_is_no_drift(void **state)
{
    (void)state;
    check_decision(0, 0.1, false, HL_TIMING_USE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_claimed_of_hours_that_move),
        cmocka_unit_test(test_hours_that_stand_are_claimed),
        cmocka_unit_test(test_a_level_that_moves_is_no_drift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
