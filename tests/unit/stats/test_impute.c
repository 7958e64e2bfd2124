/* Missing covariates, and alike shares of what is lost. */
#include "tests/support/check.h"

#include <math.h>

#include "stats/impute.h"
#include "stats/unlike_shares.h"

enum { MOST = 13, COVARIATES = 2, VARIABLES = 1 + 2 * COVARIATES };

typedef struct arm_rows {
    size_t n;
    double y[MOST], x[COVARIATES][MOST]; /* NaN: missing */
} arm_rows;

#define NONE ((double)NAN)

static const arm_rows two[2] = {
    {12,
     {12, 7, 9, 15, 4, 11, 8, 20, 6, 10, 13, 5},
     {{3, NONE, 2, 5, 1, NONE, 2, 7, 1, 3, 4, NONE}, {1, 2, NONE, 1, 2, 2, 1, 3, 1, NONE, 2, 1}}},
    {13,
     {14, 9, 16, 18, 6, 15, 12, 25, 7, 13, 11, 17, 10},
     {{4, 2, NONE, 6, 1, 4, NONE, 8, 2, NONE, 3, 5, 2},
      {2, 1, 1, 3, 1, NONE, 2, 3, 1, 2, 1, 2, 1}}},
};

/* y, the covariates with `stand_in` where they are missing, and 1 where they are. */
static void vector_of(const arm_rows *rows, size_t i, double stand_in, double *v)
{
    v[0] = rows->y[i];
    for (size_t k = 0; k < COVARIATES; k++) {
        bool missing = isnan(rows->x[k][i]);
        v[1 + k] = missing ? stand_in : rows->x[k][i];
        v[1 + COVARIATES + k] = missing;
    }
}

static hl_lin_arm moments_of(const arm_rows *rows, double stand_in)
{
    hl_lin_arm arm = {.n = (double)rows->n};
    double v[VARIABLES];
    for (size_t i = 0; i < rows->n; i++) {
        vector_of(rows, i, stand_in, v);
        for (size_t a = 0; a < VARIABLES; a++)
            arm.mean[a] += v[a] / arm.n;
    }
    for (size_t i = 0; i < rows->n; i++) {
        vector_of(rows, i, stand_in, v);
        for (size_t a = 0; a < VARIABLES; a++)
            for (size_t b = 0; b < VARIABLES; b++)
                arm.cov[a][b] += (v[a] - arm.mean[a]) * (v[b] - arm.mean[b]) / (arm.n - 1);
    }
    return arm;
}

/* R 4.2.2, with each covariate's mean over both arms in the place of what is missing, everything
 * centred over both arms, in each arm: f <- lm(y ~ x + w + mx + mw); coef(f)[1]; vcov(f)[1, 1] */
static void the_regression_is_that_of_r(void **state)
{
    (void)state;
    static const double mean[] = {10.5926807673389, 12.6775757575758};
    static const double variance[] = {0.304694363700232, 0.0882155616773799};
    hl_lin_arm arms[2] = {moments_of(&two[0], 0), moments_of(&two[1], 0)};
    hl_lin lin;
    hl_lin_mean out[2];
    assert_int_equal(hl_stats__impute(arms, 2, COVARIATES), 4);
    hl_stats__lin(arms, 2, 4, &lin, out);
    assert_int_equal(lin.kept, 4);
    for (size_t a = 0; a < 2; a++) {
        assert_rel(out[a].mean, mean[a], 1e-13);
        assert_rel(out[a].variance, variance[a], 1e-12);
        assert_rel(out[a].df, (double)two[a].n - 5, 0);
    }
    /* the means of what is there: R's mean(unlist(x), na.rm = TRUE) */
    double n = arms[0].n + arms[1].n;
    assert_rel((arms[0].n * arms[0].mean[1] + arms[1].n * arms[1].mean[1]) / n, 3.42105263157895,
               1e-14);
    assert_rel((arms[0].n * arms[0].mean[2] + arms[1].n * arms[1].mean[2]) / n, 1.63636363636364,
               1e-14);
}

static void what_nobody_lacks_has_no_indicator(void **state)
{
    (void)state;
    arm_rows whole[2] = {two[0], two[1]};
    hl_lin plain, imputed;
    hl_lin_mean wanted[2], got[2];
    for (size_t a = 0; a < 2; a++)
        for (size_t i = 0; i < whole[a].n; i++)
            whole[a].x[0][i] = isnan(whole[a].x[0][i]) ? 9 : whole[a].x[0][i];
    hl_lin_arm arms[2] = {moments_of(&whole[0], 0), moments_of(&whole[1], 0)};
    assert_int_equal(hl_stats__impute(arms, 2, COVARIATES), 3); /* the second's moved up */
    hl_stats__lin(arms, 2, 3, &imputed, got);
    for (size_t a = 0; a < 2; a++)
        for (size_t i = 0; i < whole[a].n; i++)
            whole[a].x[1][i] = isnan(whole[a].x[1][i]) ? 36 / 22.0 : whole[a].x[1][i];
    hl_lin_arm filled[2] = {moments_of(&whole[0], 0), moments_of(&whole[1], 0)};
    assert_int_equal(hl_stats__impute(filled, 2, COVARIATES), 2);
    hl_stats__lin(filled, 2, 2, &plain, wanted);
    assert_true(fabs(got[0].mean - wanted[0].mean) > 1e-6); /* the indicator says something */
    /* one arm lacks nothing: its indicator fits nowhere, and the mean alone stands in */
    arm_rows one = two[0];
    for (size_t i = 0; i < one.n; i++)
        one.x[1][i] = isnan(one.x[1][i]) ? 1 : one.x[1][i];
    hl_lin_arm half[2] = {moments_of(&one, 0), moments_of(&two[1], 0)};
    size_t variables = hl_stats__impute(half, 2, COVARIATES);
    assert_int_equal(variables, 4);
    hl_stats__lin(half, 2, variables, &imputed, got);
    assert_int_equal(imputed.kept, 3);
    assert_true(imputed.dropped[3] && !imputed.dropped[1]);
}

/* Any constant gives the same estimate: only its place in the moments differs. */
static void the_constant_does_not_matter(void **state)
{
    (void)state;
    hl_lin lin;
    hl_lin_mean zero[2], other[2];
    hl_lin_arm arms[2] = {moments_of(&two[0], 0), moments_of(&two[1], 0)};
    hl_stats__lin(arms, 2, 4, &lin, zero);
    hl_lin_arm far[2] = {moments_of(&two[0], -20), moments_of(&two[1], -20)};
    hl_stats__lin(far, 2, 4, &lin, other);
    for (size_t a = 0; a < 2; a++) {
        assert_rel(zero[a].mean, other[a].mean, 1e-12);
        assert_rel(zero[a].variance, other[a].variance, 1e-11);
    }
}

/* R 4.2.2: chisq.test(matrix(c(54, 129, 946, 871), 2), correct = FALSE)$p.value;
 * prop.test(c(10, 20, 40), c(1000, 1000, 1000))$p.value;
 * fisher.test(matrix(c(0, 4, 100, 96), 2))$p.value */
static void shares_are_compared(void **state)
{
    (void)state;
    double lost[] = {54, 129}, all[] = {1000, 1000};
    assert_rel(hl_stats__unlike_shares(lost, all, 2), 6.00371265052899e-09, 1e-10);
    double three[] = {10, 20, 40}, thousand[] = {1000, 1000, 1000};
    assert_rel(hl_stats__unlike_shares(three, thousand, 3), 3.57518747432223e-05, 1e-10);
    double few[] = {0, 4}, hundred[] = {100, 100};
    assert_rel(hl_stats__unlike_shares(few, hundred, 2), 0.121240721373364, 1e-10);
    /* one loss in an arm of a hundredth is no sign: 1 %, by an exact test */
    double one[] = {0, 1}, odd[] = {9900, 100};
    assert_rel(hl_stats__unlike_shares(one, odd, 2), 0.01, 1e-10);
    double empty[] = {0, 0};
    assert_true(isnan(hl_stats__unlike_shares(empty, all, 2)));
    assert_true(isnan(hl_stats__unlike_shares(all, all, 2)));
    double alone[] = {1000, 0};
    assert_true(isnan(hl_stats__unlike_shares(lost, alone, 2)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_regression_is_that_of_r),
        cmocka_unit_test(what_nobody_lacks_has_no_indicator),
        cmocka_unit_test(the_constant_does_not_matter),
        cmocka_unit_test(shares_are_compared),
    };
    return cmocka_run_group_tests_name("imputation", tests, NULL, NULL);
}
