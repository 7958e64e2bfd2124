/* Touches of another arm: behind all windows of a unit, as when an arm is shipped to everyone, they
 * end what is read of it. Times are in hours from day 100. */
#include "log/attribution.h"
#include "log/metric_value.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, ARM_A = 1, ARM_B = 2, CLICK = 10, DELIVERED = 12 };

static int64_t hour(double hours)
{
    return 100 * INT64_C(86400000) + (int64_t)(hours * 3600000);
}

static hl_log_touch touch(const char *id, double sent, uint32_t arm)
{
    return (hl_log_touch){id, 0, EXPERIMENT, arm, HL_LOG_NO_TIME, hour(sent)};
}

static hl_log_event event(const char *id, double at, const char *of)
{
    return (hl_log_event){id, of, 0, CLICK, hour(at), 0, false, NULL};
}

static hl_log_evaluation evaluation;

/* Of a click within a day, or, where ends is false, whenever. */
static void evaluate(const hl_log_touch *touches, size_t touch_count, bool ends)
{
    hl_metric click = {.name = "click", .kind = HL_METRIC_PROPORTION, .event = "click"};
    hl_log_metric metrics[] = {{.metric = &click,
                                .event = CLICK,
                                .denominator = HL_LOG_NO_NAME,
                                .event_of_message = true}};
    hl_log_rules rules = {.experiment = EXPERIMENT,
                          .metric_count = 1,
                          .metrics = metrics,
                          .delivered = DELIVERED,
                          .click = CLICK};
    hl_log_event events[] = {event("e1", 36, "t2"), event("e2", 37, NULL), event("e3", 81, NULL)};
    click.within_ms = ends ? INT64_C(24) * 3600000 : 0;
    assert_int_equal(hl_log__evaluate(&rules, touches, touch_count, events, 3, &evaluation, NULL),
                     HL_OK);
}

static int64_t counted(hl_cells_counter counter, int32_t day)
{
    for (size_t i = 0; i < evaluation.tally_count; i++)
        if (evaluation.tallies[i].counter == counter && evaluation.tallies[i].day == day)
            return evaluation.tallies[i].count;
    return 0;
}

static bool has_clicked(void)
{
    return evaluation.step_count > 0 && evaluation.steps[evaluation.step_count - 1].y == HL_LOG_ONE;
}

static void behind_the_windows_it_ends_the_unit(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 35, ARM_B),
                              touch("t3", 80, ARM_A)};
    evaluate(touches, 3, true);
    assert_int_equal(evaluation.step_count, 1);
    assert_int_equal(evaluation.steps[0].day, 101);
    assert_false(has_clicked());
    assert_int_equal(counted(HL_COUNT_TWO_ARMS, 101), 1); /* told all the same */
    assert_int_equal(counted(HL_COUNT_ARM_AFTER, 101), 1);
    assert_int_equal(counted(HL_COUNT_TOUCHES, 103), 1);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 101), 0);
}

static void within_a_window_it_does_not(void **state)
{
    (void)state;
    hl_log_touch open[] = {touch("t1", 10, ARM_A), touch("t2", 33, ARM_B)};
    evaluate(open, 2, true);
    assert_true(has_clicked());
    assert_int_equal(counted(HL_COUNT_TWO_ARMS, 101), 1);
    assert_int_equal(counted(HL_COUNT_ARM_AFTER, 101), 0);
    hl_log_touch of_one_arm[] = {touch("t1", 10, ARM_A), touch("t2", 35, ARM_A)};
    evaluate(of_one_arm, 2, true);
    assert_true(has_clicked());
    assert_int_equal(counted(HL_COUNT_TWO_ARMS, 101), 0);
    hl_log_touch without_end[] = {touch("t1", 10, ARM_A), touch("t2", 35, ARM_B)};
    evaluate(without_end, 2, false);
    assert_true(has_clicked());
    hl_log__evaluation_free(&evaluation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behind_the_windows_it_ends_the_unit),
        cmocka_unit_test(within_a_window_it_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
