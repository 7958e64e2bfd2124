/* Regrouped cells are those of the units one by one; a calibration is the same on any number of
 * threads, passes what is right and fails what is not. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "calibrate/judge.h"
#include "cells/unit_values.h"
#include "hookline.h"
#include "tests/support/made.h"

#define ONE ((hl_i128)1000000000000000000)

static const hl_arm_weight arms[] = {{"c", 1}, {"t", 1}};

static void add(hl_unit_values *units, size_t metric, int64_t y, int64_t d, int64_t squares)
{
    hl_i128 v[] = {y * ONE, d * ONE};
    hl_wide within = {{0}};
    hl_base__wide_add_product(&within, squares * ONE, ONE);
    assert_true(hl_cells__units_value(units, metric, v, &within));
}

static void add_unit(hl_unit_values *units, size_t index, int64_t touches)
{
    char id[24];
    int length = snprintf(id, sizeof id, "u%zu", index);
    assert_true(hl_cells__units_add(units, id, (size_t)length, touches));
}

/* ---- regrouping */

static void assert_same_gram(const hl_gram *a, const hl_gram *b)
{
    hl_gram left = *a;
    hl_wide sums[2];
    hl_wide products[3];
    memcpy(sums, a->sum, sizeof sums);
    memcpy(products, a->product, sizeof products);
    left.sum = sums;
    left.product = products;
    hl_cells__gram_merge(&left, b, -1);
    assert_true(hl_cells__gram_is_zero(&left));
}

static void test_regroup(void **state)
{
    (void)state;
    enum { UNITS = 500, ARMS = 3 };
    static const hl_arm_weight three[] = {{"a", 1}, {"b", 1}, {"c", 1}};
    hl_metric metrics[] = {hl_made_metric("m", HL_METRIC_MEAN),
                           hl_made_metric("k", HL_METRIC_MEAN)};
    hl_design design = hl_made_design(three, ARMS, metrics, 2);
    hl_unit_values *units = hl_cells__units_new(&design);
    hl_cells *direct = hl_cells__new(&design);
    hl_cells *regrouped = hl_cells__new(&design);
    assert_non_null(units);
    hl_random random = hl_base__random_seed(5, 0);
    uint32_t of[UNITS];
    for (size_t i = 0; i < UNITS; i++) {
        of[i] = (uint32_t)hl_base__random_below(&random, ARMS);
        add_unit(units, i, 2);
        hl_cell *cell = hl_cells__at(direct, of[i], 0, HL_CELLS_NO_DAY);
        cell->counters[HL_COUNT_ENROLLED]++;
        cell->counters[HL_COUNT_TOUCHES] += 2;
        for (size_t m = 0; m < 2; m++) {
            if (hl_base__random_below(&random, 5) == 0)
                continue; /* a unit without a value */
            int64_t y = (int64_t)hl_base__random_below(&random, m == 0 ? 3 : 1000000) - 1;
            add(units, m, y, 2, y * y);
            hl_i128 v[] = {y * ONE, 2 * ONE};
            hl_wide within = {{0}};
            hl_base__wide_add_product(&within, y * y * ONE, ONE);
            hl_cells__gram_add(&cell->grams[m], v, &within, 1);
        }
    }
    int64_t *scratch = calloc(hl_cells__regroup_scratch(units, ARMS), sizeof *scratch);
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_cells__regroup(units, of, ARMS, scratch, regrouped, &err), HL_OK);
    for (uint32_t arm = 0; arm < ARMS; arm++) {
        const hl_cell *a = hl_cells__find(direct, arm, 0, HL_CELLS_NO_DAY);
        const hl_cell *b = hl_cells__find(regrouped, arm, 0, HL_CELLS_NO_DAY);
        assert_memory_equal(a->counters, b->counters, sizeof a->counters);
        for (size_t m = 0; m < 2; m++)
            assert_same_gram(&a->grams[m], &b->grams[m]);
    }
    hl_unit_rarity rarity;
    assert_int_equal(hl_cells__units_rarity(units, 0, &rarity, &err), HL_OK);
    assert_true(rarity.lattice && rarity.rarer > 0 && rarity.rarer < rarity.valued);
    assert_int_equal(hl_cells__units_rarity(units, 1, &rarity, &err), HL_OK);
    assert_false(rarity.lattice);
    free(scratch);
    hl_unit_values_free(units);
    hl_cells_free(direct);
    hl_cells_free(regrouped);
}

/* ---- calibrations */

typedef struct world {
    hl_metric metric;
    hl_design design;
    hl_unit_values *units;
} world;

/* Users with 1..2m-1 touches; each touch repeats the user's own draw with probability one half. */
static void make_world(world *w, size_t users, double rate, uint64_t most_touches)
{
    w->metric = hl_made_metric("click", HL_METRIC_PROPORTION);
    w->metric.per = most_touches > 1 ? HL_PER_TOUCH : HL_PER_UNIT;
    w->design = hl_made_design(arms, 2, &w->metric, 1);
    w->units = hl_cells__units_new(&w->design);
    assert_non_null(w->units);
    hl_random random = hl_base__random_seed(3, users);
    for (size_t i = 0; i < users; i++) {
        int64_t touches = 1 + (int64_t)hl_base__random_below(&random, most_touches);
        bool own = hl_base__random_uniform(&random) < rate;
        int64_t y = own;
        for (int64_t k = 1; k < touches; k++)
            y += hl_base__random_uniform(&random) < 0.5 ? own
                                                        : hl_base__random_uniform(&random) < rate;
        add_unit(w->units, i, touches);
        add(w->units, 0, y, touches, y);
    }
}

static hl_calibration *calibrate(const world *w, const hl_calibration_options *options)
{
    hl_error err = HL_ERROR_INIT;
    hl_calibration *out = NULL;
    if (hl_calibrate(&w->design, w->units, options, &out, &err) != HL_OK)
        fail_msg("%s", err.message);
    return out;
}

static char *json_of(const world *w, const hl_calibration_options *options)
{
    hl_calibration *calibration = calibrate(w, options);
    char *text = NULL;
    assert_int_equal(
        hl_report_write_calibration(calibration, HL_REPORT_JSON, HL_LANG_EN, &text, NULL), HL_OK);
    hl_calibration_free(calibration);
    return text;
}

static void test_threads(void **state)
{
    (void)state;
    world w;
    make_world(&w, 400, 0.3, 1);
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = 61; /* one more is made */
    options.threads = 1;
    char *one = json_of(&w, &options);
    options.threads = 7;
    char *seven = json_of(&w, &options);
    options.seed = 2;
    char *other = json_of(&w, &options);
    assert_string_equal(one, seven);
    assert_string_not_equal(one, other);
    assert_non_null(strstr(one, "\"runs\": 62"));
    free(one);
    free(seven);
    free(other);
    hl_unit_values_free(w.units);
}

static void assert_counts_add_up(const hl_calibration *c)
{
    const hl_calibration_line *line = &c->lines[0];
    int64_t sum = 0;
    for (size_t i = 0; i < HL_CALIBRATION_BINS; i++)
        sum += line->shape.bins[i];
    assert_int_equal(sum, line->shape.count);
    assert_int_equal(line->higher.count + line->lower.count, line->both.count);
    assert_int_equal(line->both.count, line->shape.bins[0]); /* alpha is a twentieth */
    assert_int_equal(line->contradictions, 0);
    assert_int_equal(c->hashes.count, c->runs / 2);
}

static void test_clustered(void **state)
{
    (void)state;
    world w;
    make_world(&w, 1500, 0.2, 9);
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = 400;
    hl_calibration *right = calibrate(&w, &options);
    assert_int_not_equal(right->state, HL_CALIBRATION_FAILED);
    assert_counts_add_up(right);
    options.independent_touches = true;
    hl_calibration *wrong = calibrate(&w, &options);
    assert_int_equal(wrong->state, HL_CALIBRATION_FAILED);
    assert_int_equal(wrong->lines[0].both.state, HL_CALIBRATION_FAILED);
    assert_int_equal(wrong->lines[0].shape.state, HL_CALIBRATION_FAILED);
    assert_true(wrong->lines[0].both.low > 0.1);
    /* the split and the hash do not know of it */
    assert_int_not_equal(wrong->srm.state, HL_CALIBRATION_FAILED);
    assert_int_not_equal(wrong->hashes.state, HL_CALIBRATION_FAILED);
    hl_calibration_free(right);
    hl_calibration_free(wrong);
    hl_unit_values_free(w.units);
}

static void test_discrete(void **state)
{
    (void)state;
    world w;
    make_world(&w, 500, 0.02, 1);
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = 200;
    hl_calibration *c = calibrate(&w, &options);
    assert_true(c->lines[0].shape.discrete);
    assert_int_equal(c->lines[0].shape.state, HL_CALIBRATION_NOT_JUDGED);
    assert_int_not_equal(c->state, HL_CALIBRATION_FAILED);
    hl_calibration_free(c);
    hl_unit_values_free(w.units);
}

/* Two experiments with one salt: every unit in the same arm of both. */
static void test_same_salt(void **state)
{
    (void)state;
    enum { UNITS = 200 };
    world w = {.metric = hl_made_metric("click", HL_METRIC_PROPORTION)};
    w.design = hl_made_design(arms, 2, &w.metric, 1);
    w.units = hl_cells__units_new(&w.design);
    assert_true(hl_cells__units_assign(w.units, 3));
    static const char *const names[] = {"first", "second", "third"};
    for (size_t i = 0; i < 3; i++) {
        w.units->assignments[i].experiment = names[i];
        w.units->assignments[i].arm_count = 2;
    }
    for (size_t i = 0; i < UNITS; i++) {
        add_unit(w.units, i, 1);
        add(w.units, 0, i % 3 == 0, 1, i % 3 == 0);
        w.units->assignments[0].arms[i] = w.units->assignments[2].arms[i] = i % 2 == 0;
        w.units->assignments[1].arms[i] = i % 4 < 2;
    }
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = 20;
    hl_calibration *c = calibrate(&w, &options);
    assert_int_equal(c->pair_count, 3);
    assert_int_equal(c->pairs[0].state, HL_CALIBRATION_OK);
    assert_string_equal(c->pairs[1].first, "first");
    assert_string_equal(c->pairs[1].second, "third");
    assert_int_equal(c->pairs[1].state, HL_CALIBRATION_FAILED);
    assert_int_equal(c->pairs[2].state, HL_CALIBRATION_OK);
    assert_int_equal(c->state, HL_CALIBRATION_FAILED);
    hl_calibration_free(c);
    hl_unit_values_free(w.units);
}

static void refuse(const world *w, const hl_design *design, size_t runs, hl_status want,
                   const char *says)
{
    hl_error err = HL_ERROR_INIT;
    hl_calibration *out = NULL;
    hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
    options.runs = runs;
    assert_int_equal(hl_calibrate(design, w->units, &options, &out, &err), want);
    assert_null(out);
    assert_non_null(strstr(err.message, says));
}

static void test_refusals(void **state)
{
    (void)state;
    world w;
    world few;
    make_world(&w, 40, 0.5, 1);
    make_world(&few, 19, 0.5, 1);
    refuse(&w, &w.design, 19, HL_USAGE, "from 20 to");
    refuse(&few, &few.design, 20, HL_REJECTED, "19 units are too few");
    hl_design other = w.design;
    other.metric_count = 0;
    refuse(&w, &other, 20, HL_REJECTED, "not those of the design");
    other = w.design;
    other.arm_count = 1;
    refuse(&w, &other, 20, HL_REJECTED, "one arm");
    static const hl_arm_weight lone[] = {{"c", 0}, {"t", 1}};
    other = w.design;
    other.arms = lone;
    refuse(&w, &other, 20, HL_REJECTED, "the control 'c'");
    hl_unit_values_free(w.units);
    hl_unit_values_free(few.units);
}

/* scipy 1.10.1: c the least with binom.sf(c - 1, n, alpha) < level, then beta.ppf(0.95, c, n - c +
 * 1) */
static void test_what_runs_miss(void **state)
{
    (void)state;
    static const struct {
        size_t runs;
        double alpha, level, missed;
    } cases[] = {{20, 0.05, 0.01 / 12, 0.4555824040017489},
                 {400, 0.05, 0.01 / 12, 0.1143372138216818},
                 {1000, 0.05, 0.01 / 12, 0.08798997591736037},
                 {1000, 0.05, 0.01 / 200, 0.09447292918393584},
                 {2000, 0.01, 0.01 / 12, 0.023135769382354676}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_rel(hl_calibrate__missed(cases[i].runs, cases[i].alpha, cases[i].level),
                   cases[i].missed, 1e-10);
    assert_int_equal(hl_calibrate__runs_needed(0.05, 0.01 / 12), 1000);
    assert_int_equal(hl_calibrate__runs_needed(0.01, 0.01 / 12), 5000);
    /* so little is asked of 20 runs that no count of errors fails: whatever rate is missed */
    assert_true(hl_calibrate__missed(20, 0.9, 1e-6) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regroup),        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_clustered),      cmocka_unit_test(test_discrete),
        cmocka_unit_test(test_same_salt),      cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_what_runs_miss),
    };
    hl_init();
    return cmocka_run_group_tests_name("calibrate", tests, NULL, NULL);
}
