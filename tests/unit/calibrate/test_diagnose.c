/* A line that fails gets the cause that its units' values show, with the numbers it is judged by.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calibrate/judge.h"
#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

#define ONE ((hl_i128)1000000000000000000)

static const hl_arm_weight arms[] = {{"c", 3}, {"t", 1}};

typedef struct world {
    hl_metric metric;
    hl_design design;
    hl_unit_values *units;
    hl_calibration_line line;
    hl_calibration calibration;
} world;

static void begin(world *w, hl_metric_kind kind)
{
    w->metric = hl_made_metric("m", kind);
    w->design = hl_made_design(arms, 2, &w->metric, 1);
    w->units = hl_cells__units_new(&w->design);
    assert_non_null(w->units);
    w->calibration = (hl_calibration){0};
    w->line = (hl_calibration_line){.metric = 0, .arm = 1, .state = HL_CALIBRATION_FAILED};
}

static void add(world *w, int64_t y, int64_t d, int64_t touches)
{
    char id[24];
    int length = snprintf(id, sizeof id, "u%zu", w->units->count);
    hl_i128 v[] = {y * ONE, d * ONE};
    assert_true(hl_cells__units_add(w->units, id, (size_t)length, touches));
    assert_true(hl_cells__units_value(w->units, 0, v, NULL));
    w->calibration.units++;
    w->calibration.touches += touches;
}

static hl_calibration_cause cause(world *w)
{
    w->calibration.design = &w->design;
    w->calibration.runs = 100;
    w->calibration.state = HL_CALIBRATION_FAILED;
    w->calibration.lines = &w->line;
    w->calibration.line_count = 1;
    assert_int_equal(hl_calibrate__diagnose(w->units, &w->calibration, NULL), HL_OK);
    return w->line.cause;
}

static void touches_as_independent(void **state)
{
    (void)state;
    world w;
    begin(&w, HL_METRIC_PROPORTION);
    w.line.flags = HL_FLAG_INDEPENDENT_TOUCHES;
    for (int64_t i = 0; i < 1000; i++)
        add(&w, i % 2 * 3, 3, 3);
    assert_int_equal(cause(&w), HL_CALIBRATION_CLUSTERS);
    assert_true(w.line.touches == 3);
    hl_unit_values_free(w.units);
}

static void ties_under_a_quantile(void **state)
{
    (void)state;
    world w;
    begin(&w, HL_METRIC_QUANTILE);
    for (int64_t i = 0; i < 700; i++)
        add(&w, 1 + i % 7, 1, 1);
    assert_int_equal(cause(&w), HL_CALIBRATION_TIES);
    assert_true(w.line.distinct == 7);
    assert_rel(w.line.largest, 1.0 / 7, 1e-12);
    hl_unit_values_free(w.units);
}

/* Of 2,000 units one in fifty has 100: skewness (1 - 2 p) / sqrt(p (1 - p)) of a rate p. The
 * smaller arm has 500; 25 skewness^2 = 1,176. */
static void skew(void **state)
{
    (void)state;
    world w;
    begin(&w, HL_METRIC_MEAN);
    for (int64_t i = 0; i < 2000; i++)
        add(&w, i % 50 == 0 ? 100 : 0, 1, 1);
    assert_int_equal(cause(&w), HL_CALIBRATION_SKEW);
    assert_rel(w.line.skewness, 0.96 / sqrt(0.02 * 0.98), 1e-9);
    assert_true(w.line.smallest == 500 && w.line.needed == 1176);
    hl_unit_values_free(w.units);
}

/* One unit in fifty is 200 times as large: of 500 in the smaller arm few count. */
static void unequal_units(void **state)
{
    (void)state;
    world w;
    begin(&w, HL_METRIC_RATIO);
    for (int64_t i = 0; i < 2000; i++)
        add(&w, i % 3, i % 50 == 0 ? 200 : 1, 1);
    assert_int_equal(cause(&w), HL_CALIBRATION_FEW_UNITS);
    assert_true(w.line.smallest < 40 && w.line.needed == 40);
    hl_unit_values_free(w.units);
}

static void nothing_that_is_known(void **state)
{
    (void)state;
    world w;
    begin(&w, HL_METRIC_MEAN);
    for (int64_t i = 0; i < 2000; i++)
        add(&w, i % 11, 1, 1);
    assert_int_equal(cause(&w), HL_CALIBRATION_UNKNOWN);
    w.line.state = HL_CALIBRATION_OK;
    w.line.cause = HL_CALIBRATION_NO_CAUSE;
    assert_int_equal(cause(&w), HL_CALIBRATION_NO_CAUSE);
    hl_unit_values_free(w.units);
}

/* In both languages, with the numbers, and what to do. */
static void the_report_says_what_to_do(void **state)
{
    (void)state;
    static const char *const said[2][3] = {{"skewness 6.86", "1,176", "winsorize"},
                                           {"偏度 6.86", "1,176", "winsorize"}};
    world w;
    begin(&w, HL_METRIC_MEAN);
    for (int64_t i = 0; i < 2000; i++)
        add(&w, i % 50 == 0 ? 100 : 0, 1, 1);
    (void)cause(&w);
    for (int lang = 0; lang < 2; lang++) {
        char *text = NULL;
        assert_int_equal(hl_report_write_calibration(&w.calibration, HL_REPORT_MARKDOWN,
                                                     (hl_lang)lang, &text, NULL),
                         HL_OK);
        for (size_t i = 0; i < 3; i++)
            assert_non_null(strstr(text, said[lang][i]));
        free(text);
    }
    hl_unit_values_free(w.units);
}

static void every_cause_has_a_name(void **state)
{
    (void)state;
    assert_null(hl_calibration_cause_name(HL_CALIBRATION_NO_CAUSE));
    for (size_t i = 1; i < HL_CALIBRATION_CAUSES; i++)
        assert_non_null(hl_calibration_cause_name((hl_calibration_cause)i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(touches_as_independent),
        cmocka_unit_test(ties_under_a_quantile),
        cmocka_unit_test(skew),
        cmocka_unit_test(unequal_units),
        cmocka_unit_test(nothing_that_is_known),
        cmocka_unit_test(the_report_says_what_to_do),
        cmocka_unit_test(every_cause_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
