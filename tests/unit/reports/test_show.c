/* Sets of every shape, said as they are: bounded, one-sided, without bound; and when a percentage
 * speaks at all. */
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
    {1.58, 0.16, HL_INFINITY, HL_SHOW_CHANGE, "+158 % (above 16 %)", "+158% [16%, +∞)"},
    {1.58, -HL_INFINITY, HL_INFINITY, HL_SHOW_CHANGE, "+158 % (no bound on either side)",
     "+158% (-∞, +∞)"},
    /* what is not negative falls by 100 % at most ... */
    {0.5, -1.2, 2.5, HL_SHOW_CHANGE, "+50 % (below 250 %)", "+50% (-∞, 250%]"},
    {0.5, -1, HL_INFINITY, HL_SHOW_CHANGE, "+50 % (no bound on either side)", "+50% (-∞, +∞)"},
    /* ... nor does a hundredfold rise say more than that there is no end */
    {0.55, -0.96, 2539, HL_SHOW_CHANGE, "+55 % (above -96 %)", "+55% [-96%, +∞)"},
    {0.55, -0.96, 98.9, HL_SHOW_CHANGE, "+55 % (-96 to 9890)", "+55% [-96, 9890]"},
    /* an end is seen on its side of 0, with two decimals more at most, and no other number has more
       for it */
    {0.25, 0.0004, 0.5, HL_SHOW_CHANGE, "+25 % (0.04 to 50)", "+25% [0.04, 50]"},
    {0.25, 0.000004, 0.5, HL_SHOW_CHANGE, "+25 % (0.01 to 50)", "+25% [0.01, 50]"},
    {-0.25, -0.5, -0.000004, HL_SHOW_CHANGE, "-25 % (-50 to -0.01)", "-25% [-50, -0.01]"},
    {0.012, 0.000001, 0.024, HL_SHOW_POINTS, "+1.2 pp (0.001 to 2.4)",
     "+1.2 个百分点 [0.001, 2.4]"},
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
            const hl_estimate e = {rows[i].estimate, rows[i].low, rows[i].high};
            hl_reports__show_estimate(&text, &e, rows[i].form, (hl_lang)lang);
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
    hl_reports__show_interval(&text, &effect, 0.05, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "+72.1 % (95 % interval: 64.9 to 79.7)");
    hl_reports__show_interval(&text, &effect, 0.1, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+72.1%（90% 区间 [64.9, 79.7]）");
    hl_reports__show_interval(&text, &open, 0.012024, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+158%（98.8% 区间 [16%, +∞)）");
    hl_reports__show_interval(&text, &open, 0.000207, HL_SHOW_CHANGE, HL_LANG_EN);
    expect(&text, "+158 % (99.979 % interval: above 16 %)");
    hl_reports__show_interval(&text, &none, 0.05, HL_SHOW_CHANGE, HL_LANG_ZH);
    expect(&text, "+25%（无区间）");
}

static void significant_digits_have_no_exponent(void **state)
{
    (void)state;
    static const struct {
        double x;
        const char *text;
    } numbers[] = {{0.0000147, "0.0000147"}, {0.0000023, "0.0000023"},
                   {0.012024, "0.012"},      {0.05, "0.05"},
                   {12.46, "12.5"},          {200, "200"},
                   {-0.5, "-0.5"},           {0, "0"}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        hl_text text = {0};
        hl_reports__show_significant(&text, numbers[i].x, 3);
        expect(&text, numbers[i].text);
    }
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

/* ... and of the margin that it is held against. */
static void an_end_is_seen_on_its_side_of_the_margin(void **state)
{
    (void)state;
    static const struct {
        hl_estimate change;
        double margin;
        const char *en;
    } held[] = {
        {{0.002, -0.0062, 0.0103}, 0.01, "+0.20 pp (-0.62 to 1.03)"},
        {{0.0018, -0.0062, 0.010003}, 0.01, "+0.18 pp (-0.62 to 1.0003)"},
        {{0.0018, -0.0062, 0.0099999}, 0.01, "+0.18 pp (-0.62 to 0.9999)"},
        {{-0.002, -0.010003, 0.0062}, -0.01, "-0.20 pp (-1.0003 to 0.62)"},
        {{-0.002, -0.010003, 0.0062}, 0.01, "-0.20 pp (-1.00 to 0.62)"},
    };
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
        hl_text text = {0};
        hl_reports__show_interval_against(&text, &held[i].change, HL_NAN, held[i].margin,
                                          HL_SHOW_POINTS, HL_LANG_EN);
        expect(&text, held[i].en);
    }
}

/* One rule for reports, reasons and JSON. */
static void a_percentage_speaks_where_it_says_something(void **state)
{
    (void)state;
    static const struct {
        hl_estimate difference, lift;
        bool exclusive, speaks;
    } effects[] = {
        {{1, 0.5, 1.5}, {0.1, 0.05, 0.15}, false, true},
        {{1, 0.5, 1.5}, {0.1, 0.05, 0.15}, true, false},
        {{1, 0.5, 1.5}, {-0.1, -0.15, -0.05}, false, false}, /* of a control below 0 */
        {{1, 0.5, 1.5}, {HL_NAN, HL_NAN, HL_NAN}, false, false},
        {{1, 0.5, 1.5}, {HL_INFINITY, 1, HL_INFINITY}, false, false},
        {{1, -0.5, 1.5}, {0.1, -HL_INFINITY, HL_INFINITY}, false, false},
        {{1, -0.5, 1.5}, {0.1, -1, 2540}, false, false}, /* neither end says anything */
        {{1, -0.5, 1.5}, {0.1, -0.996, 2540}, false, false},
        {{1, -0.5, 1.5}, {0.1, -0.9, 2540}, false, true},
        {{1, -0.5, 1.5}, {0.1, -1, 25}, false, true},
        {{-3, -4, -2}, {-1.5, -2, HL_INFINITY}, false, true}, /* it can be negative */
        {{-3, -4, -2}, {-6, -HL_INFINITY, HL_INFINITY}, false, false},
        {{1, 0.5, 1.5}, {120, 1, 150}, false, false},              /* beyond a hundredfold */
        {{1, HL_NAN, HL_NAN}, {0.1, HL_NAN, HL_NAN}, false, true}, /* no interval yet */
        {{HL_NAN, HL_NAN, HL_NAN}, {0.1, -0.5, 0.7}, false, true}, /* stands alone */
        {{HL_NAN, HL_NAN, HL_NAN}, {0.1, -1, 6.9e73}, false, false},
    };
    for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++)
        assert_int_equal(
            hl_lift_speaks(&effects[i].difference, &effects[i].lift, effects[i].exclusive),
            effects[i].speaks);
}

/* One that has no effect at all has no say in what the others are told by. */
static void arms_are_told_on_one_scale(void **state)
{
    (void)state;
    hl_comparison list[] = {{.difference = {1, 0.5, 1.5}, .lift = {0.1, 0.05, 0.15}},
                            {.difference = {HL_NAN, HL_NAN, HL_NAN}, .lift = {HL_NAN, 0, 0}},
                            {.difference = {1, 0.5, 1.5}, .lift = {HL_NAN, HL_NAN, HL_NAN}}};
    assert_true(hl_comparisons_say_lift(list, 2, HL_INFER_FIXED));
    assert_false(hl_comparisons_say_lift(list, 3, HL_INFER_FIXED));
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
        cmocka_unit_test(significant_digits_have_no_exponent),
        cmocka_unit_test(a_probability_is_in_percent),
        cmocka_unit_test(an_end_is_seen_on_its_side_of_the_margin),
        cmocka_unit_test(a_percentage_speaks_where_it_says_something),
        cmocka_unit_test(arms_are_told_on_one_scale),
        cmocka_unit_test(a_report_of_such_a_set_gives_the_difference),
        cmocka_unit_test(a_rate_has_no_impossible_part),
        cmocka_unit_test(the_side_is_that_of_the_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
