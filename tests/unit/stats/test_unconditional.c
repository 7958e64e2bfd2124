/* Boschloo's and Barnard's tests where tables that cannot matter are left out. Reference: what the
 * same regions give when each of the 4,004,001 tables of 2,000 / 2,000 is gone through, none left
 * out. */
#include <math.h>

#include "stats/barnard.h"
#include "stats/boschloo.h"
#include "stats/unconditional.h"
#include "tests/support/check.h"

static void large_tables_have_an_answer(void **state)
{
    (void)state;
    static const struct {
        hl_two_rates rates;
        double greater;
    } cases[] = {{{5, 2000, 14, 2000}, 0.029941449911018311},
                 {{50, 2000, 80, 2000}, 0.004458329176894712},
                 {{900, 2000, 980, 2000}, 0.0057839726348018804}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_boschloo all;
        double central = 0;
        assert_int_equal(hl_stats__boschloo(&cases[i].rates, &all, NULL), 0);
        assert_int_equal(hl_stats__boschloo_central(&cases[i].rates, &central, NULL), 0);
        assert_rel(all.p_greater, cases[i].greater, 1e-11);
        assert_rel(central, 2 * all.p_greater, 1e-12);
    }
}

static void swapped_arms_swap_the_sides(void **state)
{
    (void)state;
    hl_two_rates rates = {12, 700, 31, 900};
    hl_two_rates swapped = {31, 900, 12, 700};
    hl_two_rates turned = {688, 700, 869, 900};
    hl_boschloo a;
    hl_boschloo b;
    hl_boschloo c;
    hl_barnard x;
    hl_barnard y;
    assert_int_equal(hl_stats__boschloo(&rates, &a, NULL), 0);
    assert_int_equal(hl_stats__boschloo(&swapped, &b, NULL), 0);
    assert_int_equal(hl_stats__boschloo(&turned, &c, NULL), 0);
    assert_int_equal(hl_stats__barnard(&rates, &x, NULL), 0);
    assert_int_equal(hl_stats__barnard(&swapped, &y, NULL), 0);
    assert_rel(b.p_less, a.p_greater, 1e-9);
    assert_rel(b.p_two_minlike, a.p_two_minlike, 1e-9);
    assert_rel(c.p_less, a.p_greater, 1e-9);
    assert_rel(y.p_less, x.p_greater, 1e-9);
    assert_rel(y.p_two, x.p_two, 1e-9);
}

static void where_it_ends(void **state)
{
    (void)state;
    hl_two_rates most = {3, 1000, 9, 19000};
    hl_two_rates more = {3, 1000, 9, 19001};
    hl_two_rates slow = {3, 10000, 9, 10000};
    double p = 0;
    assert_true(hl_stats__unconditional_feasible(&most));
    assert_false(hl_stats__unconditional_feasible(&more));
    assert_false(hl_stats__unconditional_quick(&slow));
    assert_int_equal(hl_stats__boschloo_central(&slow, &p, NULL), 0);
    assert_true(isnan(p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_tables_have_an_answer),
        cmocka_unit_test(swapped_arms_swap_the_sides),
        cmocka_unit_test(where_it_ends),
    };
    return cmocka_run_group_tests_name("unconditional tests", tests, NULL, NULL);
}
