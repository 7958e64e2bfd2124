#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cells/cells.h"
#include "tests/support/check.h"

static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
static const hl_metric metrics[] = {{.name = "spend", .kind = HL_METRIC_MEAN}};
static const char *const covariates[] = {"before"};
static const hl_design design = {.experiment = "t",
                                 .arm_count = 2,
                                 .arms = arms,
                                 .metric_count = 1,
                                 .metrics = metrics,
                                 .covariate_count = 1,
                                 .covariates = covariates};

static hl_i128 attos(const char *text)
{
    hl_i128 out = 0;
    assert_int_equal(hl_base__decimal_parse(text, strlen(text), &out), HL_DECIMAL_EXACT);
    return out;
}

static void arms_and_splits_are_numbered_as_they_come(void **state)
{
    (void)state;
    hl_cells *cells = hl_cells__new(&design);
    assert_non_null(cells);
    assert_int_equal(hl_cells__arm(cells, "b", 1), 1);
    assert_int_equal(hl_cells__arm(cells, "c", 1), 2);
    assert_string_equal(hl_cells__arm_name(cells, 2), "c");
    assert_int_equal(hl_cells__split(cells, UINT32_MAX, "", 0), 0);
    uint32_t zero = hl_cells__split(cells, 0, "", 0);
    uint32_t one = hl_cells__split(cells, 1, "", 0);
    assert_int_equal(zero, 1);
    assert_int_equal(one, 2);
    assert_int_equal(hl_cells__split(cells, 0, "", 0), zero);
    char longer[600];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    uint32_t wide = hl_cells__split(cells, 1, longer, strlen(longer));
    assert_string_equal(cells->splits[wide].value, longer);
    assert_int_equal(cells->splits[wide].dimension, 1);
    assert_null(hl_cells__find(cells, 0, wide, 3));
    hl_cell *cell = hl_cells__at(cells, 0, wide, 3);
    assert_ptr_equal(hl_cells__find(cells, 0, wide, 3), cell);
    assert_ptr_equal(hl_cells__at(cells, 0, wide, 3), cell);
    hl_cells_free(cells);
}

/* The first treatment of NIST StRD SmLs07: 1000000000000.4, then 100 times .3 and .5. Sum of
 * squares in doubles loses every digit of its variance, 0.01. */
static void moments_lose_no_digit(void **state)
{
    (void)state;
    hl_cells *cells = hl_cells__new(&design);
    hl_gram *gram = &hl_cells__at(cells, 0, 0, HL_CELLS_NO_DAY)->grams[0];
    hl_i128 v[4] = {attos("1000000000000.4"), attos("1"), attos("-3"), 0};
    hl_cells__gram_add(gram, v, NULL, 1);
    v[0] = attos("1000000000000.3");
    hl_cells__gram_add(gram, v, NULL, 100);
    v[0] = attos("1000000000000.5");
    v[2] = attos("5");
    hl_cells__gram_add(gram, v, NULL, 100);
    hl_moments m;
    hl_cells__moments(gram, &m);
    assert_int_equal(m.n, 201);
    assert_rel(m.mean[0], 1000000000000.4, 1e-15);
    assert_rel(m.cov[0][0], 0.01, 1e-14);
    assert_abs(m.cov[1][1], 0, 0);
    assert_rel(m.cov[0][2], (100 * 0.1 * 3 + 100 * 0.1 * 5) / 200, 1e-14);
    assert_rel(m.cov[2][0], m.cov[0][2], 0);
    assert_rel(m.product[1][1], 201, 0);
    hl_cells_free(cells);
}

/* Epoch milliseconds: in doubles their cubes lose all that is in the spread. */
static void third_sums_lose_no_digit(void **state)
{
    (void)state;
    hl_cells *cells = hl_cells__new(&design);
    hl_gram *gram = &hl_cells__at(cells, 0, 0, HL_CELLS_NO_DAY)->grams[0];
    hl_i128 v[4] = {attos("1700000000000.25"), attos("1"), 0, 0};
    hl_moments m;
    hl_cells__gram_add(gram, v, NULL, 30);
    v[0] = attos("1700000000001.25");
    hl_cells__gram_add(gram, v, NULL, 10);
    hl_cells__moments(gram, &m);
    assert_rel(m.nonzero, 40, 0);
    assert_rel(m.third, 10 * 0.75 * 0.75 * 0.75 - 30 * 0.25 * 0.25 * 0.25, 1e-12);
    hl_cells__gram_add(gram, v, NULL, -10);
    v[0] = attos("1700000000000.25");
    hl_cells__gram_add(gram, v, NULL, -30);
    assert_true(hl_cells__gram_is_zero(gram));
    v[0] = attos("-1.5");
    hl_cells__gram_add(gram, v, NULL, 4);
    v[0] = 0;
    hl_cells__gram_add(gram, v, NULL, 4);
    hl_cells__moments(gram, &m);
    assert_rel(m.nonzero, 4, 0);
    assert_rel(m.cube, -13.5, 0);
    assert_abs(m.third, 0, 1e-15);
    hl_cells_free(cells);
}

/* A value of 18 decimals is rounded for its cube, away from 0 on both sides alike. */
static void cubes_are_of_twelve_decimals(void **state)
{
    (void)state;
    assert_true(hl_cells__rounded(1500000) == 2);
    assert_true(hl_cells__rounded(-1500000) == -2);
    assert_true(hl_cells__rounded(1499999) == 1);
    assert_true(hl_cells__rounded(-499999) == 0);
}

static void too_few_units_have_no_variance(void **state)
{
    (void)state;
    hl_cells *cells = hl_cells__new(&design);
    hl_gram *gram = &hl_cells__at(cells, 0, 0, 0)->grams[0];
    hl_moments m;
    hl_cells__moments(gram, &m);
    assert_int_equal(m.n, 0);
    assert_rel(m.mean[0], HL_NAN, 0);
    hl_i128 v[4] = {attos("2"), attos("1"), 0, 0};
    hl_wide within = {{5}};
    hl_cells__gram_add(gram, v, &within, 1);
    hl_cells__moments(gram, &m);
    assert_rel(m.mean[0], 2, 0);
    assert_rel(m.cov[0][0], HL_NAN, 0);
    assert_false(hl_cells__gram_is_zero(gram));
    hl_cells__gram_add(gram, v, &within, -1);
    assert_true(hl_cells__gram_is_zero(gram));
    hl_cells_free(cells);
}

static void counters_have_names(void **state)
{
    (void)state;
    assert_string_equal(hl_cells_counter_name(HL_COUNT_ENROLLED), "enrolled");
    assert_string_equal(hl_cells_counter_name(HL_COUNT_TWO_ARMS), "two_arms");
    assert_string_equal(hl_cells_counter_name(HL_COUNT_DUPLICATES), "duplicates");
}

/* An experiment may have no metrics: its cells count units, and have no entries. */
static void cells_without_metrics_have_no_entries(void **state)
{
    (void)state;
    static const hl_arm_weight arm = {"a", 1};
    const hl_design bare = {.arm_count = 1, .arms = &arm};
    hl_cells_entry entry;
    size_t at = 0;
    hl_cells *cells = hl_cells__new(&bare);
    assert_non_null(cells);
    assert_non_null(hl_cells__at(cells, 0, 0, 0));
    assert_false(hl_cells_next(cells, &at, &entry));
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arms_and_splits_are_numbered_as_they_come),
        cmocka_unit_test(moments_lose_no_digit),
        cmocka_unit_test(third_sums_lose_no_digit),
        cmocka_unit_test(cubes_are_of_twelve_decimals),
        cmocka_unit_test(too_few_units_have_no_variance),
        cmocka_unit_test(counters_have_names),
        cmocka_unit_test(cells_without_metrics_have_no_entries),
    };
    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
