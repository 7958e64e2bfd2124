/* The tests of uniformity hold their own level, and notice what is not uniform; the exact binomial
 * tail and the test of independence at values worked out by hand. */
#include "tests/support/check.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/binomial_upper.h"
#include "stats/contingency.h"
#include "stats/uniform.h"

enum { SAMPLES = 20000, MOST = 1000 };

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct rejections {
    double ad, ks, small;
} rejections;

/* Shares of samples of u^power that are rejected at the level. */
static rejections rejected(size_t count, double power, double level, int samples)
{
    double u[MOST];
    hl_random random = hl_base__random_seed(11, count);
    rejections out = {0, 0, 0};
    for (int i = 0; i < samples; i++) {
        for (size_t k = 0; k < count; k++)
            u[k] = pow(hl_base__random_uniform(&random), power);
        qsort(u, count, sizeof u[0], by_value);
        hl_uniform_ks ks = hl_stats__uniform_ks(u, count);
        out.ad += hl_stats__uniform_ad(u, count).p < level;
        out.ks += ks.p < level;
        out.small += ks.small_p < level;
    }
    out.ad /= samples;
    out.ks /= samples;
    out.small /= samples;
    return out;
}

/* Four standard errors of 20,000 samples at 5 % are 0.0062, at 1 % 0.0028. */
static void test_level(void **state)
{
    (void)state;
    static const size_t counts[] = {20, 100};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        rejections five = rejected(counts[i], 1, 0.05, SAMPLES);
        assert_abs(five.ad, 0.05, 0.0062);
        assert_abs(five.ks, 0.05, 0.0062);
        assert_abs(five.small, 0.05, 0.0075);
        rejections one = rejected(counts[i], 1, 0.01, SAMPLES);
        assert_abs(one.ad, 0.01, 0.0028);
        assert_abs(one.ks, 0.01, 0.0028);
    }
}

static void test_power(void **state)
{
    (void)state;
    rejections small = rejected(500, 1.3, 0.01, 200);
    assert_true(small.ad > 0.95 && small.small > 0.95);
    rejections large = rejected(500, 0.75, 0.01, 200);
    assert_true(large.ad > 0.95);
    assert_true(large.small < 0.01);
}

static void test_statistic(void **state)
{
    (void)state;
    static const double u[] = {0.02, 0.11, 0.24, 0.31, 0.36, 0.52, 0.66, 0.69, 0.83, 0.97};
    double sum = 0;
    for (int i = 1; i <= 10; i++)
        sum += (2 * i - 1) * (log(u[i - 1]) + log(1 - u[10 - i]));
    sum = -10 - sum / 10;
    /* the largest value is taken as 1 - 1/20 */
    double moved = (log(1 - 0.97) - log(0.05)) / 10 + 19 * (log(0.97) - log(0.95)) / 10;
    assert_abs(hl_stats__uniform_ad(u, 10).a2, sum + moved, 1e-12);
    assert_abs(hl_stats__uniform_ks(u, 10).d, 0.14, 1e-12);
    assert_true(isnan(hl_stats__uniform_ad(u, 7).p));
    assert_true(isnan(hl_stats__uniform_ks(u, 7).p));
}

/* A share of values at exactly 1, as exact tests give them, is no reason to reject. */
static void test_ones(void **state)
{
    (void)state;
    double u[MOST];
    for (size_t i = 0; i < MOST; i++)
        u[i] = i < MOST - 10 ? ((double)i + 0.5) / MOST : 1;
    assert_true(hl_stats__uniform_ad(u, MOST).p > 0.9);
}

static void test_binomial(void **state)
{
    (void)state;
    assert_rel(hl_stats__binomial_upper(0, 10, 0.5), 1, 0);
    assert_rel(hl_stats__binomial_upper(10, 10, 0.5), 1.0 / 1024, 1e-13);
    assert_rel(hl_stats__binomial_upper(9, 10, 0.5), 11.0 / 1024, 1e-13);
    assert_rel(hl_stats__binomial_upper(1, 3, 0.1), 1 - 0.729, 1e-13);
}

static void test_contingency(void **state)
{
    (void)state;
    /* 2 x 2: n (ad - bc)^2 / (row and column sums) = 100 (20*30 - 30*20)^2 / ... = 0 */
    static const double even[] = {20, 30, 20, 30};
    assert_abs(hl_stats__contingency(even, 2, 2).chi2, 0, 1e-12);
    static const double odd[] = {30, 20, 20, 30};
    assert_rel(hl_stats__contingency(odd, 2, 2).chi2, 4, 1e-13);
    assert_rel(hl_stats__contingency(odd, 2, 2).p, 0.045500263896358, 1e-10);
    static const double empty[] = {30, 0, 20, 20, 0, 30};
    assert_rel(hl_stats__contingency(empty, 2, 3).df, 1, 0);
    static const double one[] = {30, 20, 0, 0};
    assert_true(isnan(hl_stats__contingency(one, 2, 2).p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_level),     cmocka_unit_test(test_power),
        cmocka_unit_test(test_statistic), cmocka_unit_test(test_ones),
        cmocka_unit_test(test_binomial),  cmocka_unit_test(test_contingency),
    };
    return cmocka_run_group_tests_name("uniform", tests, NULL, NULL);
}
