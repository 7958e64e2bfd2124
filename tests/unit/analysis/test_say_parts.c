/* What carries an effect, and for whom not, among the reasons of a verdict. */
#include <string.h>

#include "base/number.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_quadratic.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const int32_t none = HL_CELLS_NO_DAY;
static const hl_arm_weight four[] = {{"00", 1}, {"01", 1}, {"10", 1}, {"11", 1}};

static const hl_finding *reason(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static const char *const wordings[] = {"plain", "warm"};
static const char *const windows[] = {"day", "evening"};
static const size_t first[] = {0, 0, 1, 1};
static const size_t second[] = {0, 1, 0, 1};
static const hl_factor factors[] = {{"wording", wordings, 2, first},
                                    {"window", windows, 2, second}};

static hl_analysis *factorial(hl_inference inference, const int64_t ones[4], hl_metric *click,
                              hl_design *design, hl_cells **cells)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    *design = hl_made_design(four, 4, click, 1);
    design->factors = factors;
    design->factor_count = 2;
    design->inference = inference;
    *cells = hl_cells__new(design);
    assert_non_null(*cells);
    for (uint32_t arm = 0; arm < 4; arm++) {
        hl_made_enrol(*cells, arm, 0, none, 10000);
        hl_made_rate(*cells, arm, 0, none, 0, 10000, ones[arm]);
    }
    return hl_made_run(design, *cells);
}

static void the_factor_that_carries_it_is_named(void **state)
{
    (void)state;
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME};
    static const int64_t carried[] = {500, 655, 505, 660}, alike[] = {500, 505, 495, 500},
                         harmed[] = {655, 500, 800, 660};
    double widths[2];
    hl_metric click;
    hl_design design;
    hl_cells *cells = NULL;
    for (size_t i = 0; i < 2; i++) {
        hl_analysis *analysis = factorial(inferences[i], carried, &click, &design, &cells);
        const hl_finding *window = reason(analysis, HL_FOUND_FACTOR_MATTERS);
        const hl_finding *wording = reason(analysis, HL_FOUND_FACTOR_NOT_SHOWN);
        assert_string_equal(window->name, "window = evening");
        assert_string_equal(wording->name, "wording = warm");
        assert_rel(window->effect.estimate, 1315.0 / 1005 - 1, 1e-12);
        assert_true(window->effect.low > 0 && wording->effect.low < 0 && wording->effect.high > 0);
        assert_true(window->p == analysis->effects[1].p_adjusted && window->p < 0.05);
        assert_null(reason(analysis, HL_FOUND_FACTORS_INTERACT));
        assert_string_equal(analysis->effects[1].method,
                            i == 0 ? "welch_contrast" : "sequence_contrast");
        widths[i] = window->effect.high - window->effect.low;
        hl_made_drop(analysis, cells);
        analysis = factorial(inferences[i], alike, &click, &design, &cells);
        assert_null(reason(analysis, HL_FOUND_FACTOR_MATTERS));
        assert_null(reason(analysis, HL_FOUND_FACTOR_NOT_SHOWN));
        hl_made_drop(analysis, cells);
        /* one level helps and the other does harm: each is said as it is, the help first */
        analysis = factorial(inferences[i], harmed, &click, &design, &cells);
        const hl_finding *help = reason(analysis, HL_FOUND_FACTOR_MATTERS);
        const hl_finding *harm = reason(analysis, HL_FOUND_FACTOR_WORSE);
        assert_string_equal(help->name, "wording = warm");
        assert_string_equal(harm->name, "window = evening");
        assert_true(help < harm && help->effect.low > 0 && harm->effect.high < 0);
        hl_made_drop(analysis, cells);
    }
    assert_true(widths[1] > 1.3 * widths[0] && widths[1] < 2 * widths[0]);
}

/* The always-valid contrast is that of stats/sequence_mixture.h, and p and interval are one. */
static void a_contrast_is_a_sequence_of_means(void **state)
{
    (void)state;
    static const int64_t ones[] = {500, 520, 540, 560};
    hl_metric click;
    hl_design design;
    hl_cells *cells = NULL;
    hl_analysis *analysis = factorial(HL_INFER_ANYTIME, ones, &click, &design, &cells);
    double variance = 0, n = 10000;
    for (size_t arm = 0; arm < 4; arm++) {
        double rate = (double)ones[arm] / n;
        variance += rate * (1 - rate) / (n - 1) / 4;
    }
    /* 40,000 units of four arms, narrowest near 10,000: 5,000 for two of them */
    double rho = hl_stats__sequence_rho(0.05, 10000, 2);
    hl_sequence want = hl_stats__gavi(0.004, sqrt(variance), 4 * n, 0.05, rho);
    const hl_factor_effect *wording = &analysis->effects[0];
    assert_rel(wording->difference.low, want.low, 1e-9);
    assert_rel(wording->difference.high, want.high, 1e-9);
    assert_rel(wording->p, want.p, 1e-9);
    want = hl_stats__gavi(0, 2 * sqrt(variance), 4 * n, 0.05, rho);
    const hl_factor_effect *both = &analysis->effects[2];
    assert_abs(both->difference.low, want.low, 1e-9);
    assert_abs(both->difference.high, want.high, 1e-9);
    hl_made_drop(analysis, cells);
    static const int64_t few[] = {500, 500, 500, 29};
    analysis = factorial(HL_INFER_ANYTIME, few, &click, &design, &cells);
    assert_true(isnan(analysis->effects[0].p));
    assert_true(analysis->effects[0].flags & HL_FLAG_ASYMPTOTIC_WITHHELD);
    hl_made_drop(analysis, cells);
}

/* By segment: units of an arm, ones of the control and of the treatment. */
typedef struct part {
    const char *value;
    int64_t n, ones[2];
} part;

static hl_analysis *split(hl_inference inference, const part *parts, size_t count, hl_metric *click,
                          hl_dimension *office, hl_design *design, hl_cells **cells)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    *office = (hl_dimension){"office", false};
    *design = hl_made_design(four, 2, click, 1);
    design->dimensions = office;
    design->dimension_count = 1;
    design->inference = inference;
    *cells = hl_cells__new(design);
    assert_non_null(*cells);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = hl_cells__split(*cells, 0, parts[i].value, strlen(parts[i].value));
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(*cells, arm, at, none, parts[i].n);
            hl_made_rate(*cells, arm, at, none, 0, parts[i].n, parts[i].ones[arm]);
        }
    }
    return hl_made_run(design, *cells);
}

static void for_whom_not_is_said(void **state)
{
    (void)state;
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME};
    static const part harmed[] = {{"east", 20000, {1000, 1500}}, {"west", 8000, {800, 500}}};
    static const part reversed[] = {{"east", 20000, {1000, 1500}}, {"west", 3000, {150, 115}}},
                      alone[] = {{"east", 20000, {1000, 1500}}, {"west", 3000, {150, 140}}};
    static const part alike[] = {{"east", 20000, {1000, 1500}}, {"west", 8000, {400, 600}}};
    hl_metric click;
    hl_dimension office;
    hl_design design;
    hl_cells *cells = NULL;
    for (size_t i = 0; i < 2; i++) {
        hl_analysis *a = split(inferences[i], harmed, 2, &click, &office, &design, &cells);
        const hl_finding *differ = reason(a, HL_FOUND_SEGMENTS_DIFFER);
        const hl_finding *worse = reason(a, HL_FOUND_SEGMENT_WORSE);
        assert_int_equal(a->verdict.decision, HL_DECIDE_SHIP);
        assert_string_equal(differ->name, "office");
        assert_true(differ->p == a->interactions[0].p_adjusted);
        assert_string_equal(worse->name, "office = west");
        const hl_comparison *west = &a->segments[1].comparisons[0];
        assert_rel(worse->p, 2 * (i == 0 ? west->p : west->anytime.p), 1e-12);
        assert_true(worse->effect.high < 0);
        assert_null(reason(a, HL_FOUND_SEGMENT_REVERSED));
        hl_made_drop(a, cells);
        a = split(inferences[i], alike, 2, &click, &office, &design, &cells);
        assert_null(reason(a, HL_FOUND_SEGMENTS_DIFFER));
        assert_null(reason(a, HL_FOUND_SEGMENT_WORSE));
        hl_made_drop(a, cells);
    }
    hl_analysis *a = split(HL_INFER_FIXED, reversed, 2, &click, &office, &design, &cells);
    assert_string_equal(reason(a, HL_FOUND_SEGMENT_REVERSED)->name, "office = west");
    assert_null(reason(a, HL_FOUND_SEGMENT_WORSE));
    hl_made_drop(a, cells);
    /* noise about zero points nowhere */
    a = split(HL_INFER_FIXED, alone, 2, &click, &office, &design, &cells);
    assert_non_null(reason(a, HL_FOUND_SEGMENTS_DIFFER));
    assert_null(reason(a, HL_FOUND_SEGMENT_REVERSED));
    hl_made_drop(a, cells);
    static const part mixed[] = {{"east", 8000, {400, 500}}, {"west", 20000, {1500, 1000}}};
    a = split(HL_INFER_FIXED, mixed, 2, &click, &office, &design, &cells);
    assert_int_equal(a->verdict.decision, HL_DECIDE_KEEP_CONTROL);
    assert_string_equal(reason(a, HL_FOUND_SEGMENT_BETTER)->name, "office = east");
    hl_made_drop(a, cells);
}

/* The names of the code's reasons, and where the first stands. */
static size_t names_of(const hl_analysis *analysis, hl_finding_code code, const char **names,
                       size_t *at)
{
    size_t count = 0;
    for (size_t i = analysis->verdict.because_count; i-- > 0;)
        if (analysis->verdict.because[i].code == code)
            *at = i;
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            names[count++] = analysis->verdict.because[i].name;
    return count;
}

static void every_harmed_segment_is_said_before_any_gain(void **state)
{
    (void)state;
    static const part both[] = {{"a", 8000, {800, 1150}}, {"b", 8000, {800, 1150}},
                                {"c", 8000, {800, 1150}}, {"d", 8000, {800, 1150}},
                                {"e", 8000, {800, 520}},  {"f", 8000, {800, 500}},
                                {"g", 8000, {800, 510}},  {"h", 8000, {800, 530}}};
    static const char *const clearest_first[] = {"office = f", "office = g", "office = e",
                                                 "office = h"};
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME};
    hl_metric click;
    hl_dimension office;
    hl_design design;
    hl_cells *cells = NULL;
    for (size_t i = 0; i < 2; i++) {
        hl_analysis *a = split(inferences[i], both, 8, &click, &office, &design, &cells);
        const char *names[8];
        size_t worse = 0, better = 0;
        assert_int_equal(names_of(a, HL_FOUND_SEGMENT_WORSE, names, &worse), 4);
        for (size_t k = 0; k < 4; k++)
            assert_string_equal(names[k], clearest_first[k]);
        /* where the whole is shown to be better a gain is nothing to say */
        bool ships = a->verdict.decision == HL_DECIDE_SHIP;
        assert_int_equal(ships, inferences[i] == HL_INFER_FIXED);
        assert_int_equal(names_of(a, HL_FOUND_SEGMENT_BETTER, names, &better), ships ? 0 : 4);
        assert_true(ships || (worse < better &&
                              a->verdict.because[worse].rank <= a->verdict.because[better].rank));
        hl_made_drop(a, cells);
    }
}

static void one_contrast_is_the_normal_mixture(void **state)
{
    (void)state;
    for (double z = 0; z < 6; z += 0.5)
        for (double growth = 0.1; growth < 100; growth *= 3)
            assert_rel(hl_stats__sequence_quadratic_p(z * z, 1, growth),
                       hl_stats__gavi(z, 1, 1, 0.05, sqrt(growth)).p, 1e-12);
    assert_true(hl_stats__sequence_quadratic_p(0, 3, 2) == 1);
    assert_true(isnan(hl_stats__sequence_quadratic_p(HL_NAN, 3, 2)));
    assert_true(isnan(hl_stats__sequence_quadratic_p(9, 3, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_factor_that_carries_it_is_named),
        cmocka_unit_test(a_contrast_is_a_sequence_of_means),
        cmocka_unit_test(for_whom_not_is_said),
        cmocka_unit_test(every_harmed_segment_is_said_before_any_gain),
        cmocka_unit_test(one_contrast_is_the_normal_mixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
