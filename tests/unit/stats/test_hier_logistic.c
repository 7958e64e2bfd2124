#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/hier_system.h"
#include "tests/support/check.h"

enum { KINDS = 4, COLUMNS = 2, Q = 1 + COLUMNS, EFFECTS = 2, P = Q + EFFECTS, GROUPS = 3 };
enum { ALL = P + GROUPS * Q };

static const double x[KINDS * COLUMNS] = {1, 0, 0.5, -1, -0.75, 0.25, -1, 1};
static const uint8_t order[COLUMNS] = {0, 1};
static const hl_hier_cell cells[] = {
    {0, 0, 0, 40, 7}, {0, 1, 1, 25, 3},     {0, 2, 0, 60, 4},  {0, 3, 1, 12.5, 0.5},
    {1, 0, 1, 9, 9},  {1, 2, 0, 300, 41.5}, {1, 3, 0, 80, 22}, {2, 1, 0, 5, 0},
};
static hl_hier_data data = {
    x, order, cells, KINDS, COLUMNS, 2, EFFECTS, GROUPS, sizeof cells / sizeof *cells, NULL};
/* Of means: what the groups' variances are over theirs. */
static const double dispersion[GROUPS] = {2.5, 0.7, 1.3};

static hl_hier_variances variances(void)
{
    hl_hier_variances v = hl_stats__hier_start();
    v.shared[0] = 0.5;
    v.group[1] = 0.2;
    return v;
}

static hl_hier_fit *fit_of(const hl_hier_data *d, const hl_hier_variances *v, size_t rounds)
{
    hl_hier_fit *fit;
    assert_int_equal(hl_stats__hier_logistic(d, v, rounds, NULL, &fit, NULL), HL_OK);
    return fit;
}

static double objective(const hl_hier_system *s, const hl_hier_variances *v, const double *at)
{
    return hl_stats__hier_objective(s, v, at, at + P);
}

/* Central differences of the objective. */
static double slope_at(const hl_hier_system *s, const hl_hier_variances *v, double *at, size_t i)
{
    double h = 1e-5, was = at[i];
    at[i] = was + h;
    double above = objective(s, v, at);
    at[i] = was - h;
    double below = objective(s, v, at);
    at[i] = was;
    return (above - below) / (2 * h);
}

static double curve_at(const hl_hier_system *s, const hl_hier_variances *v, double *at, size_t i,
                       size_t j)
{
    double h = 1e-4, was = at[j];
    at[j] = was + h;
    double above = slope_at(s, v, at, i);
    at[j] = was - h;
    double below = slope_at(s, v, at, i);
    at[j] = was;
    return -(above - below) / (2 * h);
}

/* Somewhere that is no mode. */
static hl_hier_fit *somewhere(double *at)
{
    hl_hier_variances v = variances();
    hl_hier_fit *fit = fit_of(&data, &v, 0);
    for (size_t i = 0; i < ALL; i++)
        at[i] = -1.5 * (i == 0) + 0.1 * sin(1.7 * (double)i);
    memcpy(fit->shared, at, P * sizeof *at);
    memcpy(fit->group, at + P, GROUPS * Q * sizeof *at);
    return fit;
}

/* Of chances, then of means. */
static void with_both(void (*check)(void))
{
    check();
    data.dispersion = dispersion;
    check();
    data.dispersion = NULL;
}

/* The step d solves H d = slope, with slope and H by differences. */
static void check_step_is_newtons(void)
{
    double at[ALL];
    hl_hier_fit *fit = somewhere(at);
    hl_hier_system *s;
    assert_int_equal(hl_stats__hier_system(&data, &s, NULL), HL_OK);
    assert_true(hl_stats__hier_step(s, fit));
    for (size_t i = 0; i < ALL; i++) {
        double sum = 0;
        for (size_t j = 0; j < ALL; j++)
            sum += curve_at(s, &fit->variances, at, i, j) * s->step[j];
        assert_abs(sum, slope_at(s, &fit->variances, at, i), 1e-4);
    }
    hl_stats__hier_system_free(s);
    hl_stats__hier_free(fit);
}

static void test_step_is_newtons(void **state)
{
    (void)state;
    with_both(check_step_is_newtons);
}

static double shared_with(const hl_hier_fit *fit, size_t g, size_t i, size_t shared)
{
    double sum = 0;
    for (size_t a = 0; a < P; a++)
        sum -= fit->pull[(g * Q + i) * P + a] * fit->shared_cov[a * P + shared];
    return sum;
}

/* The posterior covariance of two coefficients, from the parts of the arrow. */
static double covariance(const hl_hier_fit *fit, size_t i, size_t j)
{
    if (i < P && j < P)
        return fit->shared_cov[i * P + j];
    if (i < P || j < P)
        return i < P ? covariance(fit, j, i) : shared_with(fit, (i - P) / Q, (i - P) % Q, j);
    size_t g = (i - P) / Q, h = (j - P) / Q;
    double sum = g == h ? fit->own_cov[(g * Q + (i - P) % Q) * Q + (j - P) % Q] : 0;
    for (size_t a = 0; a < P; a++)
        sum -= shared_with(fit, g, (i - P) % Q, a) * fit->pull[(h * Q + (j - P) % Q) * P + a];
    return sum;
}

static void check_covariance_is_the_inverse_curvature(void)
{
    double at[ALL];
    hl_hier_fit *fit = somewhere(at);
    hl_hier_system *s;
    assert_int_equal(hl_stats__hier_system(&data, &s, NULL), HL_OK);
    assert_true(hl_stats__hier_step(s, fit));
    for (size_t i = 0; i < ALL; i++)
        for (size_t j = 0; j < ALL; j++) {
            double sum = 0;
            for (size_t k = 0; k < ALL; k++)
                sum += curve_at(s, &fit->variances, at, i, k) * covariance(fit, k, j);
            assert_abs(sum, i == j, 1e-4);
        }
    hl_stats__hier_system_free(s);
    hl_stats__hier_free(fit);
}

static void test_covariance_is_the_inverse_curvature(void **state)
{
    (void)state;
    with_both(check_covariance_is_the_inverse_curvature);
}

static void check_mode_is_flat(void)
{
    hl_hier_variances v = variances();
    hl_hier_fit *fit = fit_of(&data, &v, 0);
    hl_hier_system *s;
    assert_int_equal(hl_stats__hier_system(&data, &s, NULL), HL_OK);
    double at[ALL];
    memcpy(at, fit->shared, P * sizeof *at);
    memcpy(at + P, fit->group, GROUPS * Q * sizeof *at);
    for (size_t i = 0; i < ALL; i++)
        assert_abs(slope_at(s, &v, at, i), 0, 1e-5);
    hl_stats__hier_system_free(s);
    hl_stats__hier_free(fit);
}

static void test_mode_is_flat(void **state)
{
    (void)state;
    with_both(check_mode_is_flat);
}

/* A level and a slope, whose posterior can be summed on a grid. */
static const double line_x[2] = {-0.5, 0.5};
static const uint8_t line_order[1] = {0};
static const hl_hier_cell line_cells[] = {{0, 0, 0, 4000, 600}, {0, 1, 0, 3000, 750}};
static const hl_hier_data line = {line_x, line_order, line_cells, 2, 1, 1, 0, 1, 2, NULL};

static hl_hier_variances line_variances(void)
{
    hl_hier_variances v = hl_stats__hier_start();
    v.shared[0] = 0.3;
    v.group[0] = v.level = 1e-9; /* no group differs */
    return v;
}

typedef struct moments {
    double mass, level, slope, level2, slope2;
} moments;

static moments on_grid(double height)
{
    hl_hier_system *s;
    assert_int_equal(hl_stats__hier_system(&line, &s, NULL), HL_OK);
    hl_hier_variances v = line_variances();
    moments m = {0};
    double own[2] = {0}, width = 0.002;
    for (double a = -2.5; a < -0.5; a += width)
        for (double b = -1; b < 2; b += width) {
            double p = width * width *
                       exp(hl_stats__hier_objective(s, &v, (double[]){a, b}, own) - height);
            m.mass += p;
            m.level += p * a;
            m.slope += p * b;
            m.level2 += p * a * a;
            m.slope2 += p * b * b;
        }
    hl_stats__hier_system_free(s);
    return m;
}

static void test_posterior_is_that_of_a_grid(void **state)
{
    (void)state;
    hl_hier_variances v = line_variances();
    hl_hier_fit *fit = fit_of(&line, &v, 0);
    moments m = on_grid(fit->evidence);
    double level = m.level / m.mass, slope = m.slope / m.mass;
    double level_sd = sqrt(m.level2 / m.mass - level * level),
           slope_sd = sqrt(m.slope2 / m.mass - slope * slope);
    /* Laplace's approximation: within a twentieth of a standard deviation at 1,350 events */
    assert_abs(fit->shared[0], level, level_sd / 20);
    assert_abs(fit->shared[1], slope, slope_sd / 20);
    assert_rel(sqrt(fit->shared_cov[0]), level_sd, 0.02);
    assert_rel(sqrt(fit->shared_cov[3]), slope_sd, 0.02);
    /* the marginal likelihood, but for 2 pi and the prior's own constants */
    double constant = log(2 * acos(-1)) + log(v.shared[0]) / 2;
    assert_abs(log(m.mass) - constant, 0, 0.01);
    hl_stats__hier_free(fit);
}

/* Groups with slopes of known spread, in many kinds. */
enum { MANY_GROUPS = 60, MANY_KINDS = 21 };
static double many_x[MANY_KINDS];
static hl_hier_cell many_cells[MANY_GROUPS * MANY_KINDS];
static const hl_hier_data many = {
    many_x, line_order, many_cells, MANY_KINDS, 1, 1, 0, MANY_GROUPS, MANY_GROUPS *MANY_KINDS,
    NULL};

static void make_many(double shared, double sd)
{
    hl_random r = hl_base__random_seed(7, 0);
    for (uint32_t g = 0; g < MANY_GROUPS; g++) {
        double slope = shared + sd * hl_base__random_normal(&r);
        for (uint32_t k = 0; k < MANY_KINDS; k++) {
            many_x[k] = (k - 10.0) / 5;
            double p = 1 / (1 + exp(1 - slope * many_x[k])), events = 0;
            for (int i = 0; i < 100; i++)
                events += hl_base__random_uniform(&r) < p;
            many_cells[g * MANY_KINDS + k] = (hl_hier_cell){g, k, 0, 100, events};
        }
    }
}

static void test_variances_are_found(void **state)
{
    (void)state;
    hl_hier_variances v = hl_stats__hier_start();
    make_many(0.8, 0.5);
    hl_hier_fit *fit = fit_of(&many, &v, 200);
    assert_true(fit->converged);
    /* 60 slopes of SD 0.5: their own SD is within 3 standard errors, 3 x 0.5 / sqrt(120) */
    assert_abs(sqrt(fit->variances.group[0]), 0.5, 0.14);
    assert_abs(fit->shared[1], 0.8, 0.2);
    assert_true(fit->variances.level < 0.02);
    hl_stats__hier_free(fit);
    make_many(0.8, 0);
    fit = fit_of(&many, &v, 200);
    assert_true(fit->variances.group[0] < 0.003);
    hl_stats__hier_free(fit);
}

/* No variance near the estimate explains the data better (up to its prior and the tolerance at
 * which rounds stop). */
static void test_variances_maximise_the_evidence(void **state)
{
    (void)state;
    hl_hier_variances v = hl_stats__hier_start();
    make_many(0.8, 0.5);
    hl_hier_fit *fit = fit_of(&many, &v, 200);
    for (int up = 0; up < 2; up++) {
        hl_hier_variances other = fit->variances;
        other.group[0] *= up ? 1.5 : 1 / 1.5;
        hl_hier_fit *beside = fit_of(&many, &other, 0);
        assert_true(beside->evidence < fit->evidence - 0.5);
        hl_stats__hier_free(beside);
    }
    hl_stats__hier_free(fit);
}

static void assert_sound(const hl_hier_fit *fit, size_t effects)
{
    size_t q = 1 + fit->columns, p = q + effects;
    for (size_t i = 0; i < p; i++)
        assert_true(isfinite(fit->shared[i]) && fit->shared_cov[i * p + i] > 0);
    for (size_t i = 0; i < fit->groups * q; i++)
        assert_true(isfinite(fit->group[i]) && isfinite(fit->own_cov[i]));
    assert_true(isfinite(fit->evidence));
    assert_true(fit->converged);
}

static void test_degenerate_data_have_an_answer(void **state)
{
    (void)state;
    const hl_hier_cell all = {1, 2, 0, 1000, 1000}, none = {1, 2, 0, 1000, 0},
                       huge = {2, 0, 1, 1e9, 5e8}, blank = {0, 0, 0, 0, 0},
                       tiny = {0, 1, 0, 1e-9, 0};
    const hl_hier_cell *const lone[] = {&all, &none, &huge, &blank, &tiny};
    for (size_t i = 0; i < 5; i++) {
        hl_hier_data d = data;
        d.cells = lone[i];
        d.count = 1;
        hl_hier_variances v = hl_stats__hier_start();
        hl_hier_fit *fit = fit_of(&d, &v, 300);
        assert_sound(fit, EFFECTS);
        hl_stats__hier_free(fit);
    }
    hl_hier_data empty = data;
    empty.count = 0;
    hl_hier_variances v = hl_stats__hier_start();
    hl_hier_fit *fit = fit_of(&empty, &v, 300);
    assert_sound(fit, EFFECTS);
    hl_stats__hier_free(fit);
}

static void test_draws_have_the_posteriors_moments(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    hl_hier_variances v = variances();
    hl_hier_fit *fit = fit_of(&data, &v, 0);
    double *out = calloc(DRAWS * Q, sizeof *out), mode[Q];
    assert_non_null(out);
    for (size_t g = 0; g < GROUPS; g++) {
        assert_int_equal(hl_stats__hier_draws(fit, g, 11, DRAWS, 1, out, NULL, NULL), HL_OK);
        hl_stats__hier_mode(fit, g, mode);
        for (size_t i = 0; i < Q; i++) {
            double sum = 0, squares = 0;
            for (size_t k = 0; k < DRAWS; k++) {
                double d = out[k * Q + i] - mode[i];
                sum += d;
                squares += d * d;
            }
            size_t own = P + g * Q + i;
            double variance =
                covariance(fit, i, i) + 2 * covariance(fit, own, i) + covariance(fit, own, own);
            assert_abs(sum / DRAWS, 0, 5 * sqrt(variance / DRAWS));
            assert_rel(squares / DRAWS, variance, 5 * sqrt(2.0 / DRAWS));
        }
        assert_int_equal(hl_stats__hier_draws(fit, g, 11, 3, 0, out, NULL, NULL), HL_OK);
        assert_memory_equal(out + Q, mode, sizeof mode);
    }
    free(out);
    hl_stats__hier_free(fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step_is_newtons),
        cmocka_unit_test(test_covariance_is_the_inverse_curvature),
        cmocka_unit_test(test_mode_is_flat),
        cmocka_unit_test(test_posterior_is_that_of_a_grid),
        cmocka_unit_test(test_variances_are_found),
        cmocka_unit_test(test_variances_maximise_the_evidence),
        cmocka_unit_test(test_degenerate_data_have_an_answer),
        cmocka_unit_test(test_draws_have_the_posteriors_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
