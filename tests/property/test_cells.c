/* Splitting, permuting, merging and taking away again leave no bit different. */
#include <string.h>

#include "base/random.h"
#include "cells/cell_index.h"
#include "tests/support/check.h"

enum { UNITS = 400, WIDTH = 4, METRICS = 3 };

static const hl_arm_weight arms[] = {{"a", 1}};
static const hl_metric metrics[] = {
    {.name = "m", .kind = HL_METRIC_MEAN, .winsorize = 0.9, .event = "e"},
    {.name = "n", .kind = HL_METRIC_QUANTILE, .quantile = 0.5},
    {.name = "r", .kind = HL_METRIC_RATIO}};
static const char *const covariates[] = {"x", "y"};
static const hl_design design = {.arm_count = 1,
                                 .arms = arms,
                                 .metric_count = METRICS,
                                 .metrics = metrics,
                                 .covariate_count = 2,
                                 .covariates = covariates};

typedef struct unit {
    char arm[4];
    char value[4];
    int32_t day;
    hl_i128 v[METRICS][WIDTH];
    hl_wide within;
} unit;

static unit units[UNITS];

/* Values of all sizes up to +-10^18. */
static hl_i128 any_value(hl_random *random)
{
    hl_i128 v = (hl_i128)(hl_base__random_next(random) >> 4) * 1000000000000000 +
                (hl_i128)hl_base__random_below(random, 1000000000000000);
    v >>= hl_base__random_below(random, 115);
    return hl_base__random_below(random, 2) == 0 ? v : -v;
}

static void make_units(hl_random *random)
{
    for (size_t i = 0; i < UNITS; i++) {
        unit *u = &units[i];
        memcpy(u->arm, "arm", 4);
        u->arm[2] = (char)('a' + (char)hl_base__random_below(random, 3));
        memcpy(u->value, "val", 4);
        u->value[2] = (char)('0' + (char)hl_base__random_below(random, 4));
        u->day = (int32_t)hl_base__random_below(random, 3);
        for (size_t m = 0; m < METRICS; m++)
            for (size_t k = 0; k < WIDTH; k++)
                u->v[m][k] = any_value(random);
        u->within.limb[3] = hl_base__random_next(random) >> 8;
    }
}

static void add(hl_cells *cells, const unit *u, int64_t times)
{
    uint32_t arm = hl_cells__arm(cells, u->arm, 3);
    uint32_t splits[] = {0, hl_cells__split(cells, 0, u->value, 3)};
    for (size_t s = 0; s < 2; s++) {
        hl_cell *cell = hl_cells__at(cells, arm, splits[s], u->day);
        assert_non_null(cell);
        cell->counters[HL_COUNT_ENROLLED] += times;
        for (size_t m = 0; m < METRICS; m++)
            assert_true(hl_cells__add(cell, m, u->v[m], &u->within, times));
        if (s == 0)
            assert_true(hl_cells__histogram_add(&cell->delays[0], &u->v[1][2], times));
    }
}

static void assert_same_gram(const hl_gram *a, const hl_gram *b)
{
    assert_int_equal(a->units, b->units);
    assert_memory_equal(a->sum, b->sum, WIDTH * sizeof *a->sum);
    assert_memory_equal(a->product, b->product, WIDTH * (WIDTH + 1) / 2 * sizeof *a->product);
    assert_memory_equal(&a->within, &b->within, sizeof a->within);
    assert_int_equal(a->nonzero, b->nonzero);
    assert_memory_equal(&a->cube, &b->cube, sizeof a->cube);
}

/* Alike but for empty buckets. */
static void assert_same_spread(const hl_histogram *a, const hl_histogram *b)
{
    assert_int_equal(a->width, b->width);
    uint32_t j = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        const hl_bucket *x = &a->buckets[i];
        if (i > 0)
            assert_true(a->buckets[i - 1].key < x->key);
        if (hl_cells__bucket_is_zero(a, x))
            continue;
        while (j < b->count && hl_cells__bucket_is_zero(b, &b->buckets[j]))
            j++;
        assert_true(j < b->count);
        const hl_bucket *y = &b->buckets[j++];
        assert_int_equal(x->key, y->key);
        assert_int_equal(x->units, y->units);
        if (a->width == 0)
            continue;
        assert_memory_equal(x->sum, y->sum, a->width * sizeof *x->sum);
        assert_memory_equal(x->product, y->product,
                            hl_cells__product_count(a) * sizeof *x->product);
    }
    while (j < b->count && hl_cells__bucket_is_zero(b, &b->buckets[j]))
        j++;
    assert_int_equal(j, b->count);
}

static void assert_same_spreads(const hl_cells *cells, hl_cell_run a, hl_cell_run b)
{
    hl_arena arena = {0};
    for (size_t m = 0; m < METRICS; m++) {
        hl_histogram x = {.arena = &arena, .width = cells->histogram_widths[m]};
        hl_histogram y = x;
        assert_true(hl_cells__run_histogram(a, m, &x));
        assert_true(hl_cells__run_histogram(b, m, &y));
        assert_same_spread(&x, &y);
        x = y = hl_cells__no_sizes(&arena);
        assert_true(hl_cells__run_sizes(a, m, &x));
        assert_true(hl_cells__run_sizes(b, m, &y));
        assert_int_equal(hl_cells__histogram_units(&x) > 0, m == 2 && a.count > 0);
        assert_same_spread(&x, &y);
        x = y = (hl_histogram){.arena = &arena};
        assert_true(hl_cells__run_delays(a, m, &x));
        assert_true(hl_cells__run_delays(b, m, &y));
        assert_same_spread(&x, &y);
    }
    hl_base__arena_free(&arena);
}

static void assert_same_runs(const hl_cells *cells, hl_cell_run a, hl_cell_run b)
{
    hl_arena arena = {0};
    hl_cell *x = hl_cells__scratch(cells, &arena);
    hl_cell *y = hl_cells__scratch(cells, &arena);
    for (int counter = 0; counter < HL_COUNTERS; counter++)
        assert_int_equal(hl_cells__run_count(a, (hl_cells_counter)counter),
                         hl_cells__run_count(b, (hl_cells_counter)counter));
    for (size_t m = 0; m < METRICS; m++) {
        hl_cells__run_gram(a, m, &x->grams[m]);
        hl_cells__run_gram(b, m, &y->grams[m]);
        assert_same_gram(&x->grams[m], &y->grams[m]);
    }
    assert_same_spreads(cells, a, b);
    hl_base__arena_free(&arena);
}

static uint32_t same_arm(hl_cells *a, const hl_cells *b, uint32_t arm)
{
    const char *name = hl_cells__arm_name(b, arm);
    return hl_cells__arm(a, name, strlen(name));
}

static uint32_t same_split(hl_cells *a, const hl_cells *b, uint32_t split)
{
    const hl_split *s = &b->splits[split];
    return hl_cells__split(a, s->dimension, s->value, strlen(s->value));
}

/* Every cell of a is in b, bit for bit; cells that only b has are empty. */
static void assert_same(hl_cells *a, hl_cells *b)
{
    hl_arena arena = {0};
    hl_cell_index index_a;
    hl_cell_index index_b;
    for (uint32_t split = 0; split < b->split_names.count; split++)
        (void)same_split(a, b, split);
    assert_int_equal(hl_cells__index(a, &arena, &index_a, NULL), HL_OK);
    assert_int_equal(hl_cells__index(b, &arena, &index_b, NULL), HL_OK);
    for (uint32_t arm = 0; arm < b->arms.count; arm++)
        for (uint32_t split = 0; split < b->split_names.count; split++)
            for (int32_t day = 0; day < 4; day++)
                assert_same_runs(a,
                                 hl_cells__run(&index_a, same_arm(a, b, arm),
                                               same_split(a, b, split), INT32_MIN, day),
                                 hl_cells__run(&index_b, arm, split, INT32_MIN, day));
    hl_base__arena_free(&arena);
}

static void shuffle(hl_random *random, size_t *order)
{
    for (size_t i = 0; i < UNITS; i++)
        order[i] = i;
    for (size_t i = UNITS - 1; i > 0; i--) {
        size_t j = hl_base__random_below(random, i + 1);
        size_t t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
}

static void cells_do_not_know_how_they_came_about(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        hl_random random = hl_base__random_seed(seed, 0);
        size_t order[UNITS];
        make_units(&random);
        hl_cells *whole = hl_cells__new(&design);
        hl_cells *merged = hl_cells__new(&design);
        hl_cells *parts[5];
        for (size_t p = 0; p < 5; p++)
            parts[p] = hl_cells__new(&design);
        for (size_t i = 0; i < UNITS; i++)
            add(whole, &units[i], 1);
        shuffle(&random, order);
        for (size_t i = 0; i < UNITS; i++)
            add(parts[hl_base__random_below(&random, 5)], &units[order[i]], 1);
        for (size_t p = 0; p < 5; p++)
            assert_int_equal(hl_cells__merge(merged, parts[p], NULL), HL_OK);
        assert_same(whole, merged);
        for (size_t p = 0; p < 5; p++)
            hl_cells_free(parts[p]);
        hl_cells_free(whole);
        hl_cells_free(merged);
    }
}

static void what_was_added_can_be_taken_away(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(77, 0);
    size_t order[UNITS];
    make_units(&random);
    hl_cells *kept = hl_cells__new(&design);
    hl_cells *cells = hl_cells__new(&design);
    for (size_t i = 0; i < UNITS; i++)
        add(cells, &units[i], 3);
    for (size_t i = 0; i < UNITS / 2; i++)
        add(kept, &units[i], 2);
    shuffle(&random, order);
    for (size_t i = 0; i < UNITS; i++)
        add(cells, &units[order[i]], order[i] < UNITS / 2 ? -1 : -3);
    assert_same(kept, cells);
    for (size_t i = 0; i < UNITS / 2; i++)
        add(cells, &units[i], -2);
    for (size_t i = 0; i < cells->cell_count; i++)
        for (size_t m = 0; m < METRICS; m++) {
            assert_true(hl_cells__gram_is_zero(&cells->cells[i]->grams[m]));
            assert_true(hl_cells__histogram_is_zero(&cells->cells[i]->histograms[m]));
            assert_true(hl_cells__histogram_is_zero(&cells->cells[i]->delays[m]));
            assert_true(hl_cells__histogram_is_zero(&cells->cells[i]->sizes[m]));
        }
    hl_cells_free(kept);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_do_not_know_how_they_came_about),
        cmocka_unit_test(what_was_added_can_be_taken_away),
    };
    return cmocka_run_group_tests_name("cells properties", tests, NULL, NULL);
}
