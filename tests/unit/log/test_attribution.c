/* The pure function from a unit's touches and events to its values over days. Times are in hours
 * from day 100, so that days are easy to see. */
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "log/attribution.h"
#include "log/metric_value.h"
#include "tests/support/check.h"

enum { EXPERIMENT = 7, OTHER_EXPERIMENT = 8, ARM_A = 1, ARM_B = 2 };
enum { CLICK = 10, CONVERT = 11, DELIVERED = 12, OPEN = 13, ORGANIC = 14 };

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

static void test_counts_from_the_day_the_window_closes(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 12, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_true(evaluation.enrolled);
    assert_int_equal(evaluation.arm, ARM_A);
    assert_int_equal(evaluation.step_count, 1);
    assert_step(0, 101, 1, 1); /* sent on day 100 at 10:00, closes on day 101 at 10:00 */
    assert_int_equal(counted(HL_COUNT_ENROLLED, 100), 1);
    assert_int_equal(counted(HL_COUNT_SENT, 100), 1);
    assert_int_equal(counted(HL_COUNT_PLANNED, 100), 1);
    assert_int_equal(counted(HL_COUNT_TOUCHES, 100), 1);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 1);
}

static void test_window_holds_both_ends(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A)};
    hl_log_event at_once[] = {event("e1", CLICK, 10, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, at_once);
    assert_step(0, 101, 1, 1);
    hl_log_event at_end[] = {event("e1", CLICK, 34, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, at_end);
    assert_step(0, 101, 1, 1);
    hl_log_event late[] = {event("e1", CLICK, 34, NULL, 0)};
    late[0].at_utc_ms++;
    EVALUATE(&click_24h, CLICK, touches, late);
    assert_step(0, 101, 0, 1);
    assert_int_equal(counted(HL_COUNT_OUTSIDE_WINDOW, 101), 1);
    assert_int_equal(counted(HL_COUNT_EVENTS, 101), 1);
}

static void test_second_touch_adds_a_step_only_when_it_changes_something(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 60, ARM_A),
                              touch("t3", 200, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 61, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_int_equal(evaluation.step_count, 2);
    assert_step(0, 101, 0, 1);
    assert_step(1, 103, 1, 1);
}

static void test_sums_grow_as_touches_mature(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 0, ARM_A), touch("t2", 240, ARM_A)};
    hl_log_event events[] = {event("e1", CONVERT, 5, NULL, 30), event("e2", CONVERT, 6, "t1", 12),
                             event("e3", CONVERT, 250, NULL, 100),
                             event("e4", CONVERT, 230, NULL, 999)}; /* outside: 230 h after t1 */
    EVALUATE(&revenue_7d, CONVERT, touches, events);
    assert_int_equal(evaluation.step_count, 2);
    assert_step(0, 107, 42, 1);
    assert_step(1, 117, 142, 1);
}

static void test_unnamed_event_goes_to_the_latest_touch(void **state)
{
    (void)state;
    hl_metric per_touch = click_24h;
    per_touch.per = HL_PER_TOUCH;
    per_touch.kind = HL_METRIC_MEAN;
    per_touch.value = HL_VALUE_OF_COUNT;
    hl_log_touch touches[] = {touch("t1", 0, ARM_A), touch("t2", 3, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 4, NULL, 0), event("e2", CLICK, 5, NULL, 0),
                             event("e3", CLICK, 6, "t1", 0)};
    EVALUATE(&per_touch, CLICK, touches, events);
    assert_int_equal(evaluation.step_count, 1);
    assert_step(0, 101, 3, 2);
    /* 1 for t1 and 2 for t2: 1 + 4 */
    assert_abs(hl_base__wide_to_double(&evaluation.steps[0].within, 36), 5.0, 0.0);
}

static void test_ties_go_by_touch_id(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("b", 10, ARM_B), touch("a", 10, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 11, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_int_equal(evaluation.arm, ARM_A); /* first of the order (sent, id) */
    assert_int_equal(counted(HL_COUNT_TWO_ARMS, 100), 1);
    assert_int_equal(counted(HL_COUNT_TOUCHES, 100), 2);
}

static void test_event_before_its_touch_is_apart(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 9, "t1", 0), event("e2", CLICK, 8, NULL, 0),
                             event("e3", CLICK, 9.5, "t1", 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_step(0, 101, 0, 1);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 100), 3);
    assert_int_equal(counted(HL_COUNT_UNKNOWN_TOUCH, 100), 0);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 0);
}

/* A campaign's number says nothing of the touch: the event belongs to its time. */
static void test_what_is_no_touch_of_the_user_names_none(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 50, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 11, "spring", 0), event("e2", CLICK, 9, "7", 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_step(0, 101, 1, 1);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 1);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 100), 1);
    assert_int_equal(counted(HL_COUNT_UNKNOWN_TOUCH, 100), 2);
}

/* In the week before it, of a window of 169 hours in two; a unit once, on the day of that touch. */
static void test_events_just_before_the_first_touch(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 50, ARM_A), touch("t2", 90, ARM_A)};
    hl_log_event events[] = {event("e1", CLICK, 26, NULL, 0), event("e2", CLICK, 49, NULL, 0),
                             event("e3", CLICK, 60, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_int_equal(counted(HL_COUNT_EARLY, 102), 1);
    static const struct {
        double hour;
        int64_t within_ms;
        int64_t early;
    } cases[] = {{-118, HOURS(24), 1},  {-118.1, HOURS(24), 0},
                 {-118, HOURS(168), 1}, {-118.1, HOURS(168), 0},
                 {-286, HOURS(169), 1}, {-286.1, HOURS(169), 0},
                 {-118, 0, 1},          {-118.1, 0, 0},
                 {50, HOURS(24), 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_metric metric = click_24h;
        hl_log_event one[] = {event("e1", CLICK, cases[i].hour, NULL, 0)};
        metric.within_ms = cases[i].within_ms;
        EVALUATE(&metric, CLICK, touches, one);
        assert_int_equal(counted(HL_COUNT_EARLY, 102), cases[i].early);
    }
}

/* Once at each distance: a week, five, 51, 54 and beyond, before the touch of hour 50. */
static void test_events_long_before_the_first_touch(void **state)
{
    (void)state;
    enum { WEEK = 168 };
    hl_log_touch touches[] = {touch("t1", 50, ARM_A)};
    static const struct {
        double weeks;
        hl_cells_counter counter;
    } cases[] = {
        {1, HL_COUNT_EARLY},           {1.01, HL_COUNT_EARLY_MONTH}, {5, HL_COUNT_EARLY_MONTH},
        {5.01, HL_COUNT_EARLY_MONTHS}, {51, HL_COUNT_EARLY_MONTHS},  {52.2, HL_COUNT_EARLY_YEAR},
        {54, HL_COUNT_EARLY_YEAR},     {54.01, HL_COUNT_EARLY_LONG}, {500, HL_COUNT_EARLY_LONG}};
    enum { CASES = sizeof cases / sizeof cases[0] };
    hl_log_event all[2 * CASES];
    static char ids[2 * CASES][8];
    for (size_t i = 0; i < CASES; i++) {
        hl_log_event one[] = {event("e1", CLICK, 50 - cases[i].weeks * WEEK, NULL, 0)};
        EVALUATE(&click_24h, CLICK, touches, one);
        for (int counter = HL_COUNT_EARLY; counter <= HL_COUNT_EARLY_LONG; counter++)
            assert_int_equal(counted((hl_cells_counter)counter, 102),
                             (int)cases[i].counter == counter);
        for (size_t k = 2 * i; k < 2 * i + 2; k++) {
            (void)snprintf(ids[k], sizeof ids[k], "e%zu", k);
            all[k] = one[0];
            all[k].id = ids[k];
        }
    }
    EVALUATE(&click_24h, CLICK, touches, all);
    for (int counter = HL_COUNT_EARLY; counter <= HL_COUNT_EARLY_LONG; counter++)
        assert_int_equal(counted((hl_cells_counter)counter, 102), 1);
}

/* Of a unit that has none within its window of a day: by whole months, or shortly beside that. A
 * month after 11 April at 10 is 30 days later, a year 365. */
static void test_events_behind_the_window(void **state)
{
    (void)state;
    static const struct {
        int hours; /* from the touch */
        hl_cells_counter months;
    } rows[] = {{25, HL_COUNTERS},
                {24 * 20, HL_COUNTERS},
                {24 * 29 - 1, HL_COUNTERS},
                {24 * 30 - 1, HL_COUNT_BESIDE_MONTHS},
                {24 * 30, HL_COUNT_MONTHS_AFTER},
                {24 * 30 + 24, HL_COUNT_MONTHS_AFTER},
                {24 * 30 + 25, HL_COUNT_BESIDE_MONTHS},
                {24 * 32 + 1, HL_COUNTERS},
                {24 * 365 + 3, HL_COUNT_MONTHS_AFTER},
                {24 * 400, HL_COUNTERS}};
    hl_log_touch touches[] = {touch("t1", 10, ARM_A)};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_log_event late[] = {event("e1", CLICK, 10 + rows[i].hours, NULL, 0),
                               event("e2", CLICK, 11 + rows[i].hours + 24 * 500, NULL, 0)};
        EVALUATE(&click_24h, CLICK, touches, late);
        int32_t day = 100 + (10 + rows[i].hours) / 24;
        assert_int_equal(counted(HL_COUNT_AFTER, day), 1);
        assert_int_equal(counted(HL_COUNT_WITHIN, day), 0);
        static const hl_cells_counter sides[] = {HL_COUNT_MONTHS_AFTER, HL_COUNT_BESIDE_MONTHS};
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(counted(sides[k], day), rows[i].months == sides[k]);
    }
    hl_log_event both[] = {event("e1", CLICK, 800, NULL, 0), event("e2", CLICK, 12, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, both);
    assert_int_equal(counted(HL_COUNT_WITHIN, 100), 1);
    assert_int_equal(counted(HL_COUNT_AFTER, 133), 0);
}

static void test_touch_of_another_experiment_takes_its_named_events(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("x", 11, ARM_A)};
    touches[1].experiment = OTHER_EXPERIMENT;
    hl_log_event events[] = {event("e1", CLICK, 12, "x", 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_step(0, 101, 0, 1);
    assert_int_equal(counted(HL_COUNT_UNKNOWN_TOUCH, 100), 0);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 0);
}

static void test_other_users_touch_is_not_mine(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 11, ARM_A)};
    touches[1].user = 1;
    hl_log_event events[] = {event("e1", CLICK, 12, NULL, 0), event("e2", CLICK, 12, "t2", 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_step(0, 101, 1, 1);
    assert_int_equal(counted(HL_COUNT_UNKNOWN_TOUCH, 100), 1);
}

static void test_planned_touch_enrols_nobody(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 40, ARM_B)};
    touches[0].planned_utc_ms = touches[0].sent_utc_ms;
    touches[0].sent_utc_ms = HL_LOG_NO_TIME;
    hl_log_event events[] = {event("e1", CLICK, 11, "t1", 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_int_equal(evaluation.arm, ARM_B); /* of the first sent one */
    assert_int_equal(counted(HL_COUNT_PLANNED, 100), 1);
    assert_int_equal(counted(HL_COUNT_ENROLLED, 101), 1);
    assert_int_equal(counted(HL_COUNT_BEFORE_TOUCH, 100), 1);
    evaluate(&click_24h, CLICK, HL_LOG_NO_NAME, touches, 1, events, 1);
    assert_true(evaluation.enrolled);
    assert_int_equal(evaluation.arm, ARM_A);
    assert_int_equal(evaluation.step_count, 0);
    assert_int_equal(counted(HL_COUNT_ENROLLED, 100), 0);
    assert_int_equal(counted(HL_COUNT_PLANNED, 100), 1);
}

static void test_metric_without_end_follows_its_events(void **state)
{
    (void)state;
    hl_metric open = revenue_7d;
    open.within_ms = 0;
    hl_log_touch touches[] = {touch("t1", 10, ARM_A)};
    hl_log_event events[] = {event("e1", CONVERT, 1000, NULL, 5)};
    EVALUATE(&open, CONVERT, touches, events);
    assert_int_equal(evaluation.step_count, 2);
    assert_step(0, 100, 0, 1);
    assert_step(1, 141, 5, 1);
}

static void test_retention_opens_later(void **state)
{
    (void)state;
    hl_metric back = click_24h;
    back.kind = HL_METRIC_RETENTION;
    back.from_ms = HOURS(24);
    back.within_ms = HOURS(48);
    hl_log_touch touches[] = {touch("t1", 0, ARM_A), touch("t2", 30, ARM_A)};
    /* 10 h after t2 the window of t2 is not open, that of t1 is */
    hl_log_event events[] = {event("e1", CLICK, 40, NULL, 0)};
    EVALUATE(&back, CLICK, touches, events);
    assert_step(0, 102, 1, 1);
}

static void test_ratio_has_both_halves(void **state)
{
    (void)state;
    hl_metric ratio = {.name = "basket",
                       .kind = HL_METRIC_RATIO,
                       .event = "convert",
                       .denominator = "open",
                       .value = HL_VALUE_OF_SUM,
                       .denominator_value = HL_VALUE_OF_COUNT,
                       .within_ms = HOURS(24)};
    hl_log_touch touches[] = {touch("t1", 0, ARM_A), touch("t2", 48, ARM_A)};
    hl_log_event events[] = {event("e1", CONVERT, 1, NULL, 7), event("e2", OPEN, 2, NULL, 0),
                             event("e3", OPEN, 3, NULL, 0)};
    evaluate(&ratio, CONVERT, OPEN, touches, 2, events, 3);
    assert_int_equal(evaluation.step_count, 1);
    assert_step(0, 101, 7, 2);
    evaluate(&ratio, CONVERT, HL_LOG_TOUCHES, touches, 2, events, 3);
    assert_int_equal(evaluation.step_count, 2);
    assert_step(0, 101, 7, 1);
    assert_step(1, 103, 7, 2);
}

static void test_delay_exists_only_with_an_event(void **state)
{
    (void)state;
    hl_metric delay = click_24h;
    delay.kind = HL_METRIC_MEAN;
    delay.value = HL_VALUE_OF_FIRST_DELAY;
    hl_log_touch touches[] = {touch("t1", 0, ARM_A)};
    hl_log_event none[] = {event("e1", OPEN, 1, NULL, 0)};
    EVALUATE(&delay, CLICK, touches, none);
    assert_int_equal(evaluation.step_count, 0);
    hl_log_event some[] = {event("e1", CLICK, 3, NULL, 0), event("e0", CLICK, 2, NULL, 0)};
    EVALUATE(&delay, CLICK, touches, some);
    assert_step(0, 101, 2, 1);
}

static void test_robots_and_doubles_are_counted(void **state)
{
    (void)state;
    hl_log_touch touches[] = {touch("t1", 0, ARM_A)};
    const double at = 1.0 + 1.0 / 3600; /* a time with seconds */
    hl_log_event events[] = {event("d", DELIVERED, at, "t1", 0), event("c1", CLICK, at, "t1", 0),
                             event("c2", CLICK, at, "t1", 0), event("c3", CLICK, 2, "t1", 0),
                             event("o", ORGANIC, 2, NULL, 0)};
    EVALUATE(&click_24h, CLICK, touches, events);
    assert_int_equal(counted(HL_COUNT_FAST_CLICKS, 100), 2);
    assert_int_equal(counted(HL_COUNT_DUPLICATES, 100), 1);
    assert_int_equal(counted(HL_COUNT_DELIVERED, 100), 1);
    assert_int_equal(counted(HL_COUNT_EVENTS, 100), 4); /* what no metric asks for is left out */
}

static bool same_evaluation(const hl_log_evaluation *a, const hl_log_evaluation *b)
{
    if (a->enrolled != b->enrolled || a->arm != b->arm || a->step_count != b->step_count ||
        a->tally_count != b->tally_count)
        return false;
    for (size_t i = 0; i < a->step_count; i++) {
        const hl_log_step *x = &a->steps[i];
        const hl_log_step *y = &b->steps[i];
        if (x->metric != y->metric || x->day != y->day || x->present != y->present ||
            x->y != y->y || x->d != y->d || hl_base__wide_compare(&x->within, &y->within) != 0)
            return false;
    }
    for (size_t i = 0; i < a->tally_count; i++)
        if (a->tallies[i].counter != b->tallies[i].counter ||
            a->tallies[i].day != b->tallies[i].day || a->tallies[i].count != b->tallies[i].count)
            return false;
    return true;
}

static void shuffle(hl_random *random, void *items, size_t count, size_t size)
{
    char spare[128];
    char *bytes = items;
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)hl_base__random_below(random, i);
        memcpy(spare, bytes + (i - 1) * size, size);
        memmove(bytes + (i - 1) * size, bytes + j * size, size);
        memcpy(bytes + j * size, spare, size);
    }
}

static void test_order_of_arrival_does_not_matter(void **state)
{
    (void)state;
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    hl_random random = hl_base__random_seed(20261122, 0);
    hl_metric per_touch = revenue_7d;
    per_touch.per = HL_PER_TOUCH;
    hl_metric open = revenue_7d;
    open.within_ms = 0;
    open.value = HL_VALUE_OF_FIRST_DELAY;
    hl_log_metric metrics[] = {{&click_24h, CLICK, HL_LOG_NO_NAME, true, false, false, false},
                               {&revenue_7d, CONVERT, HL_LOG_NO_NAME, false, false, false, false},
                               {&per_touch, CONVERT, HL_LOG_NO_NAME, false, false, false, false},
                               {&open, CONVERT, HL_LOG_NO_NAME, false, false, false, false}};
    hl_log_rules rules = {EXPERIMENT, 4, metrics, DELIVERED, CLICK, zone, false, false};
    hl_log_evaluation again = {0};
    for (int round = 0; round < 500; round++) {
        hl_log_touch touches[6];
        hl_log_event events[12];
        for (size_t i = 0; i < 6; i++) {
            touches[i] = touch(ids[i], (double)hl_base__random_below(&random, 100),
                               (uint32_t)hl_base__random_below(&random, 2));
            touches[i].user = (uint32_t)hl_base__random_below(&random, 2);
        }
        for (size_t i = 0; i < 12; i++) {
            bool named = hl_base__random_below(&random, 2) == 1;
            events[i] = event(ids[i], CLICK + (uint32_t)hl_base__random_below(&random, 3),
                              (double)hl_base__random_below(&random, 120),
                              named ? ids[hl_base__random_below(&random, 7)] : NULL,
                              (int64_t)hl_base__random_below(&random, 3));
            events[i].user = (uint32_t)hl_base__random_below(&random, 2);
        }
        assert_int_equal(hl_log__evaluate(&rules, touches, 6, events, 12, &evaluation, NULL),
                         HL_OK);
        shuffle(&random, touches, 6, sizeof touches[0]);
        shuffle(&random, events, 12, sizeof events[0]);
        assert_int_equal(hl_log__evaluate(&rules, touches, 6, events, 12, &again, NULL), HL_OK);
        assert_true(same_evaluation(&evaluation, &again));
    }
    hl_log__evaluation_free(&again);
}

/* Of 10^18 less one, as the largest value is, a hundred are less than 10^20. */
static void test_a_sum_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const hl_metric per_touch = {.name = "revenue",
                                        .kind = HL_METRIC_MEAN,
                                        .event = "convert",
                                        .value = HL_VALUE_OF_SUM,
                                        .per = HL_PER_TOUCH,
                                        .within_ms = HOURS(168)};
    const hl_metric *const metrics[] = {&revenue_7d, &per_touch};
    enum { MOST = 101 };
    hl_log_touch touches[] = {touch("t1", 10, ARM_A), touch("t2", 11, ARM_A)};
    hl_log_event events[MOST];
    for (int i = 0; i < MOST; i++) {
        events[i] = event("e", CONVERT, 12, i % 2 == 0 ? "t1" : "t2", INT64_C(999999999999999999));
        for (int j = 0; j < 2; j++) {
            hl_log_metric m = {metrics[j], CONVERT, HL_LOG_NO_NAME, false, false, false, false};
            hl_log_rules rules = {EXPERIMENT, 1, &m, DELIVERED, CLICK, zone, false, false};
            hl_status status =
                hl_log__evaluate(&rules, touches, 2, events, (size_t)i + 1, &evaluation, NULL);
            assert_int_equal(status, i + 1 < MOST ? HL_OK : HL_REJECTED);
            if (status == HL_OK)
                assert_true(evaluation.steps[0].y ==
                            INT64_C(999999999999999999) * HL_LOG_ONE * (i + 1));
        }
    }
}

static hl_log_touch touch_at(const char *sent)
{
    int64_t at = 0;
    assert_int_equal(hl_base__time_parse(sent, strlen(sent), &at), HL_TIME_INSTANT);
    return (hl_log_touch){"t1", 0, EXPERIMENT, ARM_A, HL_LOG_NO_TIME, at};
}

static int32_t day(int32_t year, int32_t month, int32_t of_month)
{
    return (int32_t)hl_base__civil_days(year, month, of_month);
}

/* The same instants by three clocks; New York's day of 2026-03-08 has 23 hours, that of 2026-11-01
 * has 25. */
static void test_days_are_those_of_the_zone(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *sent;
        int32_t sent_day, closing_day; /* of a window of 24 hours */
    } cases[] = {{"", "2026-03-01T20:00:00Z", 1, 2},
                 {"Asia/Shanghai", "2026-03-01T20:00:00Z", 2, 3},
                 {"Asia/Shanghai", "2026-03-01T15:59:59Z", 1, 2},
                 {"Asia/Shanghai", "2026-03-01T16:00:00Z", 2, 3},
                 {"America/New_York", "2026-03-02T04:59:59Z", 1, 2},
                 /* 23:30 on the 7th; 24 hours later it is 00:30 on the 9th */
                 {"America/New_York", "2026-03-08T04:30:00Z", 7, 9},
                 {"America/New_York", "2026-03-08T05:00:00Z", 8, 9},
                 {"America/New_York", "2026-03-09T03:59:59Z", 8, 9}};
    hl_zones *zones = hl_base__zones_new(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *name = cases[i].zone;
        zone = NULL;
        if (name[0] != '\0')
            assert_int_equal(hl_base__zones_find(zones, name, strlen(name), &zone), HL_OK);
        hl_log_touch touches[] = {touch_at(cases[i].sent)};
        hl_log_event none[] = {event("e1", OPEN, 12, NULL, 0)};
        EVALUATE(&click_24h, CLICK, touches, none);
        assert_int_equal(counted(HL_COUNT_ENROLLED, day(2026, 3, cases[i].sent_day)), 1);
        assert_int_equal(counted(HL_COUNT_TOUCHES, day(2026, 3, cases[i].sent_day)), 1);
        assert_step(0, day(2026, 3, cases[i].closing_day), 0, 1);
    }
    /* 00:30 on the 1st of November, and 24 hours later it is 23:30 of the same day */
    hl_log_touch longest[] = {touch_at("2026-11-01T04:30:00Z")};
    hl_log_event none[] = {event("e1", OPEN, 12, NULL, 0)};
    assert_non_null(zone);
    EVALUATE(&click_24h, CLICK, longest, none);
    assert_int_equal(counted(HL_COUNT_ENROLLED, day(2026, 11, 1)), 1);
    assert_step(0, day(2026, 11, 1), 0, 1);
    zone = NULL;
    hl_base__zones_free(zones);
}

static int release(void **state)
{
    (void)state;
    hl_log__evaluation_free(&evaluation);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_from_the_day_the_window_closes),
        cmocka_unit_test(test_window_holds_both_ends),
        cmocka_unit_test(test_second_touch_adds_a_step_only_when_it_changes_something),
        cmocka_unit_test(test_sums_grow_as_touches_mature),
        cmocka_unit_test(test_unnamed_event_goes_to_the_latest_touch),
        cmocka_unit_test(test_ties_go_by_touch_id),
        cmocka_unit_test(test_event_before_its_touch_is_apart),
        cmocka_unit_test(test_what_is_no_touch_of_the_user_names_none),
        cmocka_unit_test(test_events_just_before_the_first_touch),
        cmocka_unit_test(test_events_long_before_the_first_touch),
        cmocka_unit_test(test_events_behind_the_window),
        cmocka_unit_test(test_touch_of_another_experiment_takes_its_named_events),
        cmocka_unit_test(test_other_users_touch_is_not_mine),
        cmocka_unit_test(test_planned_touch_enrols_nobody),
        cmocka_unit_test(test_metric_without_end_follows_its_events),
        cmocka_unit_test(test_retention_opens_later),
        cmocka_unit_test(test_ratio_has_both_halves),
        cmocka_unit_test(test_delay_exists_only_with_an_event),
        cmocka_unit_test(test_robots_and_doubles_are_counted),
        cmocka_unit_test(test_order_of_arrival_does_not_matter),
        cmocka_unit_test(test_a_sum_that_does_not_fit_is_refused),
        cmocka_unit_test(test_days_are_those_of_the_zone),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
