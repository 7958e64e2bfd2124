/* Days on which the split is off: read within days, or not at all. */
#include <string.h>

#include "base/number.h"
#include "stats/mantel_haenszel.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}, {"c", 1}};
enum { DAYS = 4 };
/* Arms that trade places, with a rate that falls as b grows: no effect on any day. */
static const int64_t units[DAYS][2] = {{1500, 500}, {500, 1500}, {1200, 800}, {800, 1200}};
static const int64_t ones[DAYS][2] = {{150, 50}, {10, 30}, {84, 56}, {24, 36}};

static void put(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, int64_t n, int64_t x)
{
    hl_made_enrol(cells, arm, split, day, n);
    hl_made_rate(cells, arm, split, day, 0, n, x);
}

static hl_cells *cells_by_day(const hl_design *design, int64_t ones_more)
{
    hl_cells *cells = hl_cells__new(design);
    for (int32_t day = 0; day < DAYS; day++)
        for (uint32_t arm = 0; arm < 2; arm++)
            put(cells, arm, 0, 20000 + day, units[day][arm],
                ones[day][arm] + (arm == 1 ? ones_more : 0));
    return cells;
}

static const hl_finding *reason_of(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static void days_off_both_ways_are_read_within(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &click, 1);
    hl_cells *cells = cells_by_day(&design, 0);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_check *check = hl_analysis_check(analysis, HL_CHECK_SRM_BY_DAY);
    assert_int_equal(check->status, HL_CHECK_WARN);
    assert_int_equal(check->finding.code, HL_FOUND_DAYS_STRATIFIED);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
    assert_non_null(reason_of(analysis, HL_FOUND_WITHIN_DAYS));
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    assert_true(c->flags & HL_FLAG_STRATIFIED);
    assert_string_equal(c->method, "mantel_haenszel");
    assert_abs(c->lift.estimate, 0, 1e-12); /* the crude one is 172 / 268 - 1 = -36 % */
    hl_two_arms strata[DAYS];
    for (size_t i = 0; i < DAYS; i++) {
        hl_two_rates day = {(double)ones[i][0], (double)units[i][0], (double)ones[i][1],
                            (double)units[i][1]};
        strata[i] = hl_stats__stratum_counts(&day);
    }
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(strata, DAYS, 0.95);
    assert_rel(c->lift.low, all.ratio.low - 1, 1e-12);
    assert_rel(c->difference.high, all.difference.high, 1e-12);
    assert_rel(c->p, all.p, 1e-12);
    assert_rel(c->p_effective_adjusted, all.p, 1e-12);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* A guardrail, its margin and Dunnett's interval are of the same estimate: p of the margin is below
 * alpha / 2 exactly when the interval lies inside it. */
static void guardrails_are_read_within_too(void **state)
{
    (void)state;
    hl_metric metrics[] = {hl_made_metric("click", HL_METRIC_PROPORTION)};
    metrics[0].role = HL_ROLE_GUARDRAIL;
    for (int64_t more = -6; more <= 30; more += 6)
        for (int relative = 0; relative < 2; relative++) {
            double margin = relative ? 0.1 : 0.005;
            metrics[0].margin = relative ? HL_NAN : margin;
            metrics[0].margin_lift = relative ? margin : HL_NAN;
            hl_design design = hl_made_design(arms, 2, metrics, 1);
            hl_cells *cells = cells_by_day(&design, more);
            hl_analysis *analysis = hl_made_run(&design, cells);
            const hl_comparison *c = &analysis->metrics[0].comparisons[0];
            double low = relative ? c->lift.low : c->difference.low;
            assert_int_equal(c->p_margin<0.025, low> - margin);
            hl_analysis_free(analysis);
            hl_cells_free(cells);
        }
}

/* Losing units moves the split one way; then nothing is read. */
static void days_off_one_way_block(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &click, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (int32_t day = 0; day < 400; day++)
        for (uint32_t arm = 0; arm < 2; arm++)
            put(cells, arm, 0, 20000 + day, day == 0 && arm == 1 ? 750 : 1000, 50);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_BY_DAY)->finding.code,
                     HL_FOUND_DAYS_MISMATCH);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* With two touches a unit the cells of a day hold what earlier units did on it. */
static void repeated_touches_block(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &click, 1);
    hl_cells *cells = cells_by_day(&design, 0);
    hl_made_count(cells, 0, 20001, HL_COUNT_TOUCHES, 1);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* The values of a dimension: of days they are strata, of anything else perhaps what the treatment
 * changed. */
static hl_decision decision_by(const char *dimension, const char *const values[DAYS])
{
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_dimension by = {dimension, false};
    hl_design design = hl_made_design(arms, 2, &click, 1);
    design.dimensions = &by;
    design.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    for (int32_t day = 0; day < DAYS; day++) {
        uint32_t split = hl_cells__split(cells, 0, values[day], strlen(values[day]));
        for (uint32_t arm = 0; arm < 2; arm++)
            put(cells, arm, split, HL_CELLS_NO_DAY, units[day][arm], ones[day][arm]);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    hl_decision decision = analysis->verdict.decision;
    if (decision == HL_DECIDE_NOT_SHOWN) {
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_BY_SEGMENT)->finding.code,
                         HL_FOUND_SEGMENTS_STRATIFIED);
        assert_abs(analysis->metrics[0].comparisons[0].lift.estimate, 0, 1e-12);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return decision;
}

static void days_of_a_column_are_strata(void **state)
{
    (void)state;
    static const char *const dates[] = {"2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"};
    static const char *const numbers[] = {"1", "2", "3", "4"};
    static const char *const mixed[] = {"2026-03-01", "2026-03-02", "2026-03-03", "later"};
    assert_int_equal(decision_by("since", dates), HL_DECIDE_NOT_SHOWN);
    assert_int_equal(decision_by("day", numbers), HL_DECIDE_NOT_SHOWN);
    assert_int_equal(decision_by("level", numbers), HL_DECIDE_INVALID_SRM);
    assert_int_equal(decision_by("since", mixed), HL_DECIDE_INVALID_SRM);
}

/* While it runs the watch over the days has found them off; the whole agrees, so within days the
 * sequence of means is read. */
static void the_always_valid_view_is_within_days(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = cells_by_day(&design, 0);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_string_equal(c->anytime.method, "mean_sequence");
    assert_true(c->anytime.d_low < 0 && c->anytime.d_high > 0 && c->anytime.p > 0.9);
    assert_true(c->anytime.d_low < c->difference.low);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* A quantile is none of the days'. Where one decides the check blocks; beside a rate that decides
 * it has no answer, whatever the whole shows. */
static void quantiles_are_not_read_within(void **state)
{
    (void)state;
    static const hl_metric_role roles[] = {HL_ROLE_SECONDARY, HL_ROLE_PRIMARY, HL_ROLE_GUARDRAIL};
    for (size_t r = 0; r < 3; r++) {
        hl_metric metrics[] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                               hl_made_metric("wait", HL_METRIC_QUANTILE)};
        metrics[1].quantile = 0.5;
        metrics[1].role = roles[r];
        hl_design design = hl_made_design(arms, 2, metrics, 2);
        hl_cells *cells = cells_by_day(&design, 0);
        for (int32_t day = 0; day < DAYS; day++)
            for (uint32_t arm = 0; arm < 2; arm++)
                for (int i = 0; i < 5; i++)
                    hl_made_value(cells, arm, 0, 20000 + day, 1, 10 * day + i, 1, NULL,
                                  units[day][arm] / 5);
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_SRM_BY_DAY);
        const hl_comparison *c = &analysis->metrics[1].comparisons[0];
        if (roles[r] == HL_ROLE_SECONDARY) {
            assert_int_equal(check->finding.code, HL_FOUND_DAYS_STRATIFIED);
            assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
            assert_true(isnan(c->p) && isnan(c->lift.estimate) && isnan(c->difference.low));
            assert_true(isnan(c->anytime.p) && isnan(c->anytime.low) && isnan(c->p_adjusted));
            assert_true(c->flags == (HL_FLAG_NO_METHOD | HL_FLAG_STRATIFIED));
            assert_string_equal(analysis->metrics[0].comparisons[0].method, "mantel_haenszel");
        } else {
            assert_int_equal(check->finding.code, HL_FOUND_DAYS_MISMATCH);
            assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
        }
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_off_both_ways_are_read_within),
        cmocka_unit_test(guardrails_are_read_within_too),
        cmocka_unit_test(days_off_one_way_block),
        cmocka_unit_test(repeated_touches_block),
        cmocka_unit_test(days_of_a_column_are_strata),
        cmocka_unit_test(the_always_valid_view_is_within_days),
        cmocka_unit_test(quantiles_are_not_read_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
