/* Sums that somebody else has: what they say beside the moments, and what is then not known. */
#include <hookline.h>
#include <math.h>

#include "tests/support/check.h"

static const hl_arm_weight arms[] = {{"old", 1}, {"new", 1}};

typedef struct made {
    hl_metric metrics[2];
    hl_design design;
} made;

static void make_design(made *m)
{
    m->metrics[0] = hl_metric_init("hit", HL_METRIC_PROPORTION);
    m->metrics[1] = hl_metric_init("spend", HL_METRIC_MEAN);
    m->design = hl_design_init();
    m->design.experiment = "counts";
    m->design.arms = arms;
    m->design.arm_count = 2;
    m->design.metrics = m->metrics;
    m->design.metric_count = 2;
}

static hl_decimal number_of(double number)
{
    return (hl_decimal){number, NULL};
}

static hl_cells_entry entry_of(const hl_cells *cells, size_t metric)
{
    hl_cells_entry entry = {0};
    for (size_t at = 0; hl_cells_next(cells, &at, &entry);)
        if (entry.metric == metric)
            return entry;
    fail_msg("no entry of metric %zu", metric);
    return entry;
}

static void what_sums_do_not_say_is_not_known(void **state)
{
    (void)state;
    made m;
    hl_cells *cells = NULL;
    make_design(&m);
    assert_int_equal(hl_cells_new(&m.design, &cells, NULL), HL_OK);
    hl_cells_place place = {0, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    assert_int_equal(hl_cells_add_proportion(cells, &place, 0, 7, 20, NULL), HL_OK);
    assert_rel(entry_of(cells, 0).nonzero, 7, 0);
    assert_rel(entry_of(cells, 0).cube, 7, 0);
    hl_decimal sum[] = {number_of(12), number_of(20)};
    hl_decimal product[] = {number_of(40), number_of(12), number_of(20)};
    hl_decimal cube = number_of(150);
    int64_t nonzero = 5;
    hl_cells_sums sums = {
        .units = 20, .sum = sum, .product = product, .nonzero = &nonzero, .cube = &cube};
    assert_int_equal(hl_cells_add_sums(cells, &place, 1, &sums, NULL), HL_OK);
    assert_rel(entry_of(cells, 1).nonzero, 5, 0);
    assert_rel(entry_of(cells, 1).cube, 150, 0);
    sums.cube = NULL;
    assert_int_equal(hl_cells_add_sums(cells, &place, 1, &sums, NULL), HL_OK);
    assert_rel(entry_of(cells, 1).nonzero, 10, 0);
    assert_true(isnan(entry_of(cells, 1).cube));
    assert_int_equal(hl_cells_add_mean(cells, &place, 1, 20, sum[0], product[0], NULL), HL_OK);
    assert_true(isnan(entry_of(cells, 1).nonzero));
    hl_cells_free(cells);
}

/* Three units of two touches, added as one sum, and one of five; then two of which no size is said.
 */
static void sums_over_one_size_tell_it(void **state)
{
    (void)state;
    made m;
    hl_cells *cells = NULL;
    make_design(&m);
    m.metrics[0].per = HL_PER_TOUCH;
    assert_int_equal(hl_cells_new(&m.design, &cells, NULL), HL_OK);
    hl_cells_place place = {0, HL_CELLS_NO_DAY, HL_CELLS_ALL, NULL};
    hl_decimal sum[] = {number_of(3), number_of(6)};
    hl_decimal product[] = {number_of(5), number_of(6), number_of(12)};
    hl_cells_sums alike = {.units = 3, .sum = sum, .product = product};
    assert_int_equal(hl_cells_add_sums(cells, &place, 0, &alike, NULL), HL_OK);
    hl_decimal sum_of_one[] = {number_of(4), number_of(5)};
    hl_decimal product_of_one[] = {number_of(16), number_of(20), number_of(25)};
    hl_cells_sums one = {.units = 1, .sum = sum_of_one, .product = product_of_one};
    assert_int_equal(hl_cells_add_sums(cells, &place, 0, &one, NULL), HL_OK);
    hl_cells_entry entry = entry_of(cells, 0);
    hl_cells_size size;
    size_t at = 0;
    assert_true(hl_cells_next_size(&entry, &at, &size));
    assert_int_equal(size.units, 3);
    assert_rel(size.denominator, 6, 0);
    assert_rel(size.value, 3, 0);
    assert_rel(size.square, 5, 0);
    assert_rel(size.product, 6, 0);
    assert_rel(size.square_denominator, 12, 0);
    assert_true(hl_cells_next_size(&entry, &at, &size));
    assert_int_equal(size.units, 1);
    assert_rel(size.denominator, 5, 0);
    assert_false(hl_cells_next_size(&entry, &at, &size));
    product[2] = number_of(14); /* sizes 1, 2 and 3 */
    assert_int_equal(hl_cells_add_sums(cells, &place, 0, &alike, NULL), HL_OK);
    entry = entry_of(cells, 0);
    int64_t units = 0;
    for (at = 0; hl_cells_next_size(&entry, &at, &size);)
        units += size.units;
    assert_int_equal(units, 4);
    assert_int_equal(entry.units, 7);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sums_do_not_say_is_not_known),
        cmocka_unit_test(sums_over_one_size_tell_it),
    };
    return cmocka_run_group_tests_name("sums", tests, NULL, NULL);
}
