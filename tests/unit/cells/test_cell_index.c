/* Runs of the index against a look at every cell. */
#include "cells/cell_index.h"

#include "base/random.h"
#include "tests/support/check.h"

static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
static const hl_metric metrics[] = {{.name = "spend", .kind = HL_METRIC_MEAN, .winsorize = 0.9},
                                    {.name = "visits", .kind = HL_METRIC_MEAN, .event = "visit"}};
static const hl_design design = {
    .experiment = "t", .arm_count = 2, .arms = arms, .metric_count = 2, .metrics = metrics};

enum { ARMS = 4, SPLITS = 7, DAYS = 9 };

/* Every third cell or so is there, in no order, some of them without days. */
static hl_cells *some_cells(hl_random *random)
{
    hl_cells *cells = hl_cells__new(&design);
    assert_int_equal(hl_cells__arm(cells, "c", 1), 2);
    assert_int_equal(hl_cells__arm(cells, "d", 1), 3);
    for (char value = 'p'; value < 'p' + SPLITS - 1; value++)
        (void)hl_cells__split(cells, 0, &value, 1);
    for (int i = 0; i < ARMS * SPLITS * DAYS / 3; i++) {
        int32_t day = (int32_t)hl_base__random_below(random, DAYS) * 3 - 10;
        hl_cell *cell = hl_cells__at(cells, (uint32_t)hl_base__random_below(random, ARMS),
                                     (uint32_t)hl_base__random_below(random, SPLITS),
                                     day < -9 ? HL_CELLS_NO_DAY : day);
        hl_i128 v[2] = {(hl_i128)hl_base__random_below(random, 1000), 1};
        cell->counters[HL_COUNT_TOUCHES] += 1 + (int64_t)hl_base__random_below(random, 5);
        for (size_t m = 0; m < 2; m++)
            hl_cells__gram_add(&cell->grams[m], v, NULL, 1 + (int64_t)m);
        assert_true(hl_cells__histogram_add(&cell->histograms[0], v, 1));
        assert_true(hl_cells__histogram_add(&cell->delays[1], v, 1));
    }
    return cells;
}

typedef struct sums {
    size_t count;
    int64_t touches, units, histogram_units, delay_units;
    double sum, product;
} sums;

static sums by_looking(const hl_cells *cells, uint32_t arm, uint32_t split, int32_t first,
                       int32_t last)
{
    sums out = {0};
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->arm != arm || cell->split != split || cell->day < first || cell->day > last)
            continue;
        out.count++;
        out.touches += cell->counters[HL_COUNT_TOUCHES];
        out.units += cell->grams[1].units;
        out.sum += hl_base__wide_to_double(&cell->grams[1].sum[0], 0);
        out.product += hl_base__wide_to_double(&cell->grams[1].product[0], 0);
        out.histogram_units += hl_cells__histogram_units(&cell->histograms[0]);
        out.delay_units += hl_cells__histogram_units(&cell->delays[1]);
    }
    return out;
}

static sums by_run(const hl_cells *cells, hl_cell_run run)
{
    hl_arena arena = {0};
    hl_cell *total = hl_cells__scratch(cells, &arena);
    hl_gram *gram = &total->grams[1];
    gram->units = 77; /* is cleared */
    hl_cells__run_gram(run, 1, gram);
    assert_true(hl_cells__run_histogram(run, 0, &total->histograms[0]));
    assert_true(hl_cells__run_delays(run, 1, &total->delays[1]));
    sums out = {.count = run.count,
                .touches = hl_cells__run_count(run, HL_COUNT_TOUCHES),
                .units = gram->units,
                .sum = hl_base__wide_to_double(&gram->sum[0], 0),
                .product = hl_base__wide_to_double(&gram->product[0], 0),
                .histogram_units = hl_cells__histogram_units(&total->histograms[0]),
                .delay_units = hl_cells__histogram_units(&total->delays[1])};
    hl_base__arena_free(&arena);
    return out;
}

static void assert_same(sums a, sums b)
{
    assert_int_equal(a.count, b.count);
    assert_int_equal(a.touches, b.touches);
    assert_int_equal(a.units, b.units);
    assert_int_equal(a.histogram_units, b.histogram_units);
    assert_int_equal(a.delay_units, b.delay_units);
    assert_rel(a.sum, b.sum, 0);
    assert_rel(a.product, b.product, 0);
}

static void runs_are_what_a_look_at_every_cell_finds(void **state)
{
    (void)state;
    static const int32_t ends[] = {HL_CELLS_NO_DAY, -9, -1, 0, 4, 14, INT32_MAX};
    enum { ENDS = sizeof ends / sizeof ends[0] };
    hl_random random = hl_base__random_seed(11, 0);
    hl_arena arena = {0};
    hl_cell_index index;
    hl_cells *cells = some_cells(&random);
    assert_int_equal(hl_cells__index(cells, &arena, &index, NULL), HL_OK);
    for (uint32_t arm = 0; arm < ARMS; arm++)
        for (uint32_t split = 0; split < SPLITS; split++)
            for (size_t i = 0; i < ENDS; i++)
                for (size_t k = 0; k < ENDS; k++)
                    assert_same(by_looking(cells, arm, split, ends[i], ends[k]),
                                by_run(cells, hl_cells__run(&index, arm, split, ends[i], ends[k])));
    hl_base__arena_free(&arena);
    hl_cells_free(cells);
}

static void a_split_is_a_run_by_arm_and_day(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(12, 0);
    hl_arena arena = {0};
    hl_cell_index index;
    hl_cells *cells = some_cells(&random);
    size_t all = 0;
    assert_int_equal(hl_cells__index(cells, &arena, &index, NULL), HL_OK);
    for (uint32_t split = 0; split < SPLITS; split++) {
        hl_cell_run run = hl_cells__split_run(&index, split);
        for (size_t i = 0; i < run.count; i++) {
            assert_int_equal(run.cells[i]->split, split);
            if (i > 0 && run.cells[i]->arm == run.cells[i - 1]->arm)
                assert_true(run.cells[i]->day > run.cells[i - 1]->day);
            else if (i > 0)
                assert_true(run.cells[i]->arm > run.cells[i - 1]->arm);
        }
        all += run.count;
    }
    assert_int_equal(all, cells->cell_count);
    hl_base__arena_free(&arena);
    hl_cells_free(cells);
}

static void days_rise_and_come_once(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_cell_index index;
    hl_cells *cells = hl_cells__new(&design);
    assert_int_equal(hl_cells__index(cells, &arena, &index, NULL), HL_OK);
    assert_int_equal(index.day_count, 0);
    for (int32_t i = 0; i < 300; i++)
        (void)hl_cells__at(cells, (uint32_t)i % 2, 0, i * 77 % 150);
    assert_int_equal(hl_cells__index(cells, &arena, &index, NULL), HL_OK);
    assert_int_equal(index.day_count, 150);
    for (int32_t i = 0; i < 150; i++)
        assert_int_equal(index.days[i], i);
    hl_base__arena_free(&arena);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_what_a_look_at_every_cell_finds),
        cmocka_unit_test(a_split_is_a_run_by_arm_and_day),
        cmocka_unit_test(days_rise_and_come_once),
    };
    return cmocka_run_group_tests_name("cell index", tests, NULL, NULL);
}
