/* Unlike shares within strata. */
#include "base/number.h"
#include "stats/unlike_shares.h"
#include "stats/unlike_shares_within.h"
#include "tests/support/check.h"

/* R 4.2.2, mantelhaen.test of array(c(600,1400,1700,4300, 400,3600,210,1790), c(2,2,2)), and with
 * exact = TRUE of array(c(30,70,60,240, 20,180,5,95), c(2,2,2)) and of array(c(4,6,1,39, 3,20,0,30,
 * 1,9,0,10), c(2,2,3)). */
static void as_cochran_mantel_and_haenszel(void **state)
{
    (void)state;
    const double many[] = {600, 1700, 400, 210}, of_many[] = {2000, 6000, 4000, 2000};
    const double lost[] = {30, 60, 20, 5}, all[] = {100, 300, 200, 100};
    const double few[] = {4, 1, 3, 0, 1, 0}, of[] = {10, 40, 23, 30, 10, 10};
    assert_rel(hl_stats__unlike_shares_within(many, of_many, 2, 2), 0.389291629890151, 1e-12);
    assert_rel(hl_stats__unlike_shares_within(lost, all, 2, 2), 0.0136533709574484, 1e-12);
    assert_rel(hl_stats__unlike_shares_within(few, of, 2, 3), 0.000178120224404495, 1e-12);
}

/* Kept for lost, arms exchanged, strata in another order, and strata that say nothing. */
static void neither_names_nor_order_matter(void **state)
{
    (void)state;
    const double few[] = {4, 1, 3, 0, 1, 0}, of[] = {10, 40, 23, 30, 10, 10};
    const double kept[] = {6, 39, 20, 30, 9, 10};
    const double swapped[] = {0, 1, 0, 3, 1, 4}, of_swapped[] = {10, 10, 30, 23, 40, 10};
    const double more[] = {4, 1, 0, 0, 3, 0, 7, 0, 1, 0, 9, 4};
    const double of_more[] = {10, 40, 8, 9, 23, 30, 20, 0, 10, 10, 9, 4};
    double p = hl_stats__unlike_shares_within(few, of, 2, 3);
    assert_rel(hl_stats__unlike_shares_within(kept, of, 2, 3), p, 1e-12);
    assert_rel(hl_stats__unlike_shares_within(swapped, of_swapped, 2, 3), p, 1e-12);
    assert_rel(hl_stats__unlike_shares_within(more, of_more, 2, 6), p, 1e-12);
}

/* One stratum of small counts is Fisher's test; none that speaks is no answer. */
static void one_stratum_and_none(void **state)
{
    (void)state;
    const double lost[] = {4, 0}, all[] = {9, 30}, none[] = {0, 0}, one[] = {5, 0},
                 of_one[] = {9, 0};
    assert_rel(hl_stats__unlike_shares_within(lost, all, 2, 1),
               hl_stats__unlike_shares(lost, all, 2), 1e-12);
    assert_true(isnan(hl_stats__unlike_shares_within(none, all, 2, 1)));
    assert_true(isnan(hl_stats__unlike_shares_within(one, of_one, 2, 1)));
    assert_true(isnan(hl_stats__unlike_shares_within(lost, all, 2, 0)));
}

/* Shares that differ between days alone: a ramp. Over all days the arms are far apart. */
static void a_ramp_is_no_difference(void **state)
{
    (void)state;
    const double lost[] = {90, 10, 200, 200}, all[] = {900, 100, 500, 500};
    const double pooled[] = {290, 210}, of[] = {1400, 600};
    assert_rel(hl_stats__unlike_shares_within(lost, all, 2, 2), 1, 1e-9);
    assert_true(hl_stats__unlike_shares(pooled, of, 2) < 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_cochran_mantel_and_haenszel),
        cmocka_unit_test(neither_names_nor_order_matter),
        cmocka_unit_test(one_stratum_and_none),
        cmocka_unit_test(a_ramp_is_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
