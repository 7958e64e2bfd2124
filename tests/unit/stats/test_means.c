#include <math.h>

#include "stats/adjust.h"
#include "stats/fieller.h"
#include "stats/srm_binom.h"
#include "stats/srm_chi2.h"
#include "stats/student_t.h"
#include "stats/welch.h"
#include "tests/support/check.h"

/* mpmath 1.2, 40 digits */
static void t_tails_are_right_far_out_and_for_any_df(void **state)
{
    (void)state;
    assert_rel(hl_stats__t_upper(1, 1), 0.25, 1e-14);
    assert_rel(hl_stats__t_upper(2.5, 8.25), 0.0180477831237339, 1e-13);
    assert_rel(hl_stats__t_quantile(0.025, 27), 2.0518305164802859, 1e-13);
    assert_rel(hl_stats__t_quantile(0.975, 27), -2.0518305164802859, 1e-13);
    assert_rel(hl_stats__t_quantile(0.025, (double)INFINITY), 1.9599639845400545, 1e-14);
    assert_true(hl_stats__t_log_upper(100, 1e9) < -5000);
    for (double df = 1; df < 1e8; df *= 3.7)
        for (double t = 0.01; t < 30; t *= 1.9)
            assert_rel(hl_stats__t_quantile(hl_stats__t_upper(t, df), df), t, 1e-11);
}

/* The continued fraction and the quadrature meet, at df = 30 and at t^2 = 4 df. */
static void t_has_no_seam_between_its_methods(void **state)
{
    (void)state;
    for (double t = 0; t < 10; t += 0.37) {
        double below = hl_stats__t_log_upper(t, 30 * (1 - 1e-13));
        assert_rel(hl_stats__t_log_upper(t, 30 * (1 + 1e-13)), below, 2e-13);
    }
    for (double df = 31; df < 1e6; df *= 3) {
        double seam = sqrt(4 * df);
        double below = hl_stats__t_log_upper(seam * (1 - 1e-14), df);
        assert_rel(hl_stats__t_log_upper(seam * (1 + 1e-14), df), below, 1e-13);
    }
}

/* The lift leaves out 0 exactly when the test of the difference rejects. */
static void fieller_and_welch_are_one_test(void **state)
{
    (void)state;
    hl_sample control = {40, 3, 4};
    for (double mean = -2; mean < 8; mean += 0.01) {
        hl_sample treatment = {25, mean, 9};
        hl_welch test = hl_stats__welch(&control, &treatment, 0.95);
        hl_mean_pair pair = hl_stats__mean_pair(&control, &treatment);
        hl_fieller set = hl_stats__fieller(&pair, test.critical);
        assert_int_equal(set.type, HL_FIELLER_BOUNDED);
        assert_int_equal(test.p<0.05, set.low> 0 || set.high < 0);
        assert_int_equal(test.p<0.05, test.low> 0 || test.high < 0);
    }
}

static void no_variance_and_no_units_have_no_answer(void **state)
{
    (void)state;
    hl_sample flat = {10, 1, 0}, single = {1, 2, 0}, none = {0, 0, 0};
    assert_true(isnan(hl_stats__welch(&flat, &flat, 0.95).p));
    assert_true(isnan(hl_stats__welch(&flat, &single, 0.95).p));
    assert_true(isnan(hl_stats__welch(&none, &flat, 0.95).low));
    assert_int_equal(hl_stats__fieller_t(&none, &flat, 0.95).type, HL_FIELLER_NONE);
}

static void srm_chi2_keeps_a_p_that_underflows(void **state)
{
    (void)state;
    const double counts[] = {100000, 200000}, weights[] = {1, 1};
    hl_srm_chi2 srm = hl_stats__srm_chi2(counts, weights, 2);
    assert_true(srm.p == 0);
    /* log10 of erfc(sqrt(x2 / 2)) by its asymptotic series */
    double z = sqrt(srm.x2);
    double want = (-z * z / 2 + log(2 / (z * sqrt(2 * acos(-1)))) + log1p(-1 / (z * z))) / log(10);
    assert_rel(srm.log10_p, want, 1e-12);
}

static void srm_binom_is_symmetric(void **state)
{
    (void)state;
    for (double k = 0; k <= 30; k++)
        assert_rel(hl_stats__srm_binom(k, 30, 0.3), hl_stats__srm_binom(30 - k, 30, 0.7), 1e-12);
    assert_rel(hl_stats__srm_binom(0, 10, 0.5), 2.0 / 1024, 1e-14);
    assert_true(isnan(hl_stats__srm_binom(0, 0, 0.5)));
}

static void questions_without_an_answer_are_not_counted(void **state)
{
    (void)state;
    const double p[] = {0.01, (double)NAN, 0.04};
    double adjusted[3];
    assert_int_equal(hl_stats__holm(p, adjusted, 3, NULL), HL_OK);
    assert_rel(adjusted[0], 0.02, 1e-15);
    assert_true(isnan(adjusted[1]));
    assert_rel(adjusted[2], 0.04, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_tails_are_right_far_out_and_for_any_df),
        cmocka_unit_test(t_has_no_seam_between_its_methods),
        cmocka_unit_test(fieller_and_welch_are_one_test),
        cmocka_unit_test(no_variance_and_no_units_have_no_answer),
        cmocka_unit_test(srm_chi2_keeps_a_p_that_underflows),
        cmocka_unit_test(srm_binom_is_symmetric),
        cmocka_unit_test(questions_without_an_answer_are_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
