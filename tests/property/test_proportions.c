/* Properties of the comparisons of two proportions that hold for any data. */
#include <math.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/anytime_ratio.h"
#include "stats/beta_pair.h"
#include "stats/boschloo.h"
#include "stats/fisher.h"
#include "stats/rate_difference.h"
#include "stats/rate_ratio.h"
#include "stats/scas.h"
#include "stats/score.h"
#include "tests/support/check.h"
#include "tests/support/coverage.h"

enum { TRIES = 3000 };

/* Sizes from 1 to 10^8, rates from 0 to 1, often at the ends; whole counts or effective ones. */
static double some_count(hl_random *random, bool whole)
{
    double n = exp(hl_base__random_uniform(random) * log(1e8));
    return whole ? fmax(1, floor(n)) : n + 0.5;
}

static double some_successes(hl_random *random, double n, bool whole)
{
    double u = hl_base__random_uniform(random);
    if (u < 0.1)
        return 0;
    if (u < 0.15)
        return n;
    double rate = exp(-hl_base__random_uniform(random) * 14);
    double x = (u < 0.25 ? 1 - rate : rate) * n;
    return whole ? floor(x) : x;
}

static hl_two_rates some_rates(hl_random *random, bool whole)
{
    hl_two_rates k;
    k.nc = some_count(random, whole);
    k.nt = some_count(random, whole);
    k.xc = some_successes(random, k.nc, whole);
    k.xt = some_successes(random, k.nt, whole);
    return k;
}

static void swapping_the_arms_mirrors(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(11, 0);
    for (int i = 0; i < TRIES; i++) {
        hl_two_rates k = some_rates(&random, i % 2 == 0), s = hl_stats__rates_swapped(&k);
        for (int form = HL_SCORE_PLAIN; form <= HL_SCORE_SKEWED; form++) {
            hl_range a = hl_stats__score_difference(&k, (hl_score_form)form, 0.95);
            hl_range b = hl_stats__score_difference(&s, (hl_score_form)form, 0.95);
            assert_true(a.low == -b.high && a.high == -b.low);
            a = hl_stats__score_ratio(&k, (hl_score_form)form, 0.95);
            b = hl_stats__score_ratio(&s, (hl_score_form)form, 0.95);
            assert_rel(a.low, 1 / b.high, 1e-15);
            assert_rel(a.high, b.low > 0 ? 1 / b.low : (double)INFINITY, 1e-15);
        }
        hl_scas test = hl_stats__scas_test(&k), mirrored = hl_stats__scas_test(&s);
        assert_rel(test.z, -mirrored.z, 1e-9);
        assert_rel(hl_stats__z_pooled(&k), -hl_stats__z_pooled(&s), 1e-14);
        hl_range odds = hl_stats__odds_score(&k, 0.95, true);
        hl_range turned = hl_stats__odds_score(&s, 0.95, true);
        assert_rel(odds.low, 1 / turned.high, 1e-15);
    }
}

static void failures_for_successes_turn_the_difference(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(12, 0);
    for (int i = 0; i < TRIES; i++) {
        hl_two_rates k = some_rates(&random, true), f = hl_stats__rates_failed(&k);
        hl_range a = hl_stats__score_difference(&k, HL_SCORE_SKEWED, 0.95);
        hl_range b = hl_stats__score_difference(&f, HL_SCORE_SKEWED, 0.95);
        double scale = a.high - a.low;
        assert_abs(a.low, -b.high, 1e-9 * scale);
        assert_abs(a.high, -b.low, 1e-9 * scale);
    }
}

/* p < alpha exactly when the intervals leave out no effect; compared where p is not at alpha. */
/* Of odds, success and failure are a matter of names: 10 failures in ten million million are as
 * exact as 10 successes. */
static void failures_for_successes_turn_the_odds(void **state)
{
    (void)state;
    static const double units[] = {50, 1e4, 1e9, 1e13};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double nc = units[i];
        double nt = 2 * units[i];
        hl_two_rates rare = {10, nc, 30, nt};
        hl_two_rates sure = {nc - 10, nc, nt - 30, nt};
        hl_two_rates mixed = {10, nc, nt - 30, nt};
        hl_two_rates turned = {nc - 10, nc, 30, nt};
        hl_range a = hl_stats__odds_score(&rare, 0.95, true);
        hl_range b = hl_stats__odds_score(&sure, 0.95, true);
        hl_range c = hl_stats__odds_score(&mixed, 0.95, true);
        hl_range d = hl_stats__odds_score(&turned, 0.95, true);
        assert_rel(b.low, 1 / a.high, 1e-13);
        assert_rel(b.high, 1 / a.low, 1e-13);
        assert_rel(c.low, 1 / d.high, 1e-13);
        assert_rel(c.high, 1 / d.low, 1e-13);
    }
}

static void test_and_interval_agree(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(13, 0);
    int significant = 0;
    for (int i = 0; i < TRIES; i++) {
        hl_two_rates k = some_rates(&random, i % 2 == 0);
        double conf = i % 3 == 0 ? 0.8 : i % 3 == 1 ? 0.95 : 0.999;
        hl_scas diff = hl_stats__scas_diff(&k, conf), ratio = hl_stats__scas_ratio(&k, conf);
        assert_true(diff.low <= diff.high && ratio.low <= ratio.high);
        if (isnan(diff.p) || fabs(diff.p - (1 - conf)) < 1e-9)
            continue;
        bool out = diff.p < 1 - conf;
        assert_int_equal(diff.low > 0 || diff.high < 0, out);
        assert_int_equal(ratio.low > 1 || ratio.high < 1, out);
        assert_true(!out || (diff.low > 0) == (ratio.low > 1));
        significant += out;
    }
    assert_true(significant > TRIES / 10 && significant < TRIES * 9 / 10 + TRIES / 20);
}

static void more_confidence_is_wider(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(14, 0);
    for (int i = 0; i < TRIES; i++) {
        hl_two_rates k = some_rates(&random, true);
        hl_scas narrow = hl_stats__scas_ratio(&k, 0.9), wide = hl_stats__scas_ratio(&k, 0.99);
        assert_true(wide.low <= narrow.low && wide.high >= narrow.high);
        narrow = hl_stats__scas_diff(&k, 0.9), wide = hl_stats__scas_diff(&k, 0.99);
        assert_true(wide.low <= narrow.low && wide.high >= narrow.high);
    }
}

/* The limit is where the statistic crosses: found by another way than it is looked for. */
static void limits_are_roots(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(15, 0);
    const double z = 1.959963984540054;
    for (int i = 0; i < TRIES; i++) {
        hl_two_rates k = some_rates(&random, true);
        hl_scas diff = hl_stats__scas_diff(&k, 0.95), ratio = hl_stats__scas_ratio(&k, 0.95);
        double step = 1e-6 * (diff.high - diff.low);
        if (diff.low > -1 + 2 * step) {
            assert_true(hl_stats__score_z_difference(&k, HL_SCORE_SKEWED, diff.low - step) > z);
            assert_true(hl_stats__score_z_difference(&k, HL_SCORE_SKEWED, diff.low + step) < z);
        }
        if (ratio.low > 0) {
            assert_true(hl_stats__score_z_ratio(&k, HL_SCORE_SKEWED, ratio.low * (1 - 1e-6)) > z);
            assert_true(hl_stats__score_z_ratio(&k, HL_SCORE_SKEWED, ratio.low * (1 + 1e-6)) < z);
        }
    }
}

static hl_range lift_interval(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_ratio(rates, HL_SCORE_SKEWED, conf);
}

static void tails_of_the_lift_are_equal(void **state)
{
    (void)state;
    for (size_t i = 0; i < hl_tails_grid_count; i++) {
        hl_tails tails = hl_tails_of(&hl_tails_grid[i], lift_interval, 0.95);
        assert_true(tails.no_answer == 0);
        assert_true(tails.false_win > 0.02 && tails.false_win < 0.03);
        assert_true(tails.false_loss > 0.02 && tails.false_loss < 0.03);
    }
}

static void anytime_holds_its_level(void **state)
{
    (void)state;
    static const double shares[] = {0.5, 0.9};
    for (int s = 0; s < 2; s++) {
        hl_watched design = {
            .rate = 0.02, .rho = shares[s], .users = 50000, .ratio = 1, .looks = 200};
        assert_true(hl_watch(&design, 400, 3).rejected <= 0.05);
    }
}

static void anytime_mirrors(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(16, 0);
    for (int i = 0; i < TRIES; i++) {
        double xc = floor(exp(hl_base__random_uniform(&random) * 12)) - 1;
        double xt = floor(exp(hl_base__random_uniform(&random) * 12)) - 1;
        double rho = 0.05 + 0.9 * hl_base__random_uniform(&random);
        double a = 100 * rho, b = 100 - a;
        hl_anytime here = hl_stats__anytime_ratio(xc, xt, rho, 0.95, a, b);
        hl_anytime there = hl_stats__anytime_ratio(xt, xc, 1 - rho, 0.95, b, a);
        assert_abs(1 + here.low, 1 / (1 + there.high), 1e-9 * (1 + here.low) + 1e-16);
        assert_abs(here.log_e, there.log_e, 1e-9 * (1 + fabs(here.log_e)));
        if (here.p < 0.05 - 1e-9)
            assert_true(here.low > 0 || here.high < 0);
        if (here.p > 0.05 + 1e-9)
            assert_true(here.low <= 0 && here.high >= 0);
    }
}

static void exact_tests_contain_each_other(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(17, 0);
    for (int i = 0; i < 60; i++) {
        hl_two_rates k;
        k.nc = 2 + (double)hl_base__random_below(&random, 25);
        k.nt = 2 + (double)hl_base__random_below(&random, 25);
        k.xc = (double)hl_base__random_below(&random, (uint64_t)k.nc + 1);
        k.xt = (double)hl_base__random_below(&random, (uint64_t)k.nt + 1);
        hl_two_rates s = hl_stats__rates_swapped(&k);
        hl_fisher fisher = hl_stats__fisher(&k), mirrored = hl_stats__fisher(&s);
        hl_boschloo boschloo;
        double central = 0;
        assert_int_equal(hl_stats__boschloo(&k, &boschloo, NULL), HL_OK);
        assert_int_equal(hl_stats__boschloo_central(&k, &central, NULL), HL_OK);
        assert_rel(central, boschloo.p_two_central, 0);
        assert_rel(fisher.p_two, mirrored.p_two, 1e-12);
        assert_rel(fisher.p_less, mirrored.p_greater, 1e-12);
        /* Boschloo's p never exceeds the Fisher p that it starts from */
        assert_true(boschloo.p_less <= fisher.p_less * (1 + 1e-12));
        assert_true(boschloo.p_greater <= fisher.p_greater * (1 + 1e-12));
        assert_true(boschloo.p_two_minlike <= fisher.p_two * (1 + 1e-12));
    }
}

static void posteriors_are_complete(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(18, 0);
    for (int i = 0; i < 200; i++) {
        hl_two_rates k = some_rates(&random, true);
        hl_beta c = hl_stats__beta(k.xc + 0.5, k.nc - k.xc + 0.5);
        hl_beta t = hl_stats__beta(k.xt + 0.5, k.nt - k.xt + 0.5);
        hl_beta_gain up, down;
        hl_stats__beta_gains(&c, &t, &up, &down);
        assert_abs(up.exceeds + down.exceeds, 1, 1e-10);
        assert_abs(up.gain - down.gain, t.mean - c.mean,
                   1e-9 * (up.gain + down.gain) + 1e-15 * c.mean);
        assert_abs(hl_stats__beta_exceeds_by(&c, &t, 0), up.exceeds, 1e-10);
        assert_abs(hl_stats__beta_exceeds_times(&c, &t, 1), up.exceeds, 1e-10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swapping_the_arms_mirrors),
        cmocka_unit_test(failures_for_successes_turn_the_difference),
        cmocka_unit_test(failures_for_successes_turn_the_odds),
        cmocka_unit_test(test_and_interval_agree),
        cmocka_unit_test(more_confidence_is_wider),
        cmocka_unit_test(limits_are_roots),
        cmocka_unit_test(tails_of_the_lift_are_equal),
        cmocka_unit_test(anytime_holds_its_level),
        cmocka_unit_test(anytime_mirrors),
        cmocka_unit_test(exact_tests_contain_each_other),
        cmocka_unit_test(posteriors_are_complete),
    };
    hl_init();
    return cmocka_run_group_tests_name("proportions", tests, NULL, NULL);
}
