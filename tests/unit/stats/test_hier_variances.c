#include <math.h>
#include <stdlib.h>

#include "stats/hier_variances.h"
#include "tests/support/check.h"

/* One column of -1/2 and 1/2, and so many trials that each group's slope is known: the slopes are
 * then normal around the shared one with the groups' variance, and the shared one around 0. */
enum { GROUPS = 6, KINDS = 2, DRAWS = 4000, STEPS = 240 };
static const double TRIALS = 1e9;
static const double x[KINDS] = {-0.5, 0.5};
static const uint8_t order[1] = {0};

typedef struct case_of {
    double slope[GROUPS];
    hl_hier_cell cells[GROUPS * KINDS];
    hl_hier_data data;
} case_of;

static void write_case(case_of *c, double shared, double spread)
{
    static const double away[GROUPS] = {-1.2, -0.7, -0.1, 0.3, 0.6, 1.1};
    for (size_t g = 0; g < GROUPS; g++) {
        c->slope[g] = shared + spread * away[g];
        for (size_t k = 0; k < KINDS; k++) {
            double chance = 1 / (1 + exp(2 - x[k] * c->slope[g]));
            c->cells[KINDS * g + k] =
                (hl_hier_cell){(uint32_t)g, (uint32_t)k, 0, TRIALS, TRIALS * chance};
        }
    }
    c->data =
        (hl_hier_data){x, order, c->cells, KINDS, 1, 1, 0, GROUPS, (size_t)GROUPS * KINDS, NULL};
}

/* log p(slopes | variances): they are normal, all covariances the shared variance. */
static double log_likelihood(const double *slope, double shared, double own)
{
    double squares = 0, sum = 0, all = own + GROUPS * shared;
    for (size_t g = 0; g < GROUPS; g++) {
        sum += slope[g];
        squares += slope[g] * slope[g];
    }
    double form = (squares - shared / all * sum * sum) / own;
    return -(form + (GROUPS - 1) * log(own) + log(all)) / 2;
}

/* A half-Cauchy prior of the deviation, as a density of the log variance. */
static double log_prior(double v)
{
    return log(v) / 2 - log(hl_stats__hier_scale + v);
}

typedef struct means {
    double shared, own, large; /* of log variances; of whether the groups' is above a tenth */
} means;

static means by_quadrature(const case_of *c)
{
    double total = 0;
    means m = {0, 0, 0};
    for (int i = 0; i < STEPS; i++)
        for (int j = 0; j < STEPS; j++) {
            double log_shared = -22 + 40.0 * i / STEPS, log_own = -22 + 40.0 * j / STEPS;
            double shared = exp(log_shared), own = exp(log_own);
            double weight =
                exp(log_likelihood(c->slope, shared, own) + log_prior(shared) + log_prior(own));
            total += weight;
            m.shared += weight * log_shared;
            m.own += weight * log_own;
            m.large += weight * (own > 0.1);
        }
    return (means){m.shared / total, m.own / total, m.large / total};
}

static void draw(const case_of *c, bool groups_known, uint64_t seed, hl_hier_variances *out)
{
    hl_hier_variances start = hl_stats__hier_start();
    hl_hier_fit *fit;
    assert_int_equal(hl_stats__hier_logistic(&c->data, &start, 60, NULL, &fit, NULL), HL_OK);
    assert_int_equal(hl_stats__hier_variances(&c->data, fit, groups_known, seed, DRAWS, out, NULL),
                     HL_OK);
    if (groups_known)
        for (size_t i = 0; i < DRAWS; i++)
            assert_true(out[i].group[0] == fit->variances.group[0] &&
                        out[i].level == fit->variances.level);
    hl_stats__hier_free(fit);
}

static means by_draws(const case_of *c)
{
    static hl_hier_variances v[DRAWS];
    means m = {0, 0, 0};
    draw(c, false, 5, v);
    for (size_t i = 0; i < DRAWS; i++) {
        m.shared += log(v[i].shared[0]) / DRAWS;
        m.own += log(v[i].group[0]) / DRAWS;
        m.large += (double)(v[i].group[0] > 0.1) / DRAWS;
    }
    return m;
}

/* Deviations of log variances are about 2 and 0.7, draws worth at least a quarter of their number:
 * errors of 0.065 and 0.02, and of a probability of 0.016, are what chance does; thrice those. */
static void assert_alike(const case_of *c)
{
    means exact = by_quadrature(c), drawn = by_draws(c);
    assert_abs(drawn.shared, exact.shared, 0.2);
    assert_abs(drawn.own, exact.own, 0.1);
    assert_abs(drawn.large, exact.large, 0.05);
}

static void test_draws_are_those_of_quadrature(void **state)
{
    (void)state;
    static const double cases[][2] = {{0, 0.3}, {1.5, 0.4}, {0.3, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        case_of c;
        write_case(&c, cases[i][0], cases[i][1]);
        assert_alike(&c);
    }
}

static void test_same_seed_same_draws(void **state)
{
    (void)state;
    static hl_hier_variances a[DRAWS], b[DRAWS];
    case_of c;
    write_case(&c, 0.5, 0.3);
    draw(&c, false, 7, a);
    draw(&c, false, 7, b);
    for (size_t i = 0; i < DRAWS; i++)
        assert_true(a[i].shared[0] == b[i].shared[0] && a[i].group[0] == b[i].group[0]);
    draw(&c, false, 8, b);
    assert_true(a[0].shared[0] != b[0].shared[0]);
}

static void test_what_groups_have_can_be_known(void **state)
{
    (void)state;
    static hl_hier_variances v[DRAWS];
    case_of c;
    write_case(&c, 0.5, 0.3);
    draw(&c, true, 7, v);
    assert_true(v[0].shared[0] != v[1].shared[0]);
}

/* Groups without trials say nothing. */
static void test_empty_groups_change_nothing(void **state)
{
    (void)state;
    static hl_hier_variances a[DRAWS], b[DRAWS];
    case_of c;
    write_case(&c, 0.5, 0.3);
    draw(&c, false, 7, a);
    c.data.groups += 3;
    draw(&c, false, 7, b);
    means m = {0, 0, 0};
    for (size_t i = 0; i < DRAWS; i++)
        m.own += log(a[i].group[0] / b[i].group[0]) / DRAWS;
    assert_abs(m.own, 0, 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws_are_those_of_quadrature),
        cmocka_unit_test(test_same_seed_same_draws),
        cmocka_unit_test(test_what_groups_have_can_be_known),
        cmocka_unit_test(test_empty_groups_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
