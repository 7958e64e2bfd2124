/* What is said of more units where a sample ends, or a plan of looks does: nothing beyond. */
#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};

static hl_analysis *analyse(const hl_design *design, const hl_made_rates *metrics, hl_cells **cells)
{
    *cells = hl_made_cells_of_rates(design, metrics);
    return hl_made_run(design, *cells);
}

static hl_metric guard(double margin)
{
    hl_metric block = hl_made_metric("block", HL_METRIC_PROPORTION);
    block.role = HL_ROLE_GUARDRAIL;
    block.goal = HL_GOAL_DECREASE;
    block.margin = margin;
    return block;
}

/* No reading of a sample that has ended is left: what it lacks is a new experiment's. */
static void an_ended_sample_says_what_a_new_one_takes(void **state)
{
    (void)state;
    static const double fractions[] = {0.5, 1};
    hl_made_rates metrics[] = {{{1500, 1500}, {150, 375}}, {{1500, 1500}, {750, 750}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.03)};
    hl_design design = hl_made_design(two, 2, list, 2);
    for (int last_look = 0; last_look < 2; last_look++) {
        if (last_look) {
            design.inference = HL_INFER_GROUP_SEQUENTIAL;
            design.looks = fractions;
            design.look_count = 2;
        }
        hl_cells *cells = NULL;
        hl_analysis *analysis = analyse(&design, metrics, &cells);
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
        const hl_finding *anew = hl_made_reason(analysis, HL_FOUND_GUARDRAIL_NEW_EXPERIMENT);
        assert_non_null(anew);
        assert_null(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED));
        assert_true(isnan(analysis->verdict.units_needed));
        /* R: 4 * (qnorm(.975) + qnorm(.8))^2 * .25 / .03^2 = 8721, of both arms */
        assert_true(anew->n >= 8700 && anew->n <= (last_look ? 9200 : 9000));
        hl_made_drop(analysis, cells);
    }
}

/* At the first of two planned looks: where the last one does not have the power that is asked for,
 * it says which it has. */
static void a_plan_of_looks_says_nothing_beyond_its_end(void **state)
{
    (void)state;
    static const double fractions[] = {0.5, 1};
    hl_made_rates alike[] = {{{2500, 2500}, {125, 126}}, {{2500, 2500}, {1250, 1250}}};
    hl_made_rates better[] = {{{2500, 2500}, {125, 250}}, {{2500, 2500}, {1250, 1250}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.03)};
    hl_design design = hl_made_design(two, 2, list, 2);
    design.inference = HL_INFER_GROUP_SEQUENTIAL;
    design.looks = fractions;
    design.look_count = 2;
    design.planned_units = 10000;
    list[0].worth = 0.1;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, alike, &cells);
    const hl_finding *end = hl_made_reason(analysis, HL_FOUND_PLAN_END_SHOWS);
    assert_non_null(end);
    assert_null(hl_made_reason(analysis, HL_FOUND_UNITS_NEEDED_FOR_WORTH));
    assert_true(isnan(analysis->verdict.units_needed) && end->n == 5000);
    /* by hand: the effect at the end is .0027 on average, its standard error .00436, the boundary
       1.98; half of the variance is to come: Phi((.0027/.00436 - 1.98)/sqrt(.5)) = .027 */
    assert_true(end->power > 0.02 && end->power < 0.035);
    hl_made_drop(analysis, cells);
    list[0].worth = 0.45; /* the end of .0060 +- .0063 x 2.97 excludes 50 % */
    alike[0].ones[1] = 140;
    analysis = analyse(&design, alike, &cells);
    assert_true(hl_made_reason(analysis, HL_FOUND_UNITS_NEEDED_FOR_WORTH)->n == 5000);
    assert_null(hl_made_reason(analysis, HL_FOUND_PLAN_END_SHOWS));
    hl_made_drop(analysis, cells);
    list[1].margin = 0.02;
    analysis = analyse(&design, better, &cells);
    end = hl_made_reason(analysis, HL_FOUND_GUARDRAIL_PLAN_END_SHOWS);
    assert_non_null(end); /* Phi((.02/.01 - 1.98)/sqrt(.5)) = .51 */
    assert_true(end->n == 5000 && end->power > 0.48 && end->power < 0.54);
    hl_made_drop(analysis, cells);
    list[1].margin = 0.03; /* .93 */
    analysis = analyse(&design, better, &cells);
    assert_null(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_PLAN_END_SHOWS));
    assert_true(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED)->n == 5000);
    assert_true(isnan(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED)->n_high));
    hl_made_drop(analysis, cells);
}

/* A fixed sample with a plan is read once, when that is in: no other number of units is said, by
 * whatever. Of 3,000 units at 5 % and 6,000 planned: the effect of .0125 (worth 25 %) is estimated
 * as .00625 + .0032/2 at the end, standard error .00564 (half of the variance is to come); R:
 * pnorm(((.0125 + .0020) / 2 / .0056 - 1.96) / sqrt(.5)) = .17 */
static void a_fixed_plan_says_what_its_end_shows(void **state)
{
    (void)state;
    hl_made_rates metrics[] = {{{1500, 1500}, {75, 78}}, {{1500, 1500}, {750, 750}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.03)};
    hl_design design = hl_made_design(two, 2, list, 2);
    design.planned_units = 6000;
    list[0].worth = 0.25;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, metrics, &cells);
    const hl_verdict *verdict = &analysis->verdict;
    const hl_finding *end = hl_made_reason(analysis, HL_FOUND_PLAN_END_SHOWS);
    const hl_finding *held = hl_made_reason(analysis, HL_FOUND_GUARDRAIL_PLAN_END_SHOWS);
    assert_int_equal(verdict->decision, HL_DECIDE_KEEP_RUNNING);
    assert_non_null(end);
    assert_non_null(held);
    assert_true(end->power > 0.14 && end->power < 0.20);
    assert_true(end->n == 3000 && held->n == 3000);
    assert_true(hl_made_reason(analysis, HL_FOUND_NEXT_LOOK)->n == 3000);
    assert_null(hl_made_reason(analysis, HL_FOUND_UNITS_NEEDED_FOR_WORTH));
    assert_null(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED));
    assert_true(verdict->units_needed == 3000 && isnan(verdict->units_needed_low));
    /* by hand: se .0183, Phi((.03/.0129 - 1.96)/sqrt(.5)) */
    assert_true(held->power > 0.62 && held->power < 0.74);
    hl_made_drop(analysis, cells);
}

/* A new experiment is not asked for an effect that this one excludes, nor one of no more units: of
 * 100,000 units an arm at 5 % the standard error is .00098, the planned effect 2.8 of them, what is
 * excluded 1.96 beyond the estimate; an effect worth 5 % is 2.55 of them, and takes (2.8/2.55)^2 as
 * many units. */
static void an_effect_that_is_excluded_is_not_asked_for(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    static const int64_t more[] = {5, 150, 150};
    const double none = click.worth, worths[] = {none, 0.05, none};
    design.planned_units = 200000;
    for (size_t i = 0; i < 3; i++) {
        click.worth = worths[i];
        hl_made_rates metric = {{100000, 100000}, {5000, 5000 + more[i]}};
        hl_cells *cells = NULL;
        hl_analysis *analysis = analyse(&design, &metric, &cells);
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
        assert_true((hl_made_reason(analysis, HL_FOUND_NEW_EXPERIMENT) != NULL) == (i == 1));
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ended_sample_says_what_a_new_one_takes),
        cmocka_unit_test(a_plan_of_looks_says_nothing_beyond_its_end),
        cmocka_unit_test(a_fixed_plan_says_what_its_end_shows),
        cmocka_unit_test(an_effect_that_is_excluded_is_not_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
