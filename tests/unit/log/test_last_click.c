/* Which message an order names, and arms that are sent no message. Times are in hours from day 100.
 */
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "log/attribution.h"
#include "log/metric_value.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, OTHER_EXPERIMENT = 8, ARM_A = 1, ARM_B = 2 };
enum { CLICK = 10, CONVERT = 11, DELIVERED = 12, OPEN = 13 };

static int64_t hour(double hours)
{
    return 100 * INT64_C(86400000) + (int64_t)(hours * 3600000);
}

#define HOURS(n) (INT64_C(3600000) * (n))

static const hl_metric click_24h = {
    .name = "click", .kind = HL_METRIC_PROPORTION, .event = "click", .within_ms = HOURS(24)};
static const hl_metric revenue_7d = {.name = "revenue",
                                     .kind = HL_METRIC_MEAN,
                                     .event = "convert",
                                     .value = HL_VALUE_OF_SUM,
                                     .within_ms = HOURS(168)};

static hl_log_touch touch(const char *id, double sent, uint32_t arm)
{
    return (hl_log_touch){id, 0, EXPERIMENT, arm, HL_LOG_NO_TIME, hour(sent)};
}

static hl_log_event event(const char *id, uint32_t type, double at, const char *of, int64_t value)
{
    return (hl_log_event){id, of, 0, type, hour(at), value * HL_LOG_ONE, value != 0, NULL};
}

static hl_log_evaluation evaluation;
static const hl_zone *zone; /* of days */

static void evaluate(const hl_metric *metric, uint32_t type, uint32_t denominator,
                     const hl_log_touch *touches, size_t touch_count, const hl_log_event *events,
                     size_t event_count)
{
    hl_log_metric metrics[] = {{metric, type, denominator, type != CONVERT, false, false, false}};
    hl_log_rules rules = {EXPERIMENT, 1, metrics, DELIVERED, CLICK, zone, false, false};
    assert_int_equal(
        hl_log__evaluate(&rules, touches, touch_count, events, event_count, &evaluation, NULL),
        HL_OK);
}

#define EVALUATE(metric, type, touches, events)                                                    \
    evaluate(metric, type, HL_LOG_NO_NAME, touches, sizeof(touches) / sizeof((touches)[0]),        \
             events, sizeof(events) / sizeof((events)[0]))

static void assert_step(size_t index, int32_t day, int64_t y, int64_t d)
{
    assert_in_range(index, 0, evaluation.step_count - 1);
    const hl_log_step *step = &evaluation.steps[index];
    assert_true(step->present);
    assert_int_equal(step->day, day);
    assert_true(step->y == y * HL_LOG_ONE);
    assert_true(step->d == d * HL_LOG_ONE);
}

static int64_t counted(hl_cells_counter counter, int32_t day)
{
    for (size_t i = 0; i < evaluation.tally_count; i++)
        if (evaluation.tallies[i].counter == counter && evaluation.tallies[i].day == day)
            return evaluation.tallies[i].count;
    return 0;
}

/* A customer buys whatever message was clicked last: arms differ in how often it is theirs. */
static void test_order_counts_whatever_message_it_names(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("x", 11, ARM_A),
                              touch("t2", 200, ARM_A)};
    touches[1].experiment = OTHER_EXPERIMENT;
    hl_log_event events[] = {event("e1", CONVERT, 12, "x", 3),    /* of another experiment */
                             event("e2", CONVERT, 13, "t2", 5),   /* of a touch to come */
                             event("e3", CONVERT, 210, "t1", 7)}; /* of one whose window is past */
    EVALUATE(&revenue_7d, CONVERT, touches, events);
    assert_step(0, 107, 8, 1);
    assert_step(1, 115, 15, 1);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 2);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 100), 0);
    assert_int_equal(counted(HL_COUNT_UNKNOWN_TOUCH, 100), 0);
}

static void test_order_before_the_touch_is_before_it_whatever_it_names(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("x", 8, ARM_A)};
    touches[1].experiment = OTHER_EXPERIMENT;
    hl_log_event events[] = {event("e1", CONVERT, 9, "x", 3)};
    EVALUATE(&revenue_7d, CONVERT, touches, events);
    assert_step(0, 107, 0, 1);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 100), 1);
}

/* Nothing is ever sent in an arm without a message: it begins when it was planned, as others do. */
static void test_arms_that_are_sent_nothing_count_from_planned(void **state)
{
    (void)state;
    hl_log_metric metrics[] = {{&click_24h, CLICK, HL_LOG_NO_NAME, true, false, false, false}};
    hl_log_rules rules = {EXPERIMENT, 1, metrics, DELIVERED, CLICK, zone, true, false};
    hl_log_touch silent = touch("t1", 10, ARM_A);
    silent.planned_utc_ms = hour(10);
    silent.sent_utc_ms = HL_LOG_NO_TIME;
    hl_log_touch sent = touch("t1", 15, ARM_A);
    sent.planned_utc_ms = hour(10);
    const hl_log_touch *const both[] = {&silent, &sent};
    hl_log_event events[] = {event("e1", CLICK, 12, NULL, 0), event("e2", CLICK, 35, NULL, 0)};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(hl_log__evaluate(&rules, both[i], 1, events, 2, &evaluation, NULL), HL_OK);
        assert_step(0, 101, 1, 1);
        assert_int_equal(counted(HL_COUNT_ENROLLED, 100), 1);
        assert_int_equal(counted(HL_COUNT_SENT, 100), 1);
        assert_int_equal(counted(HL_COUNT_OUTSIDE_WINDOW, 101), 1);
    }
    assert_true(evaluation.enrolled_utc_ms == hour(10));
    sent.planned_utc_ms = HL_LOG_NO_TIME; /* a log that does not say it */
    assert_int_equal(hl_log__evaluate(&rules, &sent, 1, events, 2, &evaluation, NULL), HL_OK);
    assert_true(evaluation.enrolled_utc_ms == hour(15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_counts_whatever_message_it_names),
        cmocka_unit_test(test_order_before_the_touch_is_before_it_whatever_it_names),
        cmocka_unit_test(test_arms_that_are_sent_nothing_count_from_planned),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    hl_log__evaluation_free(&evaluation);
    return failed;
}
