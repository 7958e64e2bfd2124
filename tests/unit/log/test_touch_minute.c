/* Events at the whole minute within which their touch was. Times are in seconds from day 100. */
#include "log/attribution.h"
#include "log/metric_value.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, ARM = 1, CONVERT = 11, DELIVERED = 12, CLICK = 10, DAY = 100 };

static hl_log_evaluation evaluation;
static const hl_metric bought = {
    .name = "bought", .kind = HL_METRIC_PROPORTION, .event = "convert", .within_ms = 3600000};

static int64_t second(double of_day)
{
    return DAY * INT64_C(86400000) + (int64_t)(of_day * 1000);
}

static void evaluate(const hl_metric *metric, double at, const char *names, bool of_message,
                     bool sets_off)
{
    const hl_log_touch touches[] = {
        {"t1", 0, EXPERIMENT, ARM, HL_LOG_NO_TIME, second(36337)}}; /* 10:05:37 */
    const hl_log_event events[] = {
        {.id = "e", .touch = names, .type = CONVERT, .at_utc_ms = second(at)}};
    const hl_log_metric metrics[] = {{.metric = metric,
                                      .event = CONVERT,
                                      .denominator = HL_LOG_NO_NAME,
                                      .event_of_message = of_message,
                                      .event_sets_off = sets_off}};
    const hl_log_rules rules = {.experiment = EXPERIMENT,
                                .metric_count = 1,
                                .metrics = metrics,
                                .delivered = DELIVERED,
                                .click = CLICK};
    assert_int_equal(hl_log__evaluate(&rules, touches, 1, events, 1, &evaluation, NULL), HL_OK);
}

static bool counts(void)
{
    const hl_log_step *last = &evaluation.steps[evaluation.step_count - 1];
    return last->present && last->y == HL_LOG_ONE;
}

static int64_t counted(hl_cells_counter counter)
{
    for (size_t i = 0; i < evaluation.tally_count; i++)
        if (evaluation.tallies[i].counter == counter)
            return evaluation.tallies[i].count;
    return 0;
}

static void test_what_is_of_a_message_comes_after_it(void **state)
{
    (void)state;
    static const struct {
        double at;
        const char *names;
        bool of_message, sets_off, counts, perhaps;
    } cases[] = {
        {36300, NULL, true, false, true, false},   {36300, "t1", false, false, true, false},
        {36300.9, NULL, true, false, true, false}, {36300, "t1", false, true, false, false},
        {36300, NULL, false, false, false, true},  {36300, "t9", false, false, false, true},
        {36300, NULL, false, true, false, false},  {36301, NULL, true, false, false, false},
        {36301, NULL, false, false, false, false}, {36240, NULL, false, false, false, false},
        {36360, NULL, false, false, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        evaluate(&bought, cases[i].at, cases[i].names, cases[i].of_message, cases[i].sets_off);
        assert_int_equal(counts(), cases[i].counts);
        assert_int_equal(counted(HL_COUNT_TOUCH_MINUTE), cases[i].perhaps);
        assert_int_equal(counted(HL_COUNT_EARLY), !cases[i].counts);
    }
}

/* It came with the touch, not before it. */
static void test_its_delay_is_none(void **state)
{
    (void)state;
    hl_metric delay = bought;
    delay.kind = HL_METRIC_MEAN;
    delay.value = HL_VALUE_OF_FIRST_DELAY;
    evaluate(&delay, 36300, NULL, true, false);
    const hl_log_step *last = &evaluation.steps[evaluation.step_count - 1];
    assert_true(last->present && last->delayed);
    assert_true(last->delay == 0 && last->y == 0);
}

/* A window that opens later opens within a minute too. */
static void test_a_window_that_opens_later(void **state)
{
    (void)state;
    hl_metric later = bought;
    later.from_ms = 600000;
    evaluate(&later, 36900, NULL, true, false);
    assert_true(counts());
    evaluate(&later, 36901, NULL, true, false);
    assert_false(counts());
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
        cmocka_unit_test(test_what_is_of_a_message_comes_after_it),
        cmocka_unit_test(test_its_delay_is_none),
        cmocka_unit_test(test_a_window_that_opens_later),
    };
    return cmocka_run_group_tests(tests, NULL, free_all);
}
