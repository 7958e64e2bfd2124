/* Whether what a metric asks for came, touch by touch. Times are in hours. */
#include "log/metric_value.h"
#include "log/touch_outcomes.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, OTHER = 8, CLICK = 10, BUY = 11 };

#define HOURS(n) (INT64_C(3600000) * (n))

static const hl_metric click_24h = {
    .name = "click", .kind = HL_METRIC_PROPORTION, .event = "click", .within_ms = HOURS(24)};
static const hl_metric back = {.name = "back",
                               .kind = HL_METRIC_RETENTION,
                               .event = "click",
                               .from_ms = HOURS(24),
                               .within_ms = HOURS(48)};

static hl_log_touch touch(const char *id, int64_t sent, uint32_t experiment)
{
    return (hl_log_touch){
        id, 0, experiment, 1, HL_LOG_NO_TIME, sent < 0 ? HL_LOG_NO_TIME : HOURS(sent)};
}

static hl_log_event event(const char *id, uint32_t type, int64_t at, const char *of)
{
    return (hl_log_event){id, of, 0, type, HOURS(at), 0, false, NULL};
}

static hl_log_outcomes out;

/* came: "101", a digit a touch. */
static void assert_came(const hl_metric *metric, const hl_log_touch *touches, size_t touch_count,
                        const hl_log_event *events, size_t event_count, const char *came)
{
    const hl_log_metric m = {metric, CLICK, HL_LOG_NO_NAME, true, false, false, false};
    assert_int_equal(hl_log__touch_outcomes(EXPERIMENT, &m, touches, touch_count, events,
                                            event_count, &out, NULL),
                     HL_OK);
    for (size_t i = 0; i < touch_count; i++)
        assert_int_equal(out.came_utc_ms[i] != HL_LOG_NO_TIME, came[i] == '1');
}

#define CAME(metric, touches, events, came)                                                        \
    assert_came(metric, touches, sizeof(touches) / sizeof((touches)[0]), events,                   \
                sizeof(events) / sizeof((events)[0]), came)

static void an_event_is_of_the_latest_touch_before_it(void **state)
{
    (void)state;
    const hl_log_touch touches[] = {touch("b", 20, EXPERIMENT), touch("a", 0, EXPERIMENT),
                                    touch("c", 100, EXPERIMENT)};
    const hl_log_event events[] = {event("e", CLICK, 22, NULL)};
    CAME(&click_24h, touches, events, "100");
}

static void the_first_event_says_when(void **state)
{
    (void)state;
    const hl_log_touch touches[] = {touch("a", 0, EXPERIMENT)};
    const hl_log_event events[] = {event("e", CLICK, 22, NULL), event("f", CLICK, 3, NULL),
                                   event("g", CLICK, 5, "a")};
    CAME(&click_24h, touches, events, "1");
    assert_int_equal(out.came_utc_ms[0], HOURS(3));
}

static void an_event_of_a_named_touch_is_that_ones(void **state)
{
    (void)state;
    const hl_log_touch touches[] = {touch("a", 0, EXPERIMENT), touch("b", 20, EXPERIMENT)};
    const hl_log_event events[] = {event("e", CLICK, 22, "a"), event("f", BUY, 22, "b")};
    CAME(&click_24h, touches, events, "10");
    const hl_log_event late[] = {event("e", CLICK, 25, "a")};
    CAME(&click_24h, touches, late, "00");
}

static void what_did_not_go_brought_nothing_about(void **state)
{
    (void)state;
    const hl_log_touch touches[] = {touch("a", 10, EXPERIMENT), touch("b", -1, EXPERIMENT),
                                    touch("c", 19, OTHER)};
    const hl_log_event events[] = {event("e", CLICK, 22, NULL)};
    CAME(&click_24h, touches, events, "100");
    const hl_log_event named[] = {event("e", CLICK, 22, "b"), event("f", CLICK, 22, "c")};
    CAME(&click_24h, touches, named, "000");
}

static void a_window_that_opens_later_holds_what_comes_then(void **state)
{
    (void)state;
    const hl_log_touch touches[] = {touch("a", 0, EXPERIMENT), touch("b", 20, EXPERIMENT)};
    const hl_log_event events[] = {event("e", CLICK, 30, NULL)};
    CAME(&back, touches, events, "10"); /* the second's window opens at 44 */
    const hl_log_event early[] = {event("e", CLICK, 23, NULL)};
    CAME(&back, touches, early, "00");
    CAME(&click_24h, touches, early, "01"); /* the same memory again */
}

static int free_out(void **state)
{
    (void)state;
    hl_log__outcomes_free(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_of_the_latest_touch_before_it),
        cmocka_unit_test(the_first_event_says_when),
        cmocka_unit_test(an_event_of_a_named_touch_is_that_ones),
        cmocka_unit_test(what_did_not_go_brought_nothing_about),
        cmocka_unit_test(a_window_that_opens_later_holds_what_comes_then),
    };
    return cmocka_run_group_tests(tests, NULL, free_out);
}
