#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/off_policy.h"
#include "stats/student_t.h"
#include "tests/support/check.h"

static hl_off_policy of(const hl_off_policy_row *rows, size_t count, size_t batches)
{
    hl_off_policy out;
    assert_int_equal(hl_stats__off_policy(rows, count, batches, (double)count, &out, NULL), HL_OK);
    return out;
}

/* A policy that does what was done has the log's own mean, with Student's interval of the units. */
static void test_own_policy_is_the_mean(void **state)
{
    (void)state;
    static const double outcome[] = {1, 0, 0, 1, 1, 0, 0, 0};
    hl_off_policy_row rows[8];
    for (uint32_t i = 0; i < 8; i++)
        rows[i] = (hl_off_policy_row){outcome[i], 1, 0.25, 0.25, i, 0, 1};
    hl_off_policy p = of(rows, 8, 1);
    /* R 4.2.2: t.test(c(1,0,0,1,1,0,0,0))$conf.int */
    const double low = -0.0576819337, high = 0.8076819337;
    assert_abs(p.ips.estimate, 0.375, 1e-12);
    assert_abs(p.ips.low, low, 1e-9);
    assert_abs(p.ips.high, high, 1e-9);
    assert_abs(p.snips.low, low, 1e-9);
    assert_abs(p.doubly_robust.high, high, 1e-9);
    assert_abs(p.gain.estimate, 0, 1e-12);
    assert_abs(p.effective, 8, 1e-12);
    assert_abs(p.largest, 0.125, 1e-12);
    assert_int_equal(p.units, 8);
}

/* Every row twice, of the same unit: as sure as once. */
static void test_rows_of_one_unit_are_no_more(void **state)
{
    (void)state;
    hl_off_policy_row once[10], twice[20];
    for (uint32_t i = 0; i < 10; i++) {
        once[i] = (hl_off_policy_row){i % 3 == 0, 0.5 + i % 2, 0.3, 0.4, i, 0, 1};
        twice[2 * i] = twice[2 * i + 1] = once[i];
    }
    hl_off_policy a = of(once, 10, 1), b = of(twice, 20, 1);
    assert_abs(a.ips.low, b.ips.low, 1e-12);
    assert_abs(a.snips.high, b.snips.high, 1e-12);
    assert_abs(a.doubly_robust.low, b.doubly_robust.low, 1e-12);
    assert_abs(a.gain.high, b.gain.high, 1e-12);
}

/* Rows in the very shares in which three actions are done: all estimators have the policy's value,
 * the doubly robust one whatever its model says. */
static void test_expected_rows_have_the_policys_value(void **state)
{
    (void)state;
    static const double done[3] = {0.5, 0.25, 0.25}, chance[3] = {0.2, 0.3, 0.5},
                        reward[3] = {0.1, 0.9, 0.4}, model[3] = {0.3, 0.2, 0.7};
    static const int action[4] = {0, 0, 1, 2};
    double value = 0, told = 0;
    hl_off_policy_row rows[4];
    for (int a = 0; a < 3; a++) {
        value += chance[a] * reward[a];
        told += chance[a] * model[a];
    }
    for (uint32_t i = 0; i < 4; i++) {
        int a = action[i];
        rows[i] =
            (hl_off_policy_row){reward[a], chance[a] / done[a], model[a], told, i, i % 2, 1 + i};
    }
    hl_off_policy p = of(rows, 4, 2);
    assert_abs(p.ips.estimate, value, 1e-12);
    assert_abs(p.snips.estimate, value, 1e-12);
    assert_abs(p.doubly_robust.estimate, value, 1e-12);
    assert_abs(p.mean_weight, 1, 1e-12);
    assert_abs(p.gain.estimate, value - (0.1 + 0.1 + 0.9 + 0.4) / 4, 1e-12);
}

/* What is never done weighs nothing: only the model speaks, and it is seen. */
static void test_no_overlap_is_seen(void **state)
{
    (void)state;
    hl_off_policy_row rows[6];
    for (uint32_t i = 0; i < 6; i++)
        rows[i] = (hl_off_policy_row){i % 2, 0, 0.5, 0.6, i, 0, 0};
    hl_off_policy p = of(rows, 6, 1);
    assert_abs(p.mean_weight, 0, 0);
    assert_abs(p.effective, 0, 0);
    assert_true(isnan(p.snips.estimate) && isnan(p.largest));
    assert_abs(p.doubly_robust.estimate, 0.6, 1e-12);
}

static void test_no_rows_and_one(void **state)
{
    (void)state;
    const hl_off_policy_row row = {1, 2, 0.5, 0.6, 0, 0, 1};
    hl_off_policy none = of(NULL, 0, 0), one = of(&row, 1, 1);
    assert_true(isnan(none.ips.estimate) && isnan(none.gain.low) && none.units == 0);
    assert_abs(one.ips.estimate, 2, 0);
    assert_true(isnan(one.ips.low) && isnan(one.doubly_robust.high));
}

/* Two actions of one value, chosen ever more by what came of them: what looked worse by chance is
 * done less, and its mean errs low. Weighed evenly that does not go away, adaptively it does. */
enum { BATCHES = 40, EACH = 25, ROWS = BATCHES * EACH, REPLICATES = 600 };

static void play(uint64_t seed, hl_off_policy_row *rows)
{
    hl_random random = hl_base__random_seed(seed, 1);
    double done[2] = {1, 1}, got[2] = {0.5, 0.5};
    for (uint32_t b = 0; b < BATCHES; b++) {
        double leads = got[1] / done[1] > got[0] / done[0], far = 0.5 * pow(b + 1, -0.7);
        double chance = b == 0 ? 0.5 : leads > 0 ? 1 - far : far;
        double mean[2] = {got[0] / done[0], got[1] / done[1]};
        for (uint32_t i = 0; i < EACH; i++) {
            bool one = hl_base__random_uniform(&random) < chance;
            double y = hl_base__random_uniform(&random) < 0.5;
            rows[b * EACH + i] = (hl_off_policy_row){
                y, one ? 1 / chance : 0, mean[one], mean[1], b * EACH + i, b, 1 / chance};
            done[one]++;
            got[one] += y;
        }
    }
}

static bool holds(const hl_off_policy_mean *e, double truth)
{
    return e->low <= truth && truth <= e->high;
}

/* 95 % less three standard errors of so many replicates: 92.3 %. */
static void test_adaptive_logs_are_covered(void **state)
{
    (void)state;
    static hl_off_policy_row rows[ROWS];
    int adaptive = 0, anytime = 0;
    double away = 0;
    for (uint64_t seed = 0; seed < REPLICATES; seed++) {
        play(seed, rows);
        hl_off_policy p = of(rows, ROWS, BATCHES);
        adaptive += holds(&p.adaptive, 0.5);
        away += (p.adaptive.estimate - 0.5) / REPLICATES;
        bool all = true;
        for (size_t n = ROWS / 4; n <= ROWS; n += ROWS / 8) {
            hl_off_policy look;
            assert_int_equal(hl_stats__off_policy(rows, n, BATCHES, ROWS, &look, NULL), HL_OK);
            all &= holds(&look.anytime, 0.5);
        }
        anytime += all;
    }
    print_message("adaptive %.1f %%, always valid %.1f %%, away %.4f\n",
                  100.0 * adaptive / REPLICATES, 100.0 * anytime / REPLICATES, away);
    assert_true(adaptive >= 0.923 * REPLICATES);
    assert_true(anytime >= 0.923 * REPLICATES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_policy_is_the_mean),
        cmocka_unit_test(test_rows_of_one_unit_are_no_more),
        cmocka_unit_test(test_expected_rows_have_the_policys_value),
        cmocka_unit_test(test_no_overlap_is_seen),
        cmocka_unit_test(test_no_rows_and_one),
        cmocka_unit_test(test_adaptive_logs_are_covered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
