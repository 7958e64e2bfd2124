/* Segments, factors, Dunnett, clusters and sentences: figures known from elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const int32_t none = HL_CELLS_NO_DAY;
static const hl_arm_weight four[] = {{"00", 1}, {"01", 1}, {"10", 1}, {"11", 1}};

/* Two segments with ratios 2 and 4. */
static void segments_are_tested_pooled_and_shrunk(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_dimension zone = {"zone", false};
    hl_design design = hl_made_design(four, 2, &click, 1);
    design.dimensions = &zone;
    design.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    uint32_t south = hl_cells__split(cells, 0, "south", 5);
    uint32_t north = hl_cells__split(cells, 0, "north", 5);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_rate(cells, arm, south, none, 0, 10000, arm ? 400 : 200);
        hl_made_rate(cells, arm, north, none, 0, 10000, arm ? 800 : 200);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->segment_count, 2);
    assert_string_equal(analysis->segments[0].value, "north"); /* by value, not by appearance */
    const hl_interaction *interaction = &analysis->interactions[0];
    assert_rel(interaction->q, 36.61319655277973, 1e-9); /* numpy */
    assert_rel(interaction->df, 1.0002282637423747, 1e-9);
    assert_rel(interaction->pooled.estimate, 2, 1e-12); /* 1200 / 400 - 1 */
    assert_rel(interaction->pooled_difference.estimate, 0.04, 1e-12);
    assert_true(interaction->different);
    assert_true(interaction->tau > 0.3 && interaction->tau < 1); /* log 2 apart: SD 0.49 */
    for (size_t i = 0; i < 2; i++) {
        double raw = analysis->segments[i].comparisons[0].lift.estimate;
        double shrunk = analysis->segments[i].shrunk_lift[0].estimate;
        double pooled = interaction->pooled.estimate;
        assert_true(fabs(shrunk - pooled) < fabs(raw - pooled));
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* Means 1, 2, 4, 9 with equal spread: main effects (6.5 - 1.5), (5.5 - 2.5), interaction 4. */
static void factors_have_main_effects_and_interactions(void **state)
{
    (void)state;
    static const char *const levels[] = {"low", "high"};
    static const size_t first[] = {0, 0, 1, 1};
    static const size_t second[] = {0, 1, 0, 1};
    static const hl_factor factors[] = {{"hook", levels, 2, first}, {"window", levels, 2, second}};
    static const double means[] = {1, 2, 4, 9};
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(four, 4, &spend, 1);
    design.factors = factors;
    design.factor_count = 2;
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 4; arm++) {
        hl_made_value(cells, arm, 0, none, 0, means[arm] - 1, 1, NULL, 50);
        hl_made_value(cells, arm, 0, none, 0, means[arm] + 1, 1, NULL, 50);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->effect_count, 3);
    assert_abs(analysis->effects[0].difference.estimate, 5, 1e-12);
    assert_abs(analysis->effects[1].difference.estimate, 3, 1e-12);
    assert_abs(analysis->effects[2].difference.estimate, 4, 1e-12);
    assert_rel(analysis->effects[0].lift.estimate, 6.5 / 1.5 - 1, 1e-12);
    assert_rel(analysis->effects[2].lift.estimate, 9.0 / 4 / (2.0 / 1) - 1, 1e-12);
    /* variance 100/99 a unit; a main effect has variance 4 (100/99/100)/4, an interaction 4 times
     * that; 396 degrees of freedom, t quantile 1.965973 */
    double se = sqrt(100.0 / 99 / 100);
    assert_rel(analysis->effects[0].difference.high - 5, 1.9659730 * se, 1e-6);
    assert_rel(analysis->effects[2].difference.high - 4, 1.9659730 * 2 * se, 1e-6);
    double log_se = se * sqrt(1 + 1 / 4.0 + 1 / 16.0 + 1 / 81.0);
    assert_rel(log1p(analysis->effects[2].lift.high) - log(1.125), 1.959963984540054 * log_se,
               1e-9);
    assert_string_equal(analysis->effects[2].factor, "hook × window");
    hl_analysis_free(analysis);
    design.factor_count = 1; /* not a full factorial any more */
    analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->effect_count, 0);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* Equal arms: the critical value for 3 comparisons, normal, is 2.348 (Dunnett's table). */
static void dunnett_corrects_over_the_arms(void **state)
{
    (void)state;
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(four, 4, &spend, 1);
    design.correction = HL_CORRECT_DUNNETT;
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 4; arm++) {
        hl_made_value(cells, arm, 0, none, 0, 0.01 * arm, 1, NULL, 50000);
        hl_made_value(cells, arm, 0, none, 0, 2 + 0.01 * arm, 1, NULL, 50000);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *c = analysis->metrics[0].comparisons;
    assert_int_equal(c[0].adjustment, HL_ADJUSTED_DUNNETT);
    assert_int_equal(c[0].anytime.adjustment, HL_ADJUSTED_HOLM);
    for (size_t i = 0; i < 3; i++) {
        double half = c[i].simultaneous.high - c[i].difference.estimate;
        assert_abs(half / c[i].se, 2.3490, 2e-3);
        assert_true(c[i].p_adjusted > c[i].p && c[i].p_adjusted < 3 * c[i].p);
        assert_true((c[i].p_adjusted < 0.05) == (c[i].simultaneous.low > 0));
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* Families are corrected apart: two primaries by 2, one guardrail not at all. */
static void families_are_corrected_apart(void **state)
{
    (void)state;
    hl_metric metrics[] = {hl_made_metric("a", HL_METRIC_PROPORTION),
                           hl_made_metric("b", HL_METRIC_PROPORTION),
                           hl_made_metric("c", HL_METRIC_PROPORTION)};
    metrics[2].role = HL_ROLE_GUARDRAIL;
    hl_design design = hl_made_design(four, 2, metrics, 3);
    design.correction = HL_CORRECT_BONFERRONI;
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (size_t m = 0; m < 3; m++)
            hl_made_rate(cells, arm, 0, none, m, 10000, 500 + 60 * (int64_t)arm);
    hl_analysis *analysis = hl_made_run(&design, cells);
    for (size_t m = 0; m < 3; m++) {
        const hl_comparison *c = &analysis->metrics[m].comparisons[0];
        assert_rel(c->p_adjusted, (m < 2 ? 2 : 1) * c->p, 1e-12);
        assert_int_equal(c->adjustment, HL_ADJUSTED_BONFERRONI);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* Where the definition expects a high rate, the sequence of means is taken; the data have no say.
 */
static void the_sequence_follows_the_definition(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(four, 2, &click, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_rate(cells, arm, 0, none, 0, 10000, 5000);
    static const double expected[] = {(double)NAN, 0.05, 0.5};
    static const char *const methods[] = {"rate_sequence", "ratio_sequence", "mean_sequence"};
    for (size_t i = 0; i < 3; i++) {
        click.expected = expected[i];
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_string_equal(analysis->metrics[0].comparisons[0].anytime.method, methods[i]);
        hl_analysis_free(analysis);
    }
    hl_cells_free(cells);
}

/* How many the public header declares: one bit after the other. */
/* The bits that the header declares: "HL_FLAG_X = 1U << 3", which may be wrapped. */
static hl_flags flags_declared(void)
{
    char text[1 << 15];
    hl_flags declared = 0;
    FILE *header = fopen("include/hookline/analysis.h", "r");
    assert_non_null(header);
    text[fread(text, 1, sizeof text - 1, header)] = '\0';
    (void)fclose(header);
    for (const char *at = text; (at = strstr(at, "    HL_FLAG_")) != NULL; at++) {
        const char *shift = strstr(at, "<<");
        assert_non_null(shift);
        declared |= 1U << strtoul(shift + 2, NULL, 10);
    }
    return declared;
}

static void every_flag_and_decision_has_a_name(void **state)
{
    (void)state;
    hl_flags declared = flags_declared();
    assert_true(declared & HL_FLAG_SMALL_COUNTS);
    for (unsigned bit = 0; bit < 32; bit++)
        assert_int_equal(strcmp(hl_flag_name(1U << bit), "unknown") != 0, declared >> bit & 1);
    assert_string_equal(hl_decision_name(HL_DECIDE_INVALID_SRM), "invalid_srm");
    assert_string_equal(hl_decision_name(HL_DECIDE_STOP_GUARDRAIL), "stop_guardrail");
    assert_string_equal(hl_adjustment_name(HL_ADJUSTED_DUNNETT_BONFERRONI), "dunnett_bonferroni");
    assert_string_equal(hl_adjustment_name(HL_ADJUSTED_NONE), "none");
    assert_null(hl_exact_method_name(HL_EXACT_NONE));
    assert_string_equal(hl_exact_method_name(HL_EXACT_BOSCHLOO), "boschloo");
    assert_string_equal(hl_exact_method_name(HL_EXACT_FISHER), "fisher");
}

static void what_cannot_be_analysed_is_refused(void **state)
{
    (void)state;
    hl_metric metrics[] = {hl_made_metric("a", HL_METRIC_PROPORTION),
                           hl_made_metric("b", HL_METRIC_PROPORTION)};
    hl_design design = hl_made_design(four, 2, metrics, 2);
    hl_cells *cells = hl_cells__new(&design);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_error err = HL_ERROR_INIT;
    design.metric_count = 1;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, &err), HL_REJECTED);
    assert_non_null(strstr(err.message, "2 metrics"));
    design.metric_count = 2;
    design.arm_count = 1;
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, &err), HL_REJECTED);
    assert_non_null(strstr(err.message, "two arms"));
    assert_null(analysis);
    hl_cells_free(cells);
}

/* Two segments whose medians both grow, as one: what a mean would be pooled to is not given, nor
 * whether they differ. */
static void quantiles_of_segments_are_not_pooled(void **state)
{
    (void)state;
    hl_metric wait = hl_made_metric("wait", HL_METRIC_QUANTILE);
    wait.quantile = 0.5;
    hl_dimension zone = {"zone", false};
    hl_design design = hl_made_design(four, 2, &wait, 1);
    design.dimensions = &zone;
    design.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t at = 0; at < 2; at++) {
        uint32_t split = hl_cells__split(cells, 0, at ? "south" : "north", 5);
        for (uint32_t arm = 0; arm < 2; arm++)
            for (uint32_t i = 0; i < 20; i++)
                hl_made_value(cells, arm, split, none, 0, 10 + 5 * at + 4 * arm + i, 1, NULL, 50);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->interaction_count, 1);
    const hl_interaction *none_of_it = &analysis->interactions[0];
    assert_true(isnan(none_of_it->pooled.estimate) && isnan(none_of_it->pooled_difference.low));
    assert_true(isnan(none_of_it->pooled_p) && isnan(none_of_it->p) && isnan(none_of_it->q));
    assert_true(isnan(none_of_it->tau) && !none_of_it->different);
    assert_true(none_of_it->flags == HL_FLAG_NO_METHOD);
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(analysis->segments[i].shrunk_lift[0].estimate));
        assert_true(analysis->segments[i].comparisons[0].lift.low > 0);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_tested_pooled_and_shrunk),
        cmocka_unit_test(quantiles_of_segments_are_not_pooled),
        cmocka_unit_test(factors_have_main_effects_and_interactions),
        cmocka_unit_test(dunnett_corrects_over_the_arms),
        cmocka_unit_test(families_are_corrected_apart),
        cmocka_unit_test(the_sequence_follows_the_definition),
        cmocka_unit_test(every_flag_and_decision_has_a_name),
        cmocka_unit_test(what_cannot_be_analysed_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
