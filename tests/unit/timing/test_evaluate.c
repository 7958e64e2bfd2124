/* Policies of send times weighed by touches whose hours were drawn, in a world whose chances are
 * known. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/sequence_mixture.h"
#include "tests/support/timing_touches.h"

enum { USERS = 300, EACH = 10 };
static const double EFFECT = 0.25;

static double value_of(size_t segment, int from, int to)
{
    double sum = 0;
    for (int h = from; h < to; h++)
        sum += hl_touches_rate(segment, h, EFFECT) / (to - from);
    return sum;
}

static hl_status try_policy(const table *t, const hl_timing_evaluate_options *o,
                            hl_timing_evaluation *out, hl_error *err)
{
    hl_timing_options how = hl_touches_options();
    hl_row_source *rows = NULL;
    assert_int_equal(
        hl_rows_from_memory(hl_touches_columns, COLUMNS, t->cells, t->rows, &rows, NULL), HL_OK);
    hl_status status = hl_timing_evaluate_rows(rows, &how, o, NULL, out, err);
    hl_rows_close(rows);
    return status;
}

static hl_timing_evaluation evaluate(const table *t, const char *policy,
                                     const hl_timing_model *model)
{
    const hl_timing_evaluate_options o = {.policy = policy, .model = model};
    hl_timing_evaluation out;
    hl_error err = HL_ERROR_INIT;
    if (try_policy(t, &o, &out, &err) != HL_OK)
        fail_msg("%s", err.message);
    return out;
}

static hl_timing_model *fitted(const table *t)
{
    hl_timing_options how = hl_touches_options();
    hl_timing_model *model = NULL;
    hl_row_source *rows = NULL;
    assert_int_equal(
        hl_rows_from_memory(hl_touches_columns, COLUMNS, t->cells, t->rows, &rows, NULL), HL_OK);
    assert_int_equal(hl_timing_fit_rows(rows, &how, NULL, &model, NULL), HL_OK);
    hl_rows_close(rows);
    return model;
}

static bool holds(const hl_estimate *e, double truth)
{
    return e->low <= truth && truth <= e->high;
}

/* 95 % less three standard errors of 100 worlds: 88.5 %. */
static void test_values_are_covered(void **state)
{
    (void)state;
    enum { WORLDS = 100 };
    double truth = (value_of(0, 19, 21) + value_of(1, 19, 21)) / 2;
    double logged = (value_of(0, 8, 23) + value_of(1, 8, 23)) / 2;
    int robust = 0, plain = 0, normalised = 0, adaptive = 0, gain = 0;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        table t = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", seed);
        hl_timing_evaluation e = evaluate(&t, "19:00-21:00", NULL);
        assert_int_equal(e.overlap, HL_TIMING_OVERLAPS);
        assert_true(e.by_day);
        assert_int_equal(e.touches, USERS * EACH);
        assert_int_equal(e.users, USERS);
        robust += holds(&e.doubly_robust, truth);
        plain += holds(&e.ips, truth);
        normalised += holds(&e.snips, truth);
        adaptive += holds(&e.adaptive, truth);
        gain += holds(&e.gain, truth - logged);
        hl_touches_free(&t);
    }
    print_message("of %d: doubly robust %d, IPS %d, SNIPS %d, adaptive %d, gain %d\n", (int)WORLDS,
                  robust, plain, normalised, adaptive, gain);
    assert_true(robust >= 89 && plain >= 89 && normalised >= 89 && adaptive >= 89 && gain >= 89);
}

/* The same touches, their chances told of the week: the same policy, seven times as many slots. */
static void test_chances_of_a_week_are_found_out(void **state)
{
    (void)state;
    table day = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", 3),
          week = hl_touches_play(USERS, EACH, EFFECT, "0.00952380952381", 3);
    hl_timing_evaluation a = evaluate(&day, "19:00-21:00", NULL),
                         b = evaluate(&week, "19:00-21:00", NULL);
    assert_true(a.by_day && !b.by_day);
    assert_abs(a.ips.estimate, b.ips.estimate, 1e-9);
    assert_abs(a.snips.high, b.snips.high, 1e-9);
    hl_touches_free(&day);
    hl_touches_free(&week);
}

static void test_a_window_for_a_segment(void **state)
{
    (void)state;
    table t = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", 5);
    hl_timing_evaluation e = evaluate(&t, "office=19:00-22:00 working days", NULL);
    assert_true(e.touches > 900 && e.touches < 1250); /* half of them, five days of seven */
    assert_int_equal(e.touches + e.elsewhere, USERS * EACH);
    assert_true(e.gain.low > 0);
    hl_timing_evaluation home = evaluate(&t, "home=19:00-22:00", NULL);
    assert_true(home.gain.high < 0);
    hl_timing_evaluation even = evaluate(&t, "even", NULL);
    assert_abs(even.mean_weight, 1, 1e-9);
    assert_abs(even.ips.estimate, even.logged, 1e-9);
    hl_touches_free(&t);
}

static void assert_nothing_said(const hl_timing_evaluation *e)
{
    const hl_estimate *const all[] = {&e->ips,     &e->snips, &e->doubly_robust, &e->adaptive,
                                      &e->anytime, &e->gain,  &e->by_model};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_true(isnan(all[i]->estimate) && isnan(all[i]->low) && isnan(all[i]->high));
}

static void test_what_was_not_tried_is_not_said(void **state)
{
    (void)state;
    table t = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", 5),
          undrawn = hl_touches_play(USERS, EACH, EFFECT, "", 5),
          few = hl_touches_play(20, 5, EFFECT, "0.0666666666667", 5);
    hl_timing_evaluation night = evaluate(&t, "01:00-03:00", NULL),
                         observed = evaluate(&undrawn, "19:00-21:00", NULL),
                         small = evaluate(&few, "19:00-21:00", NULL),
                         nobody = evaluate(&t, "school=19:00-21:00", NULL);
    assert_int_equal(night.overlap, HL_TIMING_NOT_TRIED);
    assert_int_equal(observed.overlap, HL_TIMING_NOT_DRAWN);
    assert_int_equal(observed.undrawn, USERS * EACH);
    assert_int_equal(small.overlap, HL_TIMING_TOO_FEW);
    assert_int_equal(nobody.overlap, HL_TIMING_NOT_DRAWN);
    assert_nothing_said(&night);
    assert_nothing_said(&observed);
    assert_nothing_said(&small);
    assert_nothing_said(&nobody);
    hl_touches_free(&t);
    hl_touches_free(&undrawn);
    hl_touches_free(&few);
}

/* A model is flattered by the touches that it was made of, and told on others as it is. */
static void test_a_model_is_a_policy(void **state)
{
    (void)state;
    table t = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", 5),
          later = hl_touches_play(USERS, EACH, EFFECT, "0.0666666666667", 6);
    hl_timing_model *model = fitted(&t);
    hl_timing_evaluation own = evaluate(&t, "m.json", model),
                         other = evaluate(&later, "m.json", model);
    assert_true(own.own_data && !other.own_data);
    assert_true(other.gain.low > 0);
    const hl_timing_evaluate_options o = {.policy = "office=19:00-21:00"};
    hl_timing_evaluation believed;
    assert_int_equal(hl_timing_evaluate_model(model, &o, &believed, NULL), HL_OK);
    assert_true(believed.gain.low > 0);
    assert_true(isnan(believed.ips.estimate) && believed.touches == USERS * EACH / 2);
    hl_timing_model_free(model);
    hl_touches_free(&t);
    hl_touches_free(&later);
}

/* Of 3,000 touches and of 6,000: the multiple of one sequence that is tightest at 5,000, not of one
 * that is tuned to what there is. Days weigh alike here, so that both intervals have one error. */
static void test_the_always_valid_interval_is_one_sequence(void **state)
{
    (void)state;
    static const size_t users[] = {USERS, 2 * USERS};
    for (size_t i = 0; i < 2; i++) {
        table t = hl_touches_play(users[i], EACH, EFFECT, "0.0666666666667", 5);
        hl_timing_evaluation e = evaluate(&t, "12:00-22:00", NULL);
        double growth = hl_stats__sequence_growth(0.05) * (double)(users[i] * EACH) / 5000;
        double wider =
            (e.anytime.high - e.anytime.estimate) / (e.adaptive.high - e.adaptive.estimate);
        assert_abs(wider, hl_stats__sequence_critical(0.05, growth) / 1.959963984540054, 1e-9);
        hl_touches_free(&t);
    }
}

static void test_order_of_rows_is_nothing(void **state)
{
    (void)state;
    table t = hl_touches_play(60, EACH, EFFECT, "0.0666666666667", 5);
    hl_timing_evaluation a = evaluate(&t, "most engaged hour", NULL);
    for (size_t i = 0; i < t.rows; i++)
        hl_touches_swap(&t, i, i * 7919 % t.rows);
    hl_timing_evaluation b = evaluate(&t, "most engaged hour", NULL);
    assert_memory_equal(&a.gain, &b.gain, sizeof a.gain);
    assert_memory_equal(&a.adaptive, &b.adaptive, sizeof a.adaptive);
    hl_touches_free(&t);
}

static void test_policies_that_are_none(void **state)
{
    (void)state;
    static const char *const none[] = {
        "19-21", "21:00-19:00",         "19:30-21:00", "evening", "19:00-25:00",
        "",      "=19:00-21:00 weekend"};
    table t = hl_touches_play(20, 5, EFFECT, "0.0666666666667", 5);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        const hl_timing_evaluate_options o = {.policy = none[i]};
        hl_timing_evaluation out;
        hl_error err = HL_ERROR_INIT;
        assert_int_equal(try_policy(&t, &o, &out, &err), HL_USAGE);
        assert_non_null(strstr(err.message, "is no policy"));
    }
    hl_touches_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_covered),
        cmocka_unit_test(test_chances_of_a_week_are_found_out),
        cmocka_unit_test(test_a_window_for_a_segment),
        cmocka_unit_test(test_what_was_not_tried_is_not_said),
        cmocka_unit_test(test_a_model_is_a_policy),
        cmocka_unit_test(test_the_always_valid_interval_is_one_sequence),
        cmocka_unit_test(test_order_of_rows_is_nothing),
        cmocka_unit_test(test_policies_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
