/* Buckets, ranks and clipping: against what the definition says, value by value. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "cells/cells.h"
#include "tests/support/check.h"

enum { UNITS = 500, WIDTH = 3 };

static const hl_i128 one = 1000000000000000000;

static void assert_i128_equal(hl_i128 a, hl_i128 b)
{
    assert_true(a == b);
}

/* The bucket holds y, its edges are of it and their neighbours are not, and it is narrow. */
static void check_bucket(hl_i128 y)
{
    hl_i128 low = 0;
    hl_i128 high = 0;
    int32_t key = hl_cells__bucket(y);
    hl_cells__bucket_edges(key, &low, &high);
    assert_true(low <= y && y <= high);
    assert_int_equal(hl_cells__bucket(low), key);
    assert_int_equal(hl_cells__bucket(high), key);
    assert_true(hl_cells__bucket(high + 1) > key);
    assert_true(hl_cells__bucket(low - 1) < key);
    hl_i128 nearer = y < 0 ? -high : low;
    assert_true((high - low) * 128 <= nearer);
    assert_int_equal(hl_cells__bucket(-y), -key);
}

static void every_value_has_one_narrow_bucket(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(5, 0);
    for (hl_i128 y = -600; y <= 600; y++)
        check_bucket(y);
    check_bucket(one * one - 1);
    check_bucket(1 - one * one);
    for (hl_i128 power = 1; power < one * one; power *= 2) {
        check_bucket(power);
        check_bucket(power - 1);
        hl_i128 any = power + (hl_i128)(hl_base__random_next(&random) >> 4) % power;
        check_bucket(any);
        check_bucket(-any);
    }
    assert_int_equal(hl_cells__bucket(0), 0);
    assert_int_equal(hl_cells__bucket(255), 255);
    assert_int_equal(hl_cells__bucket(256), 256);
    assert_int_equal(hl_cells__bucket(258), 257);
    assert_int_equal(hl_cells__bucket(one), 52 * 128 + 222); /* 10^18 >> 52 = 222 */
}

static hl_histogram histogram_of(hl_arena *arena, uint32_t width)
{
    return (hl_histogram){.arena = arena, .width = width};
}

static void add_whole(hl_histogram *histogram, int64_t value, int64_t times)
{
    hl_i128 v[WIDTH] = {value * one, one, 7 * one};
    assert_true(hl_cells__histogram_add(histogram, v, times));
}

static void values_that_repeat_are_known_exactly(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_histogram histogram = histogram_of(&arena, 1);
    const int64_t values[] = {1000, -3, 0, 17, 1000000};
    for (size_t i = 0; i < 5; i++)
        add_whole(&histogram, values[i], 10);
    const int64_t sorted[] = {-3, 0, 17, 1000, 1000000};
    assert_int_equal(hl_cells__histogram_units(&histogram), 50);
    assert_int_equal(histogram.count, 5);
    hl_i128 value = 0;
    for (uint32_t i = 0; i < histogram.count; i++) {
        assert_true(hl_cells__bucket_alike(&histogram.buckets[i], &value));
        assert_true(value == sorted[i] * one && histogram.buckets[i].units == 10);
    }
    /* 997 and 1000 share a bucket: then only its edges are known */
    add_whole(&histogram, 997, 1);
    hl_bucket *shared = hl_cells__histogram_bucket(&histogram, hl_cells__bucket(1000 * one));
    hl_i128 low = 0;
    hl_i128 high = 0;
    hl_cells__bucket_edges(shared->key, &low, &high);
    assert_false(hl_cells__bucket_alike(shared, &value));
    assert_true(low <= 997 * one && high >= 1000 * one && (high - low) * 127 < low);
    add_whole(&histogram, 997, -1);
    assert_true(hl_cells__bucket_alike(shared, &value));
    for (size_t i = 0; i < 5; i++)
        add_whole(&histogram, values[i], -10);
    assert_true(hl_cells__histogram_is_zero(&histogram));
    hl_base__arena_free(&arena);
}

static void nothing_is_taken_where_nothing_is_kept(void **state)
{
    (void)state;
    hl_histogram none = {0};
    add_whole(&none, 5, 1);
    assert_int_equal(none.count, 0);
    assert_false(hl_cells__histogram_clip(&none, 0.9).exists);
    hl_clip clip = {0};
    assert_int_equal(hl_cells__histogram_above(&none, &clip), 0);
}

static void a_quantile_is_the_least_value_with_its_share(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_histogram histogram = histogram_of(&arena, 1);
    for (int64_t value = 1; value <= 1000; value++)
        add_whole(&histogram, value, 1);
    /* 0.999 of 1000 is 999 values, though the product of the doubles may be more */
    const struct {
        double quantile;
        int64_t value;
    } cases[] = {{0.001, 1}, {0.05, 50}, {0.1, 100}, {0.0501, 51}};
    for (size_t i = 0; i < 4; i++)
        assert_i128_equal(hl_cells__histogram_clip(&histogram, cases[i].quantile).limit,
                          cases[i].value * one);
    hl_i128 low = 0;
    hl_i128 high = 0;
    hl_clip clip = hl_cells__histogram_clip(&histogram, 0.999);
    hl_cells__bucket_edges(hl_cells__bucket(999 * one), &low, &high);
    assert_i128_equal(clip.limit, high);
    int64_t above = 0;
    for (int64_t value = 1; value <= 1000; value++)
        above += value * one > clip.limit;
    assert_int_equal(hl_cells__histogram_above(&histogram, &clip), above);
    hl_base__arena_free(&arena);
}

static hl_i128 any_value(hl_random *random)
{
    hl_i128 v = (hl_i128)(hl_base__random_next(random) >> 4) * 1000000000000000;
    v >>= hl_base__random_below(random, 110);
    return hl_base__random_below(random, 4) == 0 ? -v : v;
}

typedef struct grams {
    hl_gram gram;
    hl_wide sum[WIDTH], product[WIDTH * (WIDTH + 1) / 2];
} grams;

static void clear(grams *g)
{
    *g = (grams){0};
    g->gram = (hl_gram){.width = WIDTH, .sum = g->sum, .product = g->product};
}

static void assert_same(const grams *a, const grams *b)
{
    assert_int_equal(a->gram.units, b->gram.units);
    assert_memory_equal(a->sum, b->sum, sizeof a->sum);
    assert_memory_equal(a->product, b->product, sizeof a->product);
}

/* Clipping the sums gives, bit for bit, the sums of the clipped values. */
static void clipped_sums_are_sums_of_clipped_values(void **state)
{
    (void)state;
    const double quantiles[] = {0.01, 0.2, 0.5, 0.9, 0.99, 0.9999};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        hl_random random = hl_base__random_seed(seed, 0);
        hl_arena arena = {0};
        hl_histogram histogram = histogram_of(&arena, WIDTH);
        hl_i128 v[UNITS][WIDTH];
        grams all;
        clear(&all);
        for (size_t i = 0; i < UNITS; i++) {
            for (size_t k = 0; k < WIDTH; k++)
                v[i][k] = any_value(&random);
            hl_cells__gram_add(&all.gram, v[i], NULL, 1 + (int64_t)(i % 3));
            assert_true(hl_cells__histogram_add(&histogram, v[i], 1 + (int64_t)(i % 3)));
        }
        hl_clip clip = hl_cells__histogram_clip(&histogram, quantiles[seed % 6]);
        assert_true(clip.exists);
        grams brute;
        grams clipped;
        clear(&brute);
        clear(&clipped);
        for (size_t i = 0; i < UNITS; i++) {
            if (v[i][0] > clip.limit)
                v[i][0] = clip.limit;
            hl_cells__gram_add(&brute.gram, v[i], NULL, 1 + (int64_t)(i % 3));
        }
        hl_cells__gram_clip(&all.gram, &histogram, &clip, &clipped.gram);
        assert_same(&brute, &clipped);
        hl_base__arena_free(&arena);
    }
}

/* nonzero and the third sums of clipped values, of few different ones: as exactly as doubles go. */
static void third_sums_of_clipped_values_are_known(void **state)
{
    (void)state;
    static const double values[] = {0, 1.25, -2, 40, 7, 1e6};
    static const int64_t times[] = {50, 20, 5, 3, 9, 1};
    hl_arena arena = {0};
    hl_histogram histogram = histogram_of(&arena, WIDTH);
    grams all;
    clear(&all);
    for (size_t i = 0; i < 6; i++) {
        hl_i128 v[WIDTH] = {0, one, 0};
        assert_true(hl_base__decimal_from_double(values[i], &v[0]));
        hl_cells__gram_add(&all.gram, v, NULL, times[i]);
        assert_true(hl_cells__histogram_add(&histogram, v, times[i]));
    }
    for (double quantile = 0.9; quantile < 1; quantile += 0.07) {
        hl_clip clip = hl_cells__histogram_clip(&histogram, quantile);
        double limit = hl_base__decimal_to_double(clip.limit);
        hl_moments m;
        hl_cells__clipped_moments(&all.gram, &histogram, &clip, &m);
        double cube = 0;
        double third = 0;
        double nonzero = 0;
        for (size_t i = 0; i < 6; i++) {
            double y = fmin(values[i], limit);
            nonzero += y == 0 ? 0 : (double)times[i];
            cube += (double)times[i] * y * y * y;
            third += (double)times[i] * pow(y - m.mean[0], 3);
        }
        assert_rel(m.nonzero, nonzero, 0);
        assert_rel(m.cube, cube, 1e-14);
        assert_rel(m.third, third, 1e-13);
    }
    hl_base__arena_free(&arena);
}

/* ---- ratios */

static hl_histogram ratios_of(hl_arena *arena)
{
    return (hl_histogram){.arena = arena, .width = WIDTH, .second = true, .per = true};
}

static void a_ratio_is_rounded_towards_zero(void **state)
{
    (void)state;
    const hl_i128 third = one / 3;
    assert_i128_equal(hl_cells__per(one, 3 * one), third);
    assert_i128_equal(hl_cells__per(-one, 3 * one), -third);
    assert_i128_equal(hl_cells__per(10 * one, one / 2), 20 * one);
    assert_i128_equal(hl_cells__per(one, one + one / 2), 2 * third);
    assert_i128_equal(hl_cells__per(one * one - 1, 1), one * one * 10 - 1); /* as much as fits */
    hl_random random = hl_base__random_seed(7, 0);
    for (int i = 0; i < 2000; i++) { /* r d <= y < (r + 1) d, at 10^-36 */
        hl_i128 d = 1 + (hl_i128)(hl_base__random_next(&random) >> 1);
        hl_i128 y = (hl_i128)(hl_base__random_next(&random) >> 1);
        hl_wide low = {{0}}, high = {{0}}, at = {{0}};
        hl_i128 r = hl_cells__per(y, d);
        hl_base__wide_add_product(&low, r, d);
        hl_base__wide_add_product(&high, r + 1, d);
        hl_base__wide_add_product(&at, y, one);
        assert_true(hl_base__wide_compare(&low, &at) <= 0 && hl_base__wide_compare(&at, &high) < 0);
    }
}

/* Of whole denominators, with units that have none: bit for bit the sums of the clipped values. */
static void clipped_ratios_are_sums_of_clipped_values(void **state)
{
    (void)state;
    const double quantiles[] = {0.01, 0.2, 0.5, 0.9, 0.99, 0.9999};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        hl_random random = hl_base__random_seed(seed, 0);
        hl_arena arena = {0};
        hl_histogram histogram = ratios_of(&arena);
        hl_i128 v[UNITS][WIDTH];
        grams all;
        clear(&all);
        for (size_t i = 0; i < UNITS; i++) {
            v[i][0] = any_value(&random) >> 20;
            v[i][1] = (hl_i128)hl_base__random_below(&random, 6) * one;
            v[i][2] = any_value(&random) >> 20;
            hl_cells__gram_add(&all.gram, v[i], NULL, 1 + (int64_t)(i % 3));
            assert_true(hl_cells__histogram_add(&histogram, v[i], 1 + (int64_t)(i % 3)));
        }
        hl_clip clip = hl_cells__histogram_clip(&histogram, quantiles[seed % 6]);
        assert_true(clip.exists);
        grams brute, clipped;
        clear(&brute);
        clear(&clipped);
        int64_t above = 0, valued = 0;
        for (size_t i = 0; i < UNITS; i++) {
            hl_i128 most = clip.limit * (v[i][1] / one);
            int64_t times = 1 + (int64_t)(i % 3);
            valued += v[i][1] > 0 ? times : 0;
            if (v[i][1] > 0 && hl_cells__per(v[i][0], v[i][1]) > clip.limit) {
                v[i][0] = most;
                above += times;
            }
            hl_cells__gram_add(&brute.gram, v[i], NULL, times);
        }
        hl_cells__gram_clip(&all.gram, &histogram, &clip, &clipped.gram);
        assert_same(&brute, &clipped);
        assert_int_equal(hl_cells__histogram_above(&histogram, &clip), above);
        assert_true((double)above <= (1 - quantiles[seed % 6]) * (double)valued);
        hl_base__arena_free(&arena);
    }
}

/* Every order costs the same, however many orders a unit has: no clipping changes it. */
static void a_ratio_that_never_varies_is_not_clipped(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_histogram histogram = ratios_of(&arena);
    grams all, clipped;
    clear(&all);
    for (int64_t orders = 0; orders <= 50; orders++) {
        hl_i128 v[WIDTH] = {orders * 20 * one, orders * one, 5 * one};
        hl_cells__gram_add(&all.gram, v, NULL, 60 - orders);
        assert_true(hl_cells__histogram_add(&histogram, v, 60 - orders));
    }
    for (double quantile = 0.1; quantile < 1; quantile += 0.1) {
        hl_clip clip = hl_cells__histogram_clip(&histogram, quantile);
        assert_i128_equal(clip.limit, 20 * one);
        clear(&clipped);
        hl_cells__gram_clip(&all.gram, &histogram, &clip, &clipped.gram);
        assert_same(&all, &clipped);
    }
    hl_base__arena_free(&arena);
}

/* Of buckets with one value each the third sums are exact. */
static void third_sums_of_clipped_ratios_are_known(void **state)
{
    (void)state;
    static const double y[] = {0, 30, 45, 12, 900, 70}, d[] = {2, 3, 3, 1, 4, 0};
    static const int64_t times[] = {40, 30, 20, 9, 1, 5};
    hl_arena arena = {0};
    hl_histogram histogram = ratios_of(&arena);
    grams all;
    clear(&all);
    for (size_t i = 0; i < 6; i++) {
        hl_i128 v[WIDTH] = {(hl_i128)y[i] * one, (hl_i128)d[i] * one, 0};
        hl_cells__gram_add(&all.gram, v, NULL, times[i]);
        assert_true(hl_cells__histogram_add(&histogram, v, times[i]));
    }
    hl_clip clip = hl_cells__histogram_clip(&histogram, 0.98);
    assert_i128_equal(clip.limit, 15 * one);
    hl_moments m;
    hl_cells__clipped_moments(&all.gram, &histogram, &clip, &m);
    double cube = 0, third = 0;
    for (size_t i = 0; i < 6; i++) {
        double cut = d[i] > 0 ? fmin(y[i], 15 * d[i]) : y[i];
        cube += (double)times[i] * cut * cut * cut;
        third += (double)times[i] * pow(cut - m.mean[0], 3);
    }
    assert_rel(m.nonzero, 65, 0);
    assert_rel(m.cube, cube, 1e-13);
    assert_rel(m.third, third, 1e-10);
    hl_base__arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_has_one_narrow_bucket),
        cmocka_unit_test(values_that_repeat_are_known_exactly),
        cmocka_unit_test(nothing_is_taken_where_nothing_is_kept),
        cmocka_unit_test(a_quantile_is_the_least_value_with_its_share),
        cmocka_unit_test(clipped_sums_are_sums_of_clipped_values),
        cmocka_unit_test(third_sums_of_clipped_values_are_known),
        cmocka_unit_test(a_ratio_is_rounded_towards_zero),
        cmocka_unit_test(clipped_ratios_are_sums_of_clipped_values),
        cmocka_unit_test(a_ratio_that_never_varies_is_not_clipped),
        cmocka_unit_test(third_sums_of_clipped_ratios_are_known),
    };
    return cmocka_run_group_tests_name("histogram", tests, NULL, NULL);
}
