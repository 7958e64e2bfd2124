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

typedef struct counted {
    double value;
    int64_t units;
} counted;

static const hl_value_runs *runs_of(hl_arena *arena, const counted *list, size_t count)
{
    hl_histogram histogram = in(arena);
    for (size_t i = 0; i < count; i++)
        add(&histogram, list[i].value, list[i].units);
    assert_int_equal(histogram.count, 1);
    return hl_cells__value_runs(&histogram, arena);
}

/* Whole milliseconds, cents, negative ones: two or three in a bucket are told apart. */
static void a_few_whole_numbers_in_a_bucket_are_told_apart(void **state)
{
    (void)state;
    static const counted cases[][3] = {{{400, 300}, {401, 17}, {0, 0}},
                                       {{-401, 5}, {-400, 7}, {-399, 90}},
                                       {{501, 1000}, {502, 3}, {0, 0}},
                                       {{3.52, 20}, {3.53, 30}, {0, 0}}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_arena arena = {0};
        size_t count = cases[i][2].units > 0 ? 3 : 2;
        const hl_value_runs *runs = runs_of(&arena, cases[i], count);
        int64_t upto = 0;
        assert_int_equal(runs->count, count);
        for (size_t k = 0; k < count; k++) {
            upto += cases[i][k].units;
            assert_abs(runs->low[k], cases[i][k].value, 0);
            assert_abs(runs->high[k], cases[i][k].value, 0);
            assert_int_equal(runs->upto[k], upto);
        }
        hl_base__arena_free(&arena);
    }
}

static void many_whole_numbers_in_a_bucket_lie_evenly(void **state)
{
    (void)state;
    static const counted values[] = {{997, 2010}, {998, 1990}, {999, 2020}, {1000, 1980}};
    hl_arena arena = {0};
    const hl_value_runs *runs = runs_of(&arena, values, 4);
    assert_int_equal(runs->count, 4);
    for (size_t k = 0; k < 4; k++) {
        assert_abs(runs->low[k], values[k].value, 0);
        assert_int_equal(runs->upto[k], 2000 * (k + 1));
    }
    hl_base__arena_free(&arena);
}

/* They could be anything within it. */
static void two_prices_in_a_bucket_stay_one_run(void **state)
{
    (void)state;
    static const counted pairs[][2] = {
        {{19.95, 300}, {19.99, 300}}, {{19.90, 200}, {19.95, 400}}, {{1990, 500}, {1984.5, 30}}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        hl_arena arena = {0};
        const hl_value_runs *runs = runs_of(&arena, pairs[i], 2);
        assert_int_equal(runs->count, 1);
        assert_true(runs->low[0] <= fmin(pairs[i][0].value, pairs[i][1].value));
        assert_true(runs->high[0] >= fmax(pairs[i][0].value, pairs[i][1].value));
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
        cmocka_unit_test(a_few_whole_numbers_in_a_bucket_are_told_apart),
        cmocka_unit_test(many_whole_numbers_in_a_bucket_lie_evenly),
        cmocka_unit_test(two_prices_in_a_bucket_stay_one_run),
        cmocka_unit_test(nothing_has_no_runs),
    };
    return cmocka_run_group_tests_name("value runs", tests, NULL, NULL);
}
