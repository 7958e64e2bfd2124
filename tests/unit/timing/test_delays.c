/* What touches count for whose outcome may still come: the rate of a log that was cut off is the
 * rate that it would have come to. */
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "tests/support/check.h"
#include "timing/delays.h"

enum { WITHIN_MS = 6 * 3600000 };

typedef struct cut {
    hl_timing_log log;
    hl_timing_delays delays;
} cut;

/* A touch of an age; its outcome comes with chance `rate`, after a delay drawn evenly from [0,
 * longest). */
static void add(cut *c, hl_random *random, int64_t age_ms, double rate, int64_t longest, int hour)
{
    bool comes = hl_base__random_uniform(random) < rate;
    int64_t delay = (int64_t)(hl_base__random_uniform(random) * (double)longest);
    bool came = comes && delay <= age_ms, old = age_ms >= WITHIN_MS;
    if (!old || came)
        assert_true(
            hl_timing__delays_add(&c->delays, &(hl_timing_delay){c->log.count, old ? delay : age_ms,
                                                                 old    ? HL_TIMING_CAME
                                                                 : came ? HL_TIMING_EARLY
                                                                        : HL_TIMING_WAITS}));
    assert_true(hl_timing__log_add(
        &c->log, &(hl_timing_touch){.weight = 1, .outcome = came, .kind = (uint16_t)(2 * hour)}));
}

static void free_cut(cut *c)
{
    hl_timing__delays_free(&c->delays);
    hl_timing__log_free(&c->log);
}

/* Outcomes per touch of young touches at an hour of the day, as they are weighed. */
static double young_rate(const hl_timing_log *log, int hour, double *touches)
{
    double trials = 0, events = 0;
    *touches = 0;
    for (size_t i = 0; i < log->count; i++)
        if (log->touches[i].young && log->touches[i].kind == 2 * hour) {
            trials += log->touches[i].weight;
            events += log->touches[i].outcome;
            (*touches)++;
        }
    return events / trials;
}

static cut play(double rate, uint64_t seed)
{
    cut c = {.log = {.count = 0}};
    hl_random random = hl_base__random_seed(seed, 1);
    for (int i = 0; i < 20000; i++) {
        bool night = i % 2;
        int64_t age =
            i < 10000 ? WITHIN_MS : (int64_t)(hl_base__random_uniform(&random) * WITHIN_MS);
        add(&c, &random, age, rate, night ? WITHIN_MS : WITHIN_MS / 4, night ? 2 : 14);
    }
    return c;
}

/* By day outcomes take up to a quarter of the time, by night all of it. */
static void test_the_rate_of_young_touches_is_that_of_old_ones(void **state)
{
    (void)state;
    static const double rates[] = {0.05, 0.3, 0.7};
    for (size_t k = 0; k < 3; k++) {
        cut c = play(rates[k], 10 + k);
        hl_timing_waiting waiting;
        assert_int_equal(hl_timing__weigh_young(&c.delays, &c.log, &waiting, NULL), HL_OK);
        assert_int_equal(waiting.weighed, 10000);
        assert_int_equal(waiting.left_out, 0);
        for (int hour = 2; hour <= 14; hour += 12) {
            double touches, rate = young_rate(&c.log, hour, &touches);
            /* half of what the night's would bring is unseen: the error of so many fewer */
            double error = sqrt(rates[k] * (1 - rates[k]) / (touches / 2));
            assert_true(fabs(rate - rates[k]) < 4 * error);
        }
        free_cut(&c);
    }
}

static void test_the_times_that_outcomes_take_are_told(void **state)
{
    (void)state;
    cut c = play(0.3, 5);
    hl_timing_waiting waiting;
    assert_int_equal(hl_timing__weigh_young(&c.delays, &c.log, &waiting, NULL), HL_OK);
    /* an even mixture of evenly [0, 1.5 h) and [0, 6 h): half within 1.2 h, nine tenths in 4.8 h */
    assert_in_range(waiting.median_ms, 1.1 * 3600000, 1.3 * 3600000);
    assert_in_range(waiting.late_ms, 4.6 * 3600000, 5.0 * 3600000);
    free_cut(&c);
}

static void test_without_known_delays_young_touches_are_left_out(void **state)
{
    (void)state;
    cut c = {.log = {.count = 0}};
    hl_random random = hl_base__random_seed(3, 1);
    hl_timing_waiting waiting;
    for (int i = 0; i < 100; i++)
        add(&c, &random, i < 40 ? WITHIN_MS : WITHIN_MS / 2, 0.5, WITHIN_MS, 14);
    assert_int_equal(hl_timing__weigh_young(&c.delays, &c.log, &waiting, NULL), HL_OK);
    assert_int_equal(waiting.left_out, 60); /* those that brought something already too */
    assert_int_equal(waiting.weighed, 0);
    assert_int_equal(waiting.median_ms, 0);
    assert_int_equal(c.log.count, 40);
    free_cut(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rate_of_young_touches_is_that_of_old_ones),
        cmocka_unit_test(test_the_times_that_outcomes_take_are_told),
        cmocka_unit_test(test_without_known_delays_young_touches_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
