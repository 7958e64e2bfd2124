/* The two-part score: its invariances. Values: tests/reference/oracle/two_part.json. */
#include <math.h>

#include "base/random.h"
#include "stats/fieller.h"
#include "stats/student_t.h"
#include "stats/two_part.h"
#include "stats/welch.h"
#include "tests/support/check.h"

static hl_two_part_arm moments(const double *y, int n)
{
    hl_two_part_arm arm = {.n = n};
    for (int i = 0; i < n; i++) {
        arm.mean += y[i] / n;
        arm.nonzero += y[i] != 0;
    }
    for (int i = 0; i < n; i++) {
        double gap = y[i] - arm.mean;
        arm.variance += gap * gap / (n - 1);
        arm.third += gap * gap * gap / n;
    }
    return arm;
}

enum { MOST = 4000 };

/* exp(spread * normal) with a share of zeros */
static hl_two_part_arm draw(hl_random *random, int n, double share, double spread, double scale)
{
    static double y[MOST];
    for (int i = 0; i < n; i++)
        y[i] = hl_base__random_uniform(random) < share
                   ? scale * exp(spread * hl_base__random_normal(random))
                   : 0;
    return moments(y, n);
}

static hl_two_part test_of(const hl_two_part_arm *control, const hl_two_part_arm *treatment)
{
    hl_two_part test;
    assert_true(hl_stats__two_part(control, treatment, &test));
    return test;
}

static void exchanging_the_arms_mirrors_the_intervals(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(1, 0);
    for (int i = 0; i < 100; i++) {
        hl_two_part_arm c = draw(&random, 300, 0.1, 1, 1), t = draw(&random, 900, 0.15, 1, 1);
        hl_two_part one = test_of(&c, &t), other = test_of(&t, &c);
        hl_range lift = hl_stats__two_part_lift(&one, 2);
        hl_range back = hl_stats__two_part_lift(&other, 2);
        hl_range difference = hl_stats__two_part_difference(&one, 2);
        hl_range reverse = hl_stats__two_part_difference(&other, 2);
        assert_rel(1 + lift.low, 1 / (1 + back.high), 1e-12);
        assert_rel(1 + lift.high, 1 / (1 + back.low), 1e-12);
        assert_rel(difference.low, -reverse.high, 1e-12);
        assert_rel(difference.high, -reverse.low, 1e-12);
        assert_rel(hl_stats__two_part_p(&one), hl_stats__two_part_p(&other), 1e-11);
    }
}

static void the_scale_of_the_values_changes_nothing(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(2, 0);
    hl_two_part_arm c = draw(&random, 200, 0.2, 1, 1), t = draw(&random, 200, 0.2, 1, 1.2);
    hl_two_part plain = test_of(&c, &t);
    c.mean *= 1e6, c.variance *= 1e12, c.third *= 1e18;
    t.mean *= 1e6, t.variance *= 1e12, t.third *= 1e18;
    hl_two_part scaled = test_of(&c, &t);
    assert_rel(hl_stats__two_part_lift(&scaled, 2).low, hl_stats__two_part_lift(&plain, 2).low,
               1e-9);
    assert_rel(hl_stats__two_part_difference(&scaled, 2).low,
               1e6 * hl_stats__two_part_difference(&plain, 2).low, 1e-9);
}

static void p_is_below_alpha_exactly_when_the_intervals_exclude_no_effect(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(3, 0);
    int found = 0;
    for (int i = 0; i < 2000; i++) {
        double more = 1 + 2 * hl_base__random_uniform(&random);
        hl_two_part_arm c = draw(&random, 100, 0.2, 1.5, 1),
                        t = draw(&random, 250, 0.25, 1.5, more);
        if (c.nonzero < HL_TWO_PART_LEAST)
            continue;
        hl_two_part test = test_of(&c, &t);
        double critical = hl_stats__t_quantile(0.025, test.df);
        hl_range lift = hl_stats__two_part_lift(&test, critical);
        hl_range difference = hl_stats__two_part_difference(&test, critical);
        bool shown = hl_stats__two_part_p(&test) < 0.05;
        found += shown;
        assert_int_equal(shown, lift.low > 0 || lift.high < 0);
        assert_int_equal(shown, difference.low > 0 || difference.high < 0);
    }
    assert_in_range(found, 100, 1900);
}

/* The end of an interval is the hypothesis that its test just rejects. */
static void the_ends_invert_the_test_at_their_margin(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(4, 0);
    for (int i = 0; i < 100; i++) {
        hl_two_part_arm c = draw(&random, 400, 0.1, 1, 1), t = draw(&random, 400, 0.1, 1, 1.5);
        hl_two_part test = test_of(&c, &t);
        hl_range lift = hl_stats__two_part_lift(&test, 1.7);
        hl_range difference = hl_stats__two_part_difference(&test, 1.7);
        assert_rel(hl_stats__two_part_z_ratio(&test, log1p(lift.low)), 1.7, 1e-9);
        assert_rel(hl_stats__two_part_z_ratio(&test, log1p(lift.high)), -1.7, 1e-9);
        assert_rel(hl_stats__two_part_z_difference(&test, difference.low), 1.7, 1e-8);
        assert_rel(hl_stats__two_part_z_difference(&test, difference.high), -1.7, 1e-8);
    }
}

/* Without skewness it is Welch's test, and Fieller's set: 60 give or take 5, and large arms. */
static void without_skewness_it_is_welch_and_fieller(void **state)
{
    (void)state;
    const hl_two_part_arm pairs[][2] = {
        {{40, 40, 60, 25, 0}, {30, 30, 62, 27, 0}},
        {{8, 8, 60, 25, 0}, {6, 6, 64, 27, 0}},
        {{4e7, 4e6, 1, 20, 600}, {2e7, 2e6, 1.003, 21, 650}},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const hl_two_part_arm *c = &pairs[i][0], *t = &pairs[i][1];
        hl_sample cs = {c->n, c->mean, c->variance}, ts = {t->n, t->mean, t->variance};
        hl_welch welch = hl_stats__welch(&cs, &ts, 0.95);
        hl_mean_pair pair = hl_stats__mean_pair(&cs, &ts);
        hl_fieller set = hl_stats__fieller(&pair, welch.critical);
        hl_two_part test = test_of(c, t);
        hl_range lift = hl_stats__two_part_lift(&test, welch.critical);
        hl_range difference = hl_stats__two_part_difference(&test, welch.critical);
        assert_rel(test.df, welch.df, 1e-12);
        assert_rel(lift.high - lift.low, set.high - set.low, 0.01);
        assert_rel(difference.high - difference.low, welch.high - welch.low, 0.01);
        assert_abs(hl_stats__two_part_z_ratio(&test, 0), welch.t, 0.02);
    }
}

static void there_is_no_answer_without_values_or_with_negative_ones(void **state)
{
    (void)state;
    double few[10] = {3, 4}, negative[10] = {-3, 4, -2, 5, 1, 1, -4, 2, 3, 1};
    double fine[10] = {3, 4, 5, 6};
    hl_two_part_arm c = moments(few, 10), n = moments(negative, 10), f = moments(fine, 10);
    hl_two_part test;
    assert_false(hl_stats__two_part(&c, &f, &test));
    assert_false(hl_stats__two_part_not_negative(&n));
    assert_true(hl_stats__two_part_not_negative(&f));
    assert_true(hl_stats__two_part(&f, &f, &test));
    assert_rel(hl_stats__two_part_p(&test), 1, 1e-15);
}

static void what_the_smaller_arm_expects_and_what_values_are_worth(void **state)
{
    (void)state;
    const hl_two_part_arm c = {.n = 100, .nonzero = 2}, t = {.n = 900, .nonzero = 58};
    double y[10] = {1, 1, 1, 1}, z[10] = {10, 1};
    hl_two_part_arm equal = moments(y, 10), unequal = moments(z, 10);
    assert_rel(hl_stats__two_part_expected(&c, &t), 6, 1e-15);
    assert_rel(hl_stats__effective_values(&equal), 4, 1e-14);
    assert_rel(hl_stats__effective_values(&unequal), 121.0 / 101, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exchanging_the_arms_mirrors_the_intervals),
        cmocka_unit_test(the_scale_of_the_values_changes_nothing),
        cmocka_unit_test(p_is_below_alpha_exactly_when_the_intervals_exclude_no_effect),
        cmocka_unit_test(the_ends_invert_the_test_at_their_margin),
        cmocka_unit_test(without_skewness_it_is_welch_and_fieller),
        cmocka_unit_test(there_is_no_answer_without_values_or_with_negative_ones),
        cmocka_unit_test(what_the_smaller_arm_expects_and_what_values_are_worth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
