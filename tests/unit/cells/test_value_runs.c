/* Values as runs: points where they are alike, slices where they lie evenly, a bucket otherwise. */
#include <math.h>

#include "base/random.h"
#include "cells/cells.h"
#include "tests/support/check.h"

static void add(hl_histogram *histogram, double value, int64_t times)
{
    hl_i128 v = 0;
    assert_true(hl_base__decimal_from_double(value, &v));
    assert_true(hl_cells__histogram_add(histogram, &v, times));
}

static hl_histogram in(hl_arena *arena)
{
    return (hl_histogram){.arena = arena, .width = 1};
}

static void values_that_repeat_are_points(void **state)
{
    (void)state;
    static const double values[] = {-7.5, 0, 3, 19.99, 20.99};
    hl_arena arena = {0};
    hl_histogram histogram = in(&arena);
    for (size_t i = 5; i-- > 0;)
        add(&histogram, values[i], (int64_t)i + 1);
    add(&histogram, 12, 4);
    add(&histogram, 12, -4); /* an empty bucket is no run */
    const hl_value_runs *runs = hl_cells__value_runs(&histogram, &arena);
    assert_int_equal(runs->count, 5);
    int64_t upto = 0;
    for (size_t i = 0; i < 5; i++) {
        upto += (int64_t)i + 1;
        assert_abs(runs->low[i], values[i], 0);
        assert_abs(runs->high[i], values[i], 0);
        assert_int_equal(runs->upto[i], upto);
    }
    hl_base__arena_free(&arena);
}

static void continuous_values_are_sliced(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_histogram histogram = in(&arena);
    hl_random random = hl_base__random_seed(3, 3);
    for (int i = 0; i < 40000; i++)
        add(&histogram, exp(hl_base__random_normal(&random)), 1);
    const hl_value_runs *runs = hl_cells__value_runs(&histogram, &arena);
    size_t wide = 0;
    for (size_t i = 0; i < runs->count; i++) {
        assert_true(runs->low[i] <= runs->high[i]);
        assert_true(i == 0 ||
                    (runs->high[i - 1] <= runs->low[i] && runs->upto[i - 1] < runs->upto[i]));
        wide += runs->high[i] - runs->low[i] > runs->low[i] / 256;
    }
    assert_int_equal(runs->upto[runs->count - 1], 40000);
    assert_true(runs->count > 10000);
    assert_true(wide < 10); /* four standard errors: hardly a bucket is taken for uneven */
    hl_base__arena_free(&arena);
}

/* 19.95 and 19.99 share a bucket, and so do 400 and 401: both stay as wide as it. */
static void a_few_prices_in_a_bucket_are_not_sliced(void **state)
{
    (void)state;
    static const double pairs[][2] = {{19.95, 19.99}, {19.90, 19.95}, {400, 401}, {-400, -401}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        hl_arena arena = {0};
        hl_histogram histogram = in(&arena);
        add(&histogram, pairs[i][0], 300);
        add(&histogram, pairs[i][1], 300);
        assert_int_equal(histogram.count, 1);
        const hl_value_runs *runs = hl_cells__value_runs(&histogram, &arena);
        assert_int_equal(runs->count, 1);
        assert_true(runs->low[0] <= fmin(pairs[i][0], pairs[i][1]));
        assert_true(runs->high[0] >= fmax(pairs[i][0], pairs[i][1]));
        hl_base__arena_free(&arena);
    }
}

static void nothing_has_no_runs(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_histogram histogram = in(&arena);
    assert_int_equal(hl_cells__value_runs(&histogram, &arena)->count, 0);
    hl_base__arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_repeat_are_points),
        cmocka_unit_test(continuous_values_are_sliced),
        cmocka_unit_test(a_few_prices_in_a_bucket_are_not_sliced),
        cmocka_unit_test(nothing_has_no_runs),
    };
    return cmocka_run_group_tests_name("value runs", tests, NULL, NULL);
}
