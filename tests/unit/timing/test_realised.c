/* The realised gain: what it is, where none is told, and that it errs as seldom as it says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "tests/support/check.h"
#include "timing/realised.h"
#include "timing/usual.h"

enum { NONE = 0, MODEL = 1 + HL_TIMING_BY_MODEL, HELD_OUT = 1 + HL_TIMING_HELD_OUT };

static void add(hl_timing_log *log, int user, int policy, bool came, bool young)
{
    char name[20];
    int length = snprintf(name, sizeof name, "%05d", user);
    hl_timing_touch touch = {.weight = 1,
                             .policy = (uint8_t)policy,
                             .propensity = policy == NONE ? (double)NAN : 0.1,
                             .outcome = came,
                             .young = young};
    touch.user = hl_base__map_intern(&log->users, name, (size_t)length);
    touch.segment = hl_base__map_intern(&log->segments, "", 0);
    touch.message = hl_base__map_intern(&log->messages, "", 0);
    assert_true(hl_timing__log_add(log, &touch));
}

static hl_timing_realised realised(hl_timing_log *log)
{
    hl_timing_realised out;
    log->policies = true;
    assert_int_equal(hl_timing__log_settle(log, NULL), HL_OK);
    assert_int_equal(hl_timing__realise(log, &out, NULL), HL_OK);
    hl_timing__log_free(log);
    return out;
}

/* 40 users a side, half of whom come: the difference of two means, by Welch. */
static void one_touch_a_user_is_the_test_of_two_means(void **state)
{
    (void)state;
    hl_timing_log log = {.count = 0};
    for (int u = 0; u < 80; u++)
        add(&log, u, u < 40 ? MODEL : HELD_OUT, u < 40 ? u % 2 == 0 : u % 4 == 0, false);
    for (int u = 80; u < 99; u++) /* and what does not count */
        add(&log, u, u % 2 ? NONE : 1 + HL_TIMING_EXPLORED, true, false);
    add(&log, 99, MODEL, true, true);
    hl_timing_realised r = realised(&log);
    assert_int_equal(r.state, HL_TIMING_REALISED);
    assert_true(r.by_user);
    assert_int_equal(r.model.touches, 40);
    assert_int_equal(r.holdout.users, 40);
    assert_abs(r.gain.estimate, 0.25, 1e-12);
    /* Welch by hand: se 0.1059148, df 76.44, t 1.99149 */
    assert_abs(r.gain.low, 0.039072, 1e-5);
    assert_abs(r.gain.high, 0.460928, 1e-5);
}

/* Users who answer much or little are on both sides: their differences tell more than two groups.
 */
static void users_on_both_sides_are_compared_with_themselves(void **state)
{
    (void)state;
    hl_timing_log both = {.count = 0}, apart = {.count = 0};
    for (int u = 0; u < 60; u++)
        for (int t = 0; t < 6; t++) {
            bool came = u % 2 == 0 ? t != 0 : t == 0;
            add(&both, u, t % 2 ? MODEL : HELD_OUT, came, false);
            add(&apart, u + 100 * (t % 2), t % 2 ? MODEL : HELD_OUT, came, false);
        }
    hl_timing_realised one = realised(&both), two = realised(&apart);
    assert_false(one.by_user);
    assert_true(two.by_user);
    assert_abs(one.gain.estimate, two.gain.estimate, 1e-12);
    assert_true(one.gain.high - one.gain.low < 0.7 * (two.gain.high - two.gain.low));
}

static void nothing_is_told_of_what_is_not_there(void **state)
{
    (void)state;
    hl_timing_log none = {.count = 0}, no_holdout = {.count = 0}, few = {.count = 0};
    for (int u = 0; u < 50; u++) {
        add(&none, u, NONE, u % 2, false);
        add(&no_holdout, u, MODEL, u % 2, false);
        add(&few, u, u < 40 ? MODEL : HELD_OUT, u % 2, false);
    }
    assert_int_equal(realised(&none).state, HL_TIMING_REALISED_NO_MODEL);
    hl_timing_realised r = realised(&no_holdout);
    assert_int_equal(r.state, HL_TIMING_REALISED_NO_HOLDOUT);
    assert_true(isnan(r.gain.estimate) && isnan(r.holdout.rate));
    r = realised(&few);
    assert_int_equal(r.state, HL_TIMING_REALISED_TOO_FEW);
    assert_true(isnan(r.gain.estimate) && isnan(r.gain.low));
    assert_int_equal(r.holdout.touches, 10);
}

/* Users of unlike levels, sent to 1 to 12 times, of whom a share of what is sent is held out: by
 * user, or by touch. */
static hl_timing_log play(hl_random *random, int users, double holdout, bool by_touch)
{
    hl_timing_log log = {.count = 0};
    for (int u = 0; u < users; u++) {
        double z = -2.2;
        for (int i = 0; i < 3; i++)
            z += hl_base__random_uniform(random) - 0.5; /* SD 0.5 */
        double rate = 1 / (1 + exp(-z));
        int touches = 1 + (int)(hl_base__random_uniform(random) * 12);
        bool held = hl_base__random_uniform(random) < holdout;
        for (int t = 0; t < touches; t++) {
            held = by_touch ? hl_base__random_uniform(random) < holdout : held;
            add(&log, u, held ? HELD_OUT : MODEL, hl_base__random_uniform(random) < rate, false);
        }
    }
    return log;
}

static double share_wrong(int users, double holdout, bool by_touch, int logs, int *told)
{
    hl_random random = hl_base__random_seed(7, (uint64_t)users);
    int wrong = 0;
    *told = 0;
    for (int i = 0; i < logs; i++) {
        hl_timing_log log = play(&random, users, holdout, by_touch);
        hl_timing_realised r = realised(&log);
        *told += r.state == HL_TIMING_REALISED;
        wrong += r.gain.low > 0 || r.gain.high < 0;
    }
    return (double)wrong / (*told > 0 ? *told : 1);
}

/* Of no difference one interval in twenty lies beside 0. REALISED_LOGS: more of them. */
static void intervals_hold_what_they_say(void **state)
{
    (void)state;
    const char *more = getenv("REALISED_LOGS");
    int logs = more != NULL ? (int)strtol(more, NULL, 10) : 150;
    for (int by_touch = 0; by_touch < 2; by_touch++)
        for (int users = 200; users <= 800; users *= 2) {
            int told;
            double wrong = share_wrong(users, 0.2, by_touch, logs, &told);
            if (more != NULL)
                print_message("%s, %d users: %d told, %.3f wrong\n", by_touch ? "touch" : "user",
                              users, told, wrong);
            assert_true(told > logs / 2);
            assert_true(wrong < 0.05 + 4 * sqrt(0.05 * 0.95 / logs));
        }
}

static void what_is_usual_is_told_by_what_no_model_drew(void **state)
{
    (void)state;
    static const struct {
        int policies[3];
        hl_timing_usual usual;
    } rows[] = {{{NONE, NONE, NONE}, HL_TIMING_USUAL_UNDRAWN},
                {{NONE, MODEL, MODEL}, HL_TIMING_USUAL_UNDRAWN},
                {{NONE, MODEL, HELD_OUT}, HL_TIMING_USUAL_HELD_OUT},
                {{MODEL, MODEL, 1 + HL_TIMING_EXPLORED}, HL_TIMING_USUAL_UNLEARNT},
                {{MODEL, MODEL, MODEL}, HL_TIMING_USUAL_ALL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_timing_log log = {.count = 0};
        for (int t = 0; t < 3; t++)
            add(&log, t, rows[i].policies[t], false, false);
        assert_int_equal(hl_timing__usual_of(&log), rows[i].usual);
        hl_timing__log_free(&log);
    }
    /* one that missed its hour */
    const hl_timing_touch late = {.policy = MODEL, .propensity = (double)NAN};
    assert_false(hl_timing__is_usual(HL_TIMING_USUAL_HELD_OUT, &late));
    assert_false(hl_timing__is_usual(HL_TIMING_USUAL_UNDRAWN, &late));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_touch_a_user_is_the_test_of_two_means),
        cmocka_unit_test(users_on_both_sides_are_compared_with_themselves),
        cmocka_unit_test(nothing_is_told_of_what_is_not_there),
        cmocka_unit_test(intervals_hold_what_they_say),
        cmocka_unit_test(what_is_usual_is_told_by_what_no_model_drew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
