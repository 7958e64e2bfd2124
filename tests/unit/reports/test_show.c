/* Sets of every shape, said as they are: bounded, one-sided, without bound, and all but what lies
 * between two ends. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/effect.h"
#include "base/number.h"
#include "hookline/report.h"
#include "reports/show.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const double inf = (double)HL_INFINITY;

static const struct {
    double estimate, low, high;
    hl_show_form form;
    const char *en, *zh;
} rows[] = {
    {0.721, 0.649, 0.797, HL_SHOW_CHANGE, "+72.1 % (64.9 to 79.7)", "+72.1% [64.9, 79.7]"},
    {1.58, 0.16, HL_INFINITY, HL_SHOW_CHANGE, "+158.0 % (above 16.0 %)", "+158.0% [16.0%, +∞)"},
    {1.58, -HL_INFINITY, HL_INFINITY, HL_SHOW_CHANGE, "+158.0 % (no bound on either side)",
     "+158.0% (-∞, +∞)"},
    /* what is not negative falls by 100 % at most ... */
    {0.5, -1.2, 2.5, HL_SHOW_CHANGE, "+50 % (below 250 %)", "+50% (-∞, 250%]"},
    {0.5, -1, HL_INFINITY, HL_SHOW_CHANGE, "+50.00 % (no bound on either side)",
     "+50.00% (-∞, +∞)"},
    /* ... and this one can be negative */
    {-1.5, -2.25, -0.75, HL_SHOW_CHANGE, "-150 % (-225 to -75)", "-150% [-225, -75]"},
    {-0.5, -1.5, 0.5, HL_SHOW_SHIFT, "-0.5 (-1.5 to 0.5)", "-0.5 [-1.5, 0.5]"},
    {HL_NAN, 0.5, HL_INFINITY, HL_SHOW_CHANGE, "– (above 50.0 %)", "– [50.0%, +∞)"},
    {0.25, HL_NAN, HL_NAN, HL_SHOW_CHANGE, "+25 % (no interval)", "+25%（无区间）"},
};

static void expect(hl_text *text, const char *wanted)
{
    char *made = hl_base__text_take(text);
    assert_string_equal(made, wanted);
    free(made);
}

static void ends_are_said_as_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int lang = 0; lang < 2; lang++) {
            hl_text text = {0};
            hl_reports__show_estimate(&text, rows[i].estimate, rows[i].low, rows[i].high,
                                      rows[i].form, (hl_lang)lang);
            expect(&text, lang == HL_LANG_EN ? rows[i].en : rows[i].zh);
        }
}

/* In a sentence the level stands with the interval, as exact as alpha is. */
static void a_sentence_says_the_level(void **state)
{
    (void)state;
    const hl_estimate effect = {0.721, 0.649, 0.797};
    const hl_estimate open = {1.58, 0.16, HL_INFINITY};
    const hl_estimate none = {0.25, HL_NAN, HL_NAN};
    hl_text text = {0};
    hl_reports__show_interval(&text, &effect, false, 0.05, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "+72.1 % (95 % interval: 64.9 to 79.7)");
    hl_reports__show_interval(&text, &effect, false, 0.1, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+72.1%（90% 区间 [64.9, 79.7]）");
    hl_reports__show_interval(&text, &open, false, 0.012024, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+158.0%（98.8% 区间 [16.0%, +∞)）");
    hl_reports__show_interval(&text, &open, false, 0.000207, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "+158.0 % (99.979 % interval: above 16.0 %)");
    hl_reports__show_interval(&text, &none, false, 0.05, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+25%（无区间）");
}

static void a_probability_is_in_percent(void **state)
{
    (void)state;
    static const struct {
        double probability;
        const char *en;
    } chances[] = {{0.0607, "6 %"},       {0.5, "50 %"},  {0.9957, "99.6 %"}, {0.00451, "0.5 %"},
                   {0.99999, "> 99.9 %"}, {0, "< 0.1 %"}, {0.99, "99 %"},     {HL_NAN, "–"}};
    for (size_t i = 0; i < sizeof chances / sizeof chances[0]; i++) {
        hl_text text = {0};
        hl_reports__show_probability(&text, chances[i].probability, HL_LANG_EN);
        expect(&text, chances[i].en);
    }
}

static void an_exclusive_set_is_what_lies_outside(void **state)
{
    (void)state;
    hl_text text = {0};
    hl_reports__show_outside(&text, 1.58, -73.96, 0.16, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "+158 % (above 16 %, or below -7396 %)");
    hl_reports__show_outside(&text, 1.58, -73.96, 0.16, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+158% (-∞, -7396%] ∪ [16%, +∞)");
    hl_reports__show_outside(&text, -80, -73.96, 0.16, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "-8000 % (below -7396 %, or above 16 %)");
}

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

/* The control's mean is hardly away from 0, the offer's is far: R's formula of Fieller's set by
 * hand, mean and variance of {-1, 1, 0.5, -0.2} against {4, 5, 6, 7}. */
static hl_cells *near_zero(const hl_design *design)
{
    static const double values[2][4] = {{-1, 1, 0.5, -0.2}, {4, 5, 6, 7}};
    hl_cells *cells = hl_cells__new(design);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (size_t i = 0; i < 4; i++)
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, values[arm][i], 1, NULL, 1);
    return cells;
}

static void a_report_of_such_a_set_gives_the_difference(void **state)
{
    (void)state;
    hl_metric spend = hl_made_metric("spend", HL_METRIC_RATIO);
    hl_design design = hl_made_design(two, 2, &spend, 1);
    hl_cells *cells = near_zero(&design);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    assert_true(c->flags & HL_FLAG_EXCLUSIVE);
    assert_true(c->p < 0.05 && c->lift.low < 0 && c->lift.high > 0);
    assert_int_equal(hl_lift_side(c), 1);
    static const hl_report_format formats[] = {HL_REPORT_TEXT, HL_REPORT_MARKDOWN};
    static const char *const said[2][2] = {{"relative to it says nothing", ", or below -"},
                                           {"相对变化没有意义", " ∪ "}};
    for (size_t i = 0; i < 2; i++)
        for (int lang = 0; lang < 2; lang++) {
            char *text = NULL;
            assert_int_equal(
                hl_report_write(analysis, formats[i], (hl_lang)lang, false, &text, NULL), HL_OK);
            assert_non_null(strstr(text, said[lang][0]));
            assert_null(strstr(text, said[lang][1]));
            free(text);
        }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* A rate cannot be negative, so of its exclusive set the upper part is left, with a lower end. */
static void a_rate_has_no_impossible_part(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    const hl_fieller set = {HL_FIELLER_EXCLUSIVE, -74, 0.5, 2, inf};
    hl_fieller rate = hl_analysis__possible_part(&set, &click);
    hl_fieller mean = hl_analysis__possible_part(&set, &spend);
    assert_true(rate.type == HL_FIELLER_BOUNDED && rate.low == 0.5 && rate.high == inf);
    assert_true(mean.type == HL_FIELLER_EXCLUSIVE && mean.low == -74 && mean.high == 0.5);
}

static void the_side_is_that_of_the_set(void **state)
{
    (void)state;
    const hl_comparison one_sided = {.lift = {3, 0.5, inf}, .difference = {1, 0.1, 2}};
    const hl_comparison holds_0 = {.lift = {3, -0.5, inf}, .difference = {1, -0.1, 2}};
    const hl_comparison none = {.lift = {HL_NAN, HL_NAN, HL_NAN}, .difference = {1, 0.1, 2}};
    const hl_comparison outside = {
        .lift = {-80, -74, 0.5}, .difference = {-1, -2, -0.1}, .flags = HL_FLAG_EXCLUSIVE};
    const hl_comparison outside_with_0 = {
        .lift = {3, 0.5, 2}, .difference = {1, -2, 2}, .flags = HL_FLAG_EXCLUSIVE};
    assert_int_equal(hl_lift_side(&one_sided), 1);
    assert_int_equal(hl_lift_side(&holds_0), 0);
    assert_int_equal(hl_lift_side(&none), 0);
    assert_int_equal(hl_lift_side(&outside), -1);
    assert_int_equal(hl_lift_side(&outside_with_0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_are_said_as_they_are),
        cmocka_unit_test(a_sentence_says_the_level),
        cmocka_unit_test(a_probability_is_in_percent),
        cmocka_unit_test(an_exclusive_set_is_what_lies_outside),
        cmocka_unit_test(a_report_of_such_a_set_gives_the_difference),
        cmocka_unit_test(a_rate_has_no_impossible_part),
        cmocka_unit_test(the_side_is_that_of_the_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
