/* Short forms of the proofs in tests/proof: seeded simulations whose error rates must hold. */
#include <math.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/dunnett.h"
#include "stats/safe_rates.h"
#include "stats/scas.h"
#include "stats/sequence_mean.h"
#include "stats/srm_sequential.h"
#include "stats/welch.h"
#include "tests/support/check.h"

static void four_arms_err_together_as_one(void **state)
{
    (void)state;
    enum { RUNS = 3000, N = 60 };
    hl_random random = hl_base__random_seed(5, 1);
    hl_sample arm[4];
    int wrong = 0;
    double critical = 0;
    for (int r = 0; r < RUNS; r++) {
        double most = 0;
        for (int a = 0; a < 4; a++) {
            double sum = 0, squares = 0;
            for (int i = 0; i < N; i++) {
                double x = hl_base__random_normal(&random);
                sum += x;
                squares += x * x;
            }
            arm[a] = (hl_sample){N, sum / N, (squares - sum * sum / N) / (N - 1)};
        }
        hl_mean_pair pairs[3];
        double df[3];
        for (int a = 1; a < 4; a++) {
            hl_welch w = hl_stats__welch(&arm[0], &arm[a], 0.95);
            pairs[a - 1] = hl_stats__mean_pair(&arm[0], &arm[a]);
            df[a - 1] = w.df;
            most = fmax(most, fabs(w.t));
        }
        if (r == 0) /* hardly moves between runs, and costs most */
            critical = hl_stats__dunnett_pairs(pairs, df, 3, 0.95, NULL);
        wrong += most > critical;
    }
    assert_abs((double)wrong / RUNS, 0.05, 0.012);
}

static void a_ramp_raises_no_alarm_and_a_loss_does(void **state)
{
    (void)state;
    enum { RUNS = 300, DAYS = 30, USERS = 400 };
    hl_random random = hl_base__random_seed(7, 1);
    int alarms = 0, found = 0;
    for (int r = 0; r < RUNS; r++)
        for (int lossy = 0; lossy < 2; lossy++) {
            double counts[2 * DAYS] = {0}, weights[2 * DAYS];
            for (int d = 0; d < DAYS; d++) {
                double share = d < 5 ? 0.01 : d < 10 ? 0.1 : 0.5;
                for (int u = 0; u < USERS; u++) {
                    int treated = hl_base__random_uniform(&random) < share;
                    if (!(treated && lossy && hl_base__random_uniform(&random) < 0.15))
                        counts[2 * d + treated]++;
                }
                weights[2 * d] = 1 - share;
                weights[2 * d + 1] = share;
            }
            int alarm = hl_stats__srm_sequential(counts, weights, DAYS, 2).p < 0.05;
            alarms += alarm && !lossy;
            found += alarm && lossy;
        }
    assert_true(alarms <= RUNS * 0.05);
    assert_true(found >= RUNS * 0.95);
}

/* 60 looks at a rate of 2 % that drifts, arms by the toss of a coin. */
static void the_safe_test_holds_at_every_look(void **state)
{
    (void)state;
    enum { RUNS = 400, DAYS = 60, USERS = 80 };
    const hl_safe_prior prior = {0.03, 15};
    hl_random random = hl_base__random_seed(9, 1);
    int wrong = 0, wrong_lift = 0, found = 0;
    for (int r = 0; r < RUNS; r++) {
        hl_two_rates null = {0, 0, 0, 0}, effect = null;
        bool seen[3] = {false, false, false};
        for (int d = 0; d < DAYS; d++) {
            double base = 0.02 + 0.01 * sin(d / 5.0), ratio = 2.5;
            for (int u = 0; u < USERS; u++) {
                bool treated = hl_base__random_uniform(&random) < 0.5;
                double at = hl_base__random_uniform(&random);
                *(treated ? &null.nt : &null.nc) += 1;
                *(treated ? &null.xt : &null.xc) += at < base;
                *(treated ? &effect.xt : &effect.xc) += at < (treated ? base * ratio : base);
            }
            effect.nc = null.nc, effect.nt = null.nt;
            seen[0] |= hl_stats__safe_log_e(&null, 0.5, &prior, HL_SAFE_DIFFERENCE, 0) >= log(20);
            seen[1] |= hl_stats__safe_log_e(&effect, 0.5, &prior, HL_SAFE_RATIO, 2.5) >= log(20);
            seen[2] |= hl_stats__safe_log_e(&effect, 0.5, &prior, HL_SAFE_RATIO, 1) >= log(20);
        }
        wrong += seen[0], wrong_lift += seen[1], found += seen[2];
    }
    assert_true(wrong <= RUNS * 0.05 && wrong_lift <= RUNS * 0.05);
    assert_true(found >= RUNS * 0.8);
}

static void the_sequence_of_means_holds_at_every_look(void **state)
{
    (void)state;
    enum { RUNS = 300, LOOKS = 100, USERS = 40 };
    hl_random random = hl_base__random_seed(11, 1);
    int wrong = 0;
    for (int r = 0; r < RUNS; r++) {
        double n[2] = {0}, y[2] = {0}, yy[2] = {0};
        int seen = 0;
        for (int look = 0; look < LOOKS; look++) {
            hl_sample arm[2];
            for (int u = 0; u < USERS; u++) {
                double x = -log1p(-hl_base__random_uniform(&random));
                n[u % 2]++, y[u % 2] += x, yy[u % 2] += x * x;
            }
            for (int a = 0; a < 2; a++)
                arm[a] = (hl_sample){n[a], y[a] / n[a], (yy[a] - y[a] * y[a] / n[a]) / (n[a] - 1)};
            seen |= hl_stats__sequence_mean(&arm[0], &arm[1], 0.05, LOOKS * USERS).p < 0.05;
        }
        wrong += seen;
    }
    assert_true(wrong <= RUNS * 0.05);
}

int main(void)
{
    hl_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_arms_err_together_as_one),
        cmocka_unit_test(a_ramp_raises_no_alarm_and_a_loss_does),
        cmocka_unit_test(the_safe_test_holds_at_every_look),
        cmocka_unit_test(the_sequence_of_means_holds_at_every_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
