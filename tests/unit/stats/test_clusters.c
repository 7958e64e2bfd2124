/* Units of unequal size as clusters, against clubSandwich.
 *
 * Expected numbers: R 4.2.2, clubSandwich 0.5.8. Touches of unit g = 1, 2, ... of an arm, j = 1 ..
 * d:
 *
 *   y = ((g + k) * 7 %% 5 + j * 3 %% 7 + g %% 3 * 2) %% 8     k = 0 in arm a, 100 in arm b
 *   m <- lm(y ~ 0 + arm, d)
 *   target <- lapply(split(d, d$unit), function(x) (1 - icc) * diag(nrow(x)) + icc)
 *   V <- vcovCR(m, cluster = d$unit, type = "CR2", target = target)      # icc 0: without target
 *   diag(V); coef_test(m, vcov = V, test = "Satterthwaite")$df_Satt      # df: of icc 0 */
#include <math.h>

#include "base/random.h"
#include "stats/cluster_robust.h"
#include "stats/touch_proportion.h"
#include "tests/support/check.h"

enum { MOST = 9 };

typedef struct arm {
    size_t units;
    double size[MOST], y[MOST];
    double variance[3], df;
} arm;

static const double iccs[] = {0, 0.3, 0.9};
static const arm arms[] = {{7,
                            {1, 1, 2, 3, 3, 7, 20},
                            {7, 3, 5, 9, 5, 25, 63},
                            {0.036108604630067265, 0.03181777123366894, 0.028654808411624062},
                            2.3386230164045352},
                           {9,
                            {1, 2, 2, 4, 5, 5, 6, 9, 40},
                            {7, 9, 5, 16, 15, 21, 21, 34, 154},
                            {0.0092865189988922681, 0.0089167250912050421, 0.0083173722729465993},
                            2.6498125580685392}};

static double ratio_of(const double *y, const double *d, size_t units)
{
    double sum_y = 0;
    double sum_d = 0;
    for (size_t g = 0; g < units; g++) {
        sum_y += y[g];
        sum_d += d[g];
    }
    return sum_y / sum_d;
}

/* A class for each unit. */
static void classes_of(const double *y, const double *d, size_t units, hl_cluster_class *out)
{
    double ratio = ratio_of(y, d, units);
    for (size_t g = 0; g < units; g++) {
        double e = y[g] - ratio * d[g];
        out[g] = (hl_cluster_class){1, d[g], e * e};
    }
}

static void variance_and_df_are_those_of_clubsandwich(void **state)
{
    (void)state;
    for (size_t a = 0; a < 2; a++) {
        hl_cluster_class classes[MOST];
        classes_of(arms[a].y, arms[a].size, arms[a].units, classes);
        for (size_t i = 0; i < 3; i++) {
            hl_cluster_robust got = hl_stats__cluster_robust(classes, arms[a].units, iccs[i]);
            assert_rel(got.variance, arms[a].variance[i], 1e-9);
            assert_rel(got.df, arms[a].df, 1e-9);
        }
    }
}

/* icc 1 is the limit of the working models below it, also with a unit of no size. */
static void alike_touches_are_a_limit(void **state)
{
    (void)state;
    hl_cluster_class classes[MOST + 1];
    classes_of(arms[1].y, arms[1].size, 9, classes);
    classes[9] = (hl_cluster_class){2, 0, 3.5};
    hl_cluster_robust near = hl_stats__cluster_robust(classes, 9, 1 - 1e-9);
    assert_rel(hl_stats__cluster_robust(classes, 9, 1).variance, near.variance, 1e-7);
    assert_true(hl_stats__cluster_robust(classes, 10, 1).variance > near.variance);
    assert_rel(hl_stats__cluster_robust(classes, 10, 1).df,
               hl_stats__cluster_robust(classes, 9, 1).df, 1e-14);
}

static void units_of_one_size_are_a_sample(void **state)
{
    (void)state;
    const hl_cluster_class alike = {25, 4, 300};
    for (size_t i = 0; i < 3; i++) {
        hl_cluster_robust got = hl_stats__cluster_robust(&alike, 1, iccs[i]);
        assert_rel(got.variance, 300.0 / 24 / 25 / 16, 1e-13);
        assert_rel(got.df, 24, 1e-12);
        assert_rel(got.effective, 25, 1e-14);
    }
}

/* Units of one size in one class or in several, and all values scaled: nothing changes. */
static void classes_may_be_split_and_values_scaled(void **state)
{
    (void)state;
    const hl_cluster_class whole[] = {{5, 1, 3}, {4, 2.5, 7}, {1, 11, 20}};
    const hl_cluster_class split[] = {{2, 1, 1}, {3, 1, 2}, {4, 2.5, 7}, {1, 11, 20}};
    const hl_cluster_class scaled[] = {{5, 10, 12}, {4, 25, 28}, {1, 110, 80}};
    hl_cluster_robust a = hl_stats__cluster_robust(whole, 3, 1);
    hl_cluster_robust b = hl_stats__cluster_robust(split, 4, 1);
    hl_cluster_robust c = hl_stats__cluster_robust(scaled, 3, 1);
    assert_rel(a.variance, b.variance, 1e-14);
    assert_rel(a.df, b.df, 1e-14);
    assert_rel(a.variance * 4 / 100, c.variance, 1e-14);
    assert_rel(a.df, c.df, 1e-14);
    assert_rel(a.effective, c.effective, 1e-14);
}

static void what_one_unit_has_alone_has_no_variance(void **state)
{
    (void)state;
    const hl_cluster_class alone[] = {{1, 30, 0}, {4, 0, 2}};
    hl_cluster_robust got = hl_stats__cluster_robust(alone, 2, 1);
    assert_true(isnan(got.variance) && isnan(got.df));
    assert_rel(got.effective, 1, 1e-14);
    got = hl_stats__cluster_robust(alone, 0, 1);
    assert_true(isnan(got.variance) && isnan(got.effective));
}

/* Residuals laid on the classes have the sum that was asked for, and as normal ones of that spread
 * would have, an unbiased variance: sum e^2 of 1 with s = d^2. */
static void residuals_are_laid_as_expected(void **state)
{
    (void)state;
    hl_cluster_class classes[] = {{5, 1, 0}, {4, 2.5, 0}, {1, 11, 0}};
    double d = 0;
    double dd = 0;
    double sum = 0;
    double left = 0;
    hl_stats__cluster_lay(classes, 3, 1);
    for (size_t i = 0; i < 3; i++) {
        d += classes[i].units * classes[i].size;
        dd += classes[i].units * classes[i].size * classes[i].size;
        sum += classes[i].residual;
    }
    for (size_t i = 0; i < 3; i++)
        left += classes[i].units * classes[i].size * classes[i].size *
                (1 - 2 * classes[i].size / d + dd / d / d);
    assert_rel(sum, 1, 1e-14);
    assert_rel(hl_stats__cluster_robust(classes, 3, 1).variance, dd / left / (d * d), 1e-13);
}

/* icc and deff of a mean: of units of two touches, x + u and x - u, the pairwise correlation is
 * (var x - var u) / (var x + var u); of one touch each there is none, and deff is 1. */
static void a_mean_over_touches_has_an_icc(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(5, 0);
    hl_touch_sums pairs = {0};
    hl_touch_sums single = {0};
    double within = 0;
    double within_single = 0;
    for (int i = 0; i < 200000; i++) {
        double x = 3 + hl_base__random_normal(&random);
        double u = 0.5 * hl_base__random_normal(&random);
        hl_touch_sums *s = &pairs;
        *s = (hl_touch_sums){s->units + 1,      s->y + 2 * x, s->d + 2,
                             s->yy + 4 * x * x, s->dd + 4,    s->yd + 4 * x};
        within += 2 * x * x + 2 * u * u;
        s = &single;
        *s = (hl_touch_sums){s->units + 1, s->y + x, s->d + 1, s->yy + x * x, s->dd + 1, s->yd + x};
        within_single += x * x;
    }
    hl_touch_effect effect = hl_stats__touch_mean_effect(&pairs, within, 1);
    assert_abs(effect.icc, 0.6, 0.01);
    assert_abs(effect.deff, 1.6, 0.01);
    assert_rel(hl_stats__touch_mean_effect(&pairs, within, 1.25).deff, 1.25 * effect.deff, 1e-14);
    effect = hl_stats__touch_mean_effect(&single, within_single, 1);
    assert_true(isnan(effect.icc));
    assert_rel(effect.deff, 1, 0);
    assert_true(isnan(hl_stats__touch_mean_effect(&pairs, 0, 1).deff));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variance_and_df_are_those_of_clubsandwich),
        cmocka_unit_test(alike_touches_are_a_limit),
        cmocka_unit_test(units_of_one_size_are_a_sample),
        cmocka_unit_test(classes_may_be_split_and_values_scaled),
        cmocka_unit_test(what_one_unit_has_alone_has_no_variance),
        cmocka_unit_test(residuals_are_laid_as_expected),
        cmocka_unit_test(a_mean_over_touches_has_an_icc),
    };
    return cmocka_run_group_tests_name("clusters", tests, NULL, NULL);
}
