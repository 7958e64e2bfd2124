/* Units of unequal size in an analysis: what is warned of, what is withheld, what is the same. */
#include <math.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

/* `units` units of three touches whose successes vary, and one of `large` touches (0: none). */
static void respond(hl_cells *cells, uint32_t arm, size_t metric, int units, int64_t large)
{
    for (int i = 0; i < units; i++)
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, metric, 3,
                        (i + (int)arm) % 4 == 0 ? 3 : i % 2, 1);
    if (large > 0)
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, metric, large, large / 2, 1);
}

static hl_analysis *run(int units, int64_t large)
{
    hl_metric metrics[3] = {hl_made_metric("rate", HL_METRIC_PROPORTION),
                            hl_made_metric("mean", HL_METRIC_MEAN),
                            hl_made_metric("ratio", HL_METRIC_RATIO)};
    metrics[0].per = metrics[1].per = HL_PER_TOUCH;
    hl_design design = hl_made_design(two, 2, metrics, 3);
    hl_cells *cells = hl_cells__new(&design);
    for (size_t m = 0; m < 3; m++) {
        respond(cells, 0, m, units, large);
        respond(cells, 1, m, units, 0);
    }
    hl_analysis *a = hl_made_run(&design, cells);
    hl_cells_free(cells);
    return a;
}

static const hl_finding *warning(const hl_analysis *a, size_t metric)
{
    for (size_t i = 0; i < a->warning_count; i++)
        if (a->warnings[i].code == HL_FOUND_UNEQUAL_CLUSTERS && a->warnings[i].metric == metric)
            return &a->warnings[i];
    return NULL;
}

static void an_arm_that_one_unit_carries_is_not_judged(void **state)
{
    (void)state;
    hl_analysis *a = run(30, 400);
    for (size_t m = 0; m < 3; m++) {
        const hl_comparison *c = &a->metrics[m].comparisons[0];
        assert_rel(a->metrics[m].arms[0].clusters, 490.0 * 490 / (30 * 9 + 160000), 1e-14);
        assert_rel(a->metrics[m].arms[1].clusters, 30, 1e-14);
        assert_true((c->flags & HL_FLAG_FEW_CLUSTERS) != 0);
        assert_true(isnan(c->p) && isnan(c->p_adjusted) && isnan(c->p_effective));
        assert_true(isfinite(c->difference.estimate) && isfinite(c->difference.low));
        assert_rel(c->withheld.n, a->metrics[m].arms[0].clusters, 1e-14);
        assert_rel(c->withheld.needed, 4, 0);
        assert_null(warning(a, m));
    }
    assert_int_equal(a->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    bool said = false;
    for (size_t i = 0; i < a->verdict.because_count; i++)
        said = said || a->verdict.because[i].code == HL_FOUND_FEW_CLUSTERS;
    assert_true(said);
    hl_analysis_free(a);
}

static void few_clusters_are_warned_of(void **state)
{
    (void)state;
    hl_analysis *a = run(30, 30); /* (90 + 30)^2 / (270 + 900) = 12.3 */
    for (size_t m = 0; m < 3; m++) {
        const hl_comparison *c = &a->metrics[m].comparisons[0];
        assert_false(c->flags & HL_FLAG_FEW_CLUSTERS);
        assert_true(c->p > 0 && c->df < 58);
        const hl_finding *found = warning(a, m);
        assert_non_null(found);
        assert_int_equal(found->arm, 0);
        assert_rel(found->n, 12, 0);
    }
    hl_analysis_free(a);
}

/* Units of one size: Welch's df for means; for rates as many degrees of freedom at least. */
static void units_of_one_size_are_not_warned_of(void **state)
{
    (void)state;
    hl_analysis *a = run(30, 0);
    for (size_t m = 0; m < 3; m++) {
        const hl_comparison *c = &a->metrics[m].comparisons[0];
        assert_null(warning(a, m));
        assert_true(c->df > 29 && c->df < 58 + 1e-9);
        assert_rel(a->metrics[m].arms[0].clusters, 30, 1e-14);
    }
    hl_analysis_free(a);
}

/* The mean over touches of 0 and 1 has the design effect of the rate, and the icc is near it. */
static void a_mean_of_ones_has_the_effect_of_the_rate(void **state)
{
    (void)state;
    hl_analysis *a = run(30, 30);
    assert_rel(a->metrics[1].design_effect, a->metrics[0].design_effect, 1e-12);
    assert_abs(a->metrics[1].icc, a->metrics[0].icc, 0.05);
    assert_true(isnan(a->metrics[2].design_effect));
    hl_analysis_free(a);
}

/* Two halves of everybody's touches convert; sizes are 1 and 9. */
static void unequal_sizes_alone_are_not_called_resemblance(void **state)
{
    (void)state;
    hl_metric reply = hl_made_metric("reply", HL_METRIC_PROPORTION);
    reply.per = HL_PER_TOUCH;
    hl_design design = hl_made_design(two, 2, &reply, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, 1, 0, 10);
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, 1, 1, 10);
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, 9, 3, 2);
        hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, 9, 6, 2);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_finding *told = NULL;
    for (size_t i = 0; i < analysis->warning_count; i++) {
        assert_int_not_equal(analysis->warnings[i].code, HL_FOUND_DESIGN_EFFECT);
        if (analysis->warnings[i].code == HL_FOUND_DESIGN_EFFECT_OF_SIZES)
            told = &analysis->warnings[i];
    }
    assert_non_null(told);
    assert_true(told->icc <= 0 && told->design_effect > 1.005);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unequal_sizes_alone_are_not_called_resemblance),
        cmocka_unit_test(an_arm_that_one_unit_carries_is_not_judged),
        cmocka_unit_test(few_clusters_are_warned_of),
        cmocka_unit_test(units_of_one_size_are_not_warned_of),
        cmocka_unit_test(a_mean_of_ones_has_the_effect_of_the_rate),
    };
    return cmocka_run_group_tests_name("clusters", tests, NULL, NULL);
}
