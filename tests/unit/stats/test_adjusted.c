/* Adjusted, clustered and pooled comparisons. */
#include <math.h>
#include <string.h>

#include "stats/lin.h"
#include "stats/noninferiority.h"
#include "stats/post_stratify.h"
#include "stats/ratio.h"
#include "stats/scas.h"
#include "stats/touch_proportion.h"
#include "tests/support/check.h"

static const double y1[] = {3.1, 4.2, 5.0, 2.7, 6.3, 5.5, 4.8, 3.9};
static const double a1[] = {1, 2, 3, 1, 4, 3, 3, 2};
static const double b1[] = {0.5, 0.1, 0.9, 0.3, 0.2, 0.8, 0.4, 0.6};
static const double y0[] = {2.0, 3.3, 4.1, 2.2, 3.0, 5.2, 4.4};
static const double a0[] = {1, 2, 4, 1, 2, 4, 3};
static const double b0[] = {0.2, 0.6, 0.3, 0.7, 0.1, 0.5, 0.9};

/* Moments of columns[0..width-1]; the first is the outcome. */
static hl_lin_arm arm_of(const double *const *columns, size_t width, size_t n)
{
    hl_lin_arm arm;
    memset(&arm, 0, sizeof arm);
    arm.n = (double)n;
    for (size_t j = 0; j < width; j++)
        for (size_t i = 0; i < n; i++)
            arm.mean[j] += columns[j][i] / (double)n;
    for (size_t j = 0; j < width; j++)
        for (size_t k = 0; k < width; k++)
            for (size_t i = 0; i < n; i++)
                arm.cov[j][k] +=
                    (columns[j][i] - arm.mean[j]) * (columns[k][i] - arm.mean[k]) / (double)(n - 1);
    return arm;
}

/* R 4.2: lm(y ~ a + b) in each arm, predict(at the means of both arms, se.fit = TRUE). */
static void lin_is_a_regression_in_each_arm(void **state)
{
    (void)state;
    const double *c0[] = {y0, a0, b0}, *c1[] = {y1, a1, b1};
    hl_lin_arm arms[] = {arm_of(c0, 3, 7), arm_of(c1, 3, 8)};
    hl_lin lin;
    hl_lin_mean out[2];
    hl_stats__lin(arms, 2, 2, &lin, out);
    assert_int_equal(lin.kept, 2);
    assert_rel(out[0].mean, 3.43455199280791, 1e-12);
    assert_rel(out[0].variance, 0.0203379831940135, 1e-11);
    assert_rel(out[0].df, 4, 0);
    assert_rel(out[0].beta[0], 0.850494456098292, 1e-12);
    assert_rel(out[0].beta[1], 0.89721306562781, 1e-12);
    assert_rel(out[1].mean, 4.46525417151727, 1e-12);
    assert_rel(out[1].variance, 0.00978951430740891, 1e-11);
    hl_welch test = hl_stats__lin_welch(&lin, &out[0], &out[1], 0.95);
    hl_mean_pair pair = hl_stats__lin_pair(&lin, &out[0], &out[1]);
    hl_fieller lift = hl_stats__fieller(&pair, test.critical);
    assert_rel(pair.var_control + pair.var_treatment - 2 * pair.covariance, test.se * test.se,
               1e-12);
    assert_int_equal(test.p<0.05, lift.low> 0);
}

static void lin_drops_what_says_nothing_new(void **state)
{
    (void)state;
    double twice0[7], twice1[8], flat[] = {1, 1, 1, 1, 1, 1, 1, 1};
    for (size_t i = 0; i < 7; i++)
        twice0[i] = 2 * a0[i] + 3;
    for (size_t i = 0; i < 8; i++)
        twice1[i] = 2 * a1[i] + 3;
    const double *c0[] = {y0, a0, flat, twice0, b0}, *c1[] = {y1, a1, flat, twice1, b1};
    hl_lin_arm arms[] = {arm_of(c0, 5, 7), arm_of(c1, 5, 8)};
    hl_lin lin;
    hl_lin_mean out[2];
    hl_stats__lin(arms, 2, 4, &lin, out);
    assert_int_equal(lin.kept, 2);
    assert_false(lin.dropped[0]);
    assert_true(lin.dropped[1]);
    assert_true(lin.dropped[2]);
    assert_false(lin.dropped[3]);
    assert_rel(out[0].mean, 3.43455199280791, 1e-11);
    assert_rel(out[1].variance, 0.00978951430740891, 1e-9);
}

static void lin_without_covariates_is_welch(void **state)
{
    (void)state;
    const double *c0[] = {y0}, *c1[] = {y1};
    hl_lin_arm arms[] = {arm_of(c0, 1, 7), arm_of(c1, 1, 8)};
    hl_lin lin;
    hl_lin_mean out[2];
    hl_stats__lin(arms, 2, 0, &lin, out);
    hl_sample control = {7, arms[0].mean[0], arms[0].cov[0][0]};
    hl_sample treatment = {8, arms[1].mean[0], arms[1].cov[0][0]};
    assert_rel(hl_stats__lin_welch(&lin, &out[0], &out[1], 0.95).p,
               hl_stats__welch(&control, &treatment, 0.95).p, 1e-12);
    assert_abs(hl_stats__lin_reduction(&lin, &out[0], &out[1]), 0, 1e-12);
}

static hl_two_rates rates_of(const hl_touch_sums arms[2], double otherwise,
                             hl_touch_effect effects[2])
{
    double df[2];
    for (size_t i = 0; i < 2; i++) {
        effects[i] = hl_stats__touch_effect(&arms[i], 1);
        df[i] = arms[i].units - 1;
    }
    return hl_stats__touch_rates(arms, df, otherwise, effects);
}

static void one_touch_each_is_the_plain_proportion(void **state)
{
    (void)state;
    const hl_touch_sums arms[2] = {{1471, 57, 1471, 57, 1471, 57}, {1529, 87, 1529, 87, 1529, 87}};
    hl_touch_effect effects[2];
    hl_two_rates rates = rates_of(arms, 0, effects);
    assert_true(rates.xc == 57 && rates.nc == 1471 && rates.xt == 87 && rates.nt == 1529);
    assert_true(effects[0].deff == 1 && isnan(effects[0].icc));
}

/* Ten touches that always agree are one: deff 10 but for the small-sample factors. */
static void touches_that_repeat_each_other_count_once(void **state)
{
    (void)state;
    double units = 2000, y = 10 * 600;
    hl_touch_sums arm = {units, y, 10 * units, 10 * y, 100 * units, 10 * y};
    hl_touch_effect effect = hl_stats__touch_effect(&arm, 1);
    assert_rel(effect.icc, 1, 1e-12);
    assert_rel(effect.deff, 10, 1e-3);
    assert_rel(effect.touches, 2000, 1e-3);
}

static void an_arm_without_successes_borrows_the_others_icc(void **state)
{
    (void)state;
    const hl_touch_sums none = {500, 0, 5000, 0, 50000, 0};
    const hl_touch_sums some = {500, 1000, 5000, 10000, 50000, 10000};
    const hl_touch_sums one[2] = {none, some};
    const hl_touch_sums neither[2] = {none, none};
    hl_touch_effect effects[2];
    hl_two_rates rates = rates_of(one, 0, effects);
    assert_true(effects[0].borrowed && !effects[1].borrowed);
    assert_rel(rates.nc, 500, 0.01);
    assert_true(rates.xc == 0 && isfinite(hl_stats__scas_ratio(&rates, 0.95).low));
    (void)rates_of(neither, 0.3, effects);
    assert_rel(effects[0].deff, 3.7, 1e-12);
}

/* Strata are covariates: the same as Lin's regression on their indicators. */
static void post_stratifying_is_lin_on_indicators(void **state)
{
    (void)state;
    double in0[7], in1[8];
    hl_stratum strata[2];
    memset(strata, 0, sizeof strata);
    for (size_t s = 0; s < 2; s++) {
        double v0[7], v1[8];
        size_t n0 = 0, n1 = 0;
        for (size_t i = 0; i < 7; i++)
            if ((a0[i] > 2) == (s == 1))
                v0[n0++] = y0[i];
        for (size_t i = 0; i < 8; i++)
            if ((a1[i] > 2) == (s == 1))
                v1[n1++] = y1[i];
        const double *c[] = {v0}, *t[] = {v1};
        hl_lin_arm x = arm_of(c, 1, n0), z = arm_of(t, 1, n1);
        strata[s] = (hl_stratum){{x.n, x.mean[0], x.cov[0][0]}, {z.n, z.mean[0], z.cov[0][0]}};
    }
    for (size_t i = 0; i < 7; i++)
        in0[i] = a0[i] > 2;
    for (size_t i = 0; i < 8; i++)
        in1[i] = a1[i] > 2;
    const double *c0[] = {y0, in0}, *c1[] = {y1, in1};
    hl_lin_arm arms[] = {arm_of(c0, 2, 7), arm_of(c1, 2, 8)};
    hl_lin lin;
    hl_lin_mean out[2];
    hl_stats__lin(arms, 2, 1, &lin, out);
    hl_post_stratified post = hl_stats__post_stratify(strata, 2, 0.95);
    assert_int_equal(post.used, 2);
    assert_rel(post.means.control, out[0].mean, 1e-12);
    assert_rel(post.means.treatment, out[1].mean, 1e-12);
    assert_rel(post.means.covariance, hl_stats__lin_pair(&lin, &out[0], &out[1]).covariance, 0.1);
}

static void thin_strata_are_joined(void **state)
{
    (void)state;
    hl_stratum strata[] = {{{50, 1, 1}, {60, 1.2, 1}},
                           {{1, 3, (double)NAN}, {5, 2, 1}},
                           {{6, 2.5, 1}, {1, 4, (double)NAN}}};
    hl_post_stratified post = hl_stats__post_stratify(strata, 3, 0.95);
    assert_int_equal(post.collapsed, 2);
    assert_int_equal(post.used, 2);
    assert_true(isfinite(post.test.p));
    hl_post_stratified thin = hl_stats__post_stratify(strata, 2, 0.95);
    assert_int_equal(thin.used, 1);
    assert_true(isfinite(thin.test.p));
}

/* The interval of the ratio's lift leaves out 0 exactly when the difference is significant. */
static void a_ratio_has_one_test(void **state)
{
    (void)state;
    hl_ratio_sample control = {400, 2, 5, 4, 9, 3};
    for (double y = 1.6; y < 2.6; y += 0.01) {
        hl_ratio_sample treatment = {300, y, 5.1, 4.4, 9.5, 3.1};
        hl_welch test = hl_stats__ratio_welch(&control, &treatment, 0.95);
        hl_mean_pair pair = hl_stats__ratio_pair(&control, &treatment);
        hl_fieller lift = hl_stats__fieller(&pair, test.critical);
        assert_int_equal(test.p<0.05, lift.low> 0 || lift.high < 0);
    }
}

/* The verdict on a margin is that of the interval. */
static void noninferiority_is_the_interval_at_the_margin(void **state)
{
    (void)state;
    for (double xt = 20; xt <= 90; xt++) {
        hl_two_rates rates = {57, 1471, xt, 1529};
        hl_scas diff = hl_stats__scas_diff(&rates, 0.95), lift = hl_stats__scas_ratio(&rates, 0.95);
        hl_noninferiority d = hl_stats__noninferior_rates(&rates, 0.01, 1);
        assert_int_equal(d.p<0.025, diff.low> - 0.01);
        assert_int_equal(d.p_worse < 0.025, diff.high < -0.01);
        d = hl_stats__noninferior_rates(&rates, 0.01, 0);
        assert_int_equal(d.p < 0.025, diff.high < 0.01);
        d = hl_stats__noninferior_rate_lift(&rates, 0.2, 1);
        assert_int_equal(d.p<0.025, lift.low> 0.8);
        hl_sample control = {300, 2, 4}, treatment = {200, xt / 30, 5};
        hl_mean_pair pair = hl_stats__mean_pair(&control, &treatment);
        hl_welch w = hl_stats__welch(&control, &treatment, 0.95);
        hl_fieller set = hl_stats__fieller(&pair, w.critical);
        assert_int_equal(hl_stats__noninferior_means(&pair, w.df, 0.3, 1).p<0.025, w.low> - 0.3);
        assert_int_equal(hl_stats__noninferior_mean_lift(&pair, w.df, 0.3, 1).p<0.025, set.low> -
                         0.3);
        assert_int_equal(hl_stats__noninferior_mean_lift(&pair, w.df, 0.3, 0).p < 0.025,
                         set.high < 0.3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lin_is_a_regression_in_each_arm),
        cmocka_unit_test(lin_drops_what_says_nothing_new),
        cmocka_unit_test(lin_without_covariates_is_welch),
        cmocka_unit_test(one_touch_each_is_the_plain_proportion),
        cmocka_unit_test(touches_that_repeat_each_other_count_once),
        cmocka_unit_test(an_arm_without_successes_borrows_the_others_icc),
        cmocka_unit_test(post_stratifying_is_lin_on_indicators),
        cmocka_unit_test(thin_strata_are_joined),
        cmocka_unit_test(a_ratio_has_one_test),
        cmocka_unit_test(noninferiority_is_the_interval_at_the_margin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
