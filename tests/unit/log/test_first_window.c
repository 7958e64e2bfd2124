/* Users who are read in the window of their first touch alone. Times are in hours from day 100. */
#include "log/attribution.h"
#include "log/metric_value.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, ARM = 1, CONVERT = 11 };

static hl_log_evaluation evaluation;

static int64_t hour(double hours)
{
    return 100 * INT64_C(86400000) + (int64_t)(hours * 3600000);
}

/* Touched at hours 10 and 60; whether the unit's last value is 1. */
static bool has_value_of(hl_metric metric, bool of_message, const char *names, double at)
{
    const hl_log_touch touches[] = {{"t1", 0, EXPERIMENT, ARM, HL_LOG_NO_TIME, hour(10)},
                                    {"t2", 0, EXPERIMENT, ARM, HL_LOG_NO_TIME, hour(60)}};
    const hl_log_event events[] = {
        {.id = "e", .touch = names, .type = CONVERT, .at_utc_ms = hour(at)}};
    const hl_log_metric metrics[] = {{.metric = &metric,
                                      .event = CONVERT,
                                      .denominator = HL_LOG_NO_NAME,
                                      .event_of_message = of_message}};
    const hl_log_rules rules = {.experiment = EXPERIMENT,
                                .metric_count = 1,
                                .metrics = metrics,
                                .delivered = HL_LOG_NO_NAME,
                                .click = HL_LOG_NO_NAME,
                                .first_window = true};
    assert_int_equal(hl_log__evaluate(&rules, touches, 2, events, 1, &evaluation, NULL), HL_OK);
    const hl_log_step *last = &evaluation.steps[evaluation.step_count - 1];
    return last->present && last->y == HL_LOG_ONE;
}

static bool has_value(hl_metric metric, const char *names, double at)
{
    return has_value_of(metric, false, names, at);
}

static const hl_metric bought = {.name = "bought",
                                 .kind = HL_METRIC_PROPORTION,
                                 .event = "convert",
                                 .within_ms = 72 * INT64_C(3600000)};

static void test_the_first_window_holds_what_counts(void **state)
{
    (void)state;
    assert_true(has_value(bought, NULL, 61));
    assert_true(has_value(bought, "t2", 61));
    assert_true(has_value(bought, "t1", 82));
    assert_false(has_value(bought, NULL, 83));
    assert_false(has_value(bought, "t2", 83));
    assert_int_equal(evaluation.step_count, 1); /* from the day on which that window closes */
    assert_int_equal(evaluation.steps[0].day, 103);
}

/* A metric of touches, and one without an end, are read as ever. */
static void test_other_metrics_are_as_they_were(void **state)
{
    (void)state;
    hl_metric metric = bought;
    metric.kind = HL_METRIC_MEAN;
    metric.per = HL_PER_TOUCH;
    assert_true(has_value(metric, NULL, 83));
    metric = bought;
    metric.within_ms = 0;
    assert_true(has_value(metric, NULL, 83));
}

/* Harm is looked for behind every touch, and what happens to a message belongs to it. */
static void test_harm_and_messages_are_of_every_touch(void **state)
{
    (void)state;
    hl_metric metric = bought;
    metric.role = HL_ROLE_GUARDRAIL;
    assert_true(has_value(metric, NULL, 83));
    metric = bought;
    metric.goal = HL_GOAL_DECREASE;
    assert_true(has_value(metric, NULL, 83));
    assert_true(has_value_of(bought, true, "t2", 83));
}

static int free_all(void **state)
{
    (void)state;
    hl_log__evaluation_free(&evaluation);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_window_holds_what_counts),
        cmocka_unit_test(test_other_metrics_are_as_they_were),
        cmocka_unit_test(test_harm_and_messages_are_of_every_touch),
    };
    return cmocka_run_group_tests(tests, NULL, free_all);
}
