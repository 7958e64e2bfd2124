/* Every verdict, guardrail state and flag is reached. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

static hl_analysis *analyse(const hl_design *design, const hl_made_rates *metrics, hl_cells **cells)
{
    *cells = hl_made_cells_of_rates(design, metrics);
    return hl_made_run(design, *cells);
}

static void expect(const hl_design *design, const hl_made_rates *metrics, hl_decision decision,
                   hl_finding_code code)
{
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(design, metrics, &cells);
    if (analysis->verdict.decision != decision)
        print_error("verdict %s\n", hl_decision_name(analysis->verdict.decision));
    assert_int_equal(analysis->verdict.decision, decision);
    const hl_finding *found = hl_made_reason(analysis, code);
    for (size_t i = 0; found == NULL && i < analysis->verdict.because_count; i++)
        print_error("because: %s\n", hl_finding_name(analysis->verdict.because[i].code));
    assert_non_null(found);
    assert_true(found->arm == SIZE_MAX || found->arm == 1);
    hl_made_drop(analysis, cells);
}

static void ships_what_is_better(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates better = {{10000, 10000}, {500, 700}};
    expect(&design, &better, HL_DECIDE_SHIP, HL_FOUND_BETTER);
}

static void keeps_control_on_evidence_alone(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates worse = {{10000, 10000}, {700, 500}};
    hl_made_rates alike = {{10000, 10000}, {500, 505}};
    expect(&design, &worse, HL_DECIDE_KEEP_CONTROL, HL_FOUND_WORSE);
    expect(&design, &alike, HL_DECIDE_NOT_SHOWN, HL_FOUND_NOT_SHOWN);
    expect(&design, &alike, HL_DECIDE_NOT_SHOWN, HL_FOUND_GAIN_EXCLUDED);
    click.worth = 0.05; /* more units would be another look: a new experiment has its own number */
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &alike, &cells);
    const hl_finding *anew = hl_made_reason(analysis, HL_FOUND_NEW_EXPERIMENT);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
    assert_non_null(anew);
    assert_true(isnan(analysis->verdict.units_needed));
    assert_true(anew->n > 2 * 120000 && anew->n < 2 * 126000); /* R: power.prop.test(p1 = .05, p2 =
                                                                  .0525, power = .8)$n: 122,123 */
    hl_made_drop(analysis, cells);
}

/* `worth` is excluded just where the corrected interval ends below it. */
static void a_gain_worth_shipping_is_excluded_by_the_interval(void **state)
{
    (void)state;
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                        hl_made_metric("reply", HL_METRIC_PROPORTION)};
    hl_made_rates alike[] = {{{10000, 10000}, {500, 505}}, {{10000, 10000}, {700, 695}}};
    for (size_t i = 0; i < 2; i++) {
        for (int corrected = 0; corrected < 2; corrected++) {
            hl_design design = hl_made_design(two, 2, list, 2);
            design.inference = inferences[i];
            design.correction = corrected ? HL_CORRECT_HOLM : HL_CORRECT_NONE;
            hl_design at_level = design;
            at_level.alpha = corrected ? design.alpha / 2 : design.alpha;
            hl_cells *cells = hl_made_cells_of_rates(&design, alike);
            hl_analysis *alone = hl_made_run(&at_level, cells);
            hl_analysis *analysis = hl_made_run(&design, cells);
            const hl_comparison *c = &analysis->metrics[0].comparisons[0];
            hl_counting counts =
                hl_comparison_counting(&alone->metrics[0].comparisons[0], design.inference);
            if (i == 0 || !corrected) /* a sequence is tuned for the whole alpha */
                assert_rel(c->gain.above, counts.lift.high, 1e-12);
            else
                assert_rel(c->gain.above, counts.lift.high, 1e-2);
            assert_rel(c->gain.level, i == 0 ? at_level.alpha / 2 : at_level.alpha, 1e-12);
            hl_analysis_free(alone);
            double reply = analysis->metrics[1].comparisons[0].gain.above;
            for (int below = 0; below < 2; below++) {
                list[0].worth = c->gain.above * (below ? 1.001 : 0.999);
                list[1].worth = 1.001 * reply;
                hl_analysis *again = hl_made_run(&design, cells);
                assert_int_equal(again->verdict.decision, below    ? HL_DECIDE_KEEP_CONTROL
                                                          : i == 0 ? HL_DECIDE_NOT_SHOWN
                                                                   : HL_DECIDE_KEEP_RUNNING);
                const hl_finding *found = hl_made_reason(again, HL_FOUND_WORTH_EXCLUDED);
                assert_int_equal(found->metric, below ? 0 : 1);
                hl_analysis_free(again);
                list[0].worth = list[1].worth = HL_NAN;
            }
            hl_made_drop(analysis, cells);
        }
    }
}

static void lower_is_better_when_the_goal_is_to_decrease(void **state)
{
    (void)state;
    hl_metric leave = hl_made_metric("leave", HL_METRIC_PROPORTION);
    leave.goal = HL_GOAL_DECREASE;
    hl_design design = hl_made_design(two, 2, &leave, 1);
    hl_made_rates fewer = {{10000, 10000}, {700, 500}};
    expect(&design, &fewer, HL_DECIDE_SHIP, HL_FOUND_BETTER);
}

static void keeps_running_and_says_how_long(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_made_rates some = {{2000, 2000}, {100, 125}};
    expect(&design, &some, HL_DECIDE_KEEP_RUNNING, HL_FOUND_UNITS_NEEDED_UNSTEADY);
    expect(&design, &some, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NEXT_LOOK);
    click.worth = 0.25;
    expect(&design, &some, HL_DECIDE_KEEP_RUNNING, HL_FOUND_UNITS_NEEDED_FOR_WORTH);
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &some, &cells);
    assert_true(analysis->verdict.units_needed > 4000);
    assert_true(analysis->verdict.units_needed < 40000);
    hl_made_drop(analysis, cells);
}

static void a_broken_split_blocks_everything(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates lost = {{10000, 9500}, {500, 700}};
    expect(&design, &lost, HL_DECIDE_INVALID_SRM, HL_FOUND_SRM_MISMATCH);
    static const hl_arm_weight closed[] = {{"control", 1}, {"offer", 0}};
    hl_design zero = hl_made_design(closed, 2, &click, 1);
    hl_made_rates stray = {{10000, 3}, {500, 1}};
    expect(&zero, &stray, HL_DECIDE_INVALID_DATA, HL_FOUND_ZERO_WEIGHT_UNITS);
}

static hl_metric guard(double margin)
{
    hl_metric block = hl_made_metric("block", HL_METRIC_PROPORTION);
    block.role = HL_ROLE_GUARDRAIL;
    block.goal = HL_GOAL_DECREASE;
    block.margin = margin;
    return block;
}

static void guardrails_stop_hold_and_wait(void **state)
{
    (void)state;
    hl_made_rates metrics[] = {{{10000, 10000}, {500, 700}}, {{10000, 10000}, {100, 105}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.01)};
    hl_design design = hl_made_design(two, 2, list, 2);
    expect(&design, metrics, HL_DECIDE_SHIP, HL_FOUND_GUARDRAIL_HELD);
    list[1].margin = 0.001;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_UNDECIDED);
    list[1].margin = HL_NAN;
    expect(&design, metrics, HL_DECIDE_SHIP, HL_FOUND_GUARDRAIL_NO_HARM_SHOWN);
    metrics[1].ones[1] = 250;
    expect(&design, metrics, HL_DECIDE_STOP_GUARDRAIL, HL_FOUND_GUARDRAIL_HARMED);
    list[1].margin = 0.005;
    expect(&design, metrics, HL_DECIDE_STOP_GUARDRAIL, HL_FOUND_GUARDRAIL_BROKEN);
    design.inference = HL_INFER_ANYTIME;
    expect(&design, metrics, HL_DECIDE_STOP_GUARDRAIL, HL_FOUND_GUARDRAIL_BROKEN);
    metrics[1].ones[1] = 105;
    list[1].margin = 0.02;
    expect(&design, metrics, HL_DECIDE_SHIP, HL_FOUND_GUARDRAIL_HELD);
    list[1].margin = HL_NAN;
    list[1].margin_lift = 0.01;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_UNDECIDED);
}

/* What is undecided is what the sentence speaks of. */
static void a_guardrail_that_holds_up_an_arm_says_how_long(void **state)
{
    (void)state;
    hl_made_rates metrics[] = {{{4100, 4100}, {700, 900}}, {{4100, 4100}, {25, 25}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.005)};
    hl_design design = hl_made_design(two, 2, list, 2);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, metrics, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_non_null(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED));
    assert_null(hl_made_reason(analysis, HL_FOUND_UNITS_NEEDED_UNKNOWN));
    const hl_comparison *c = &analysis->metrics[1].comparisons[0];
    assert_true(c->anytime.d_low < 0 && c->anytime.d_high > 0.005 && c->anytime.d_high < 0.01);
    assert_true(analysis->verdict.units_needed > 4000);
    assert_true(analysis->verdict.units_needed < 40000);
    double harmless = analysis->verdict.units_needed;
    hl_made_drop(analysis, cells);
    metrics[1].ones[1] =
        30; /* five more of 4,100: still what no harm needs, from where it stands */
    analysis = analyse(&design, metrics, &cells);
    const hl_finding *need = hl_made_reason(analysis, HL_FOUND_GUARDRAIL_UNITS_NEEDED);
    assert_int_equal(need->metric, 1);
    assert_true(need->n == analysis->verdict.units_needed && need->n > harmless);
    assert_true(need->n_low == analysis->verdict.units_needed_low && need->n_low < need->n);
    assert_true(need->n_high == analysis->verdict.units_needed_high && need->n_high > need->n);
    assert_int_equal(need->margin_of, HL_SCALE_DIFFERENCE);
    assert_true(need->margin == 0.005);
    hl_made_drop(analysis, cells);
    metrics[1].ones[1] = 70;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_BEYOND_MARGIN);
    list[1].margin = 0.015;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_NEAR_MARGIN);
    metrics[1].ones[0] = metrics[1].ones[1] = 8;
    list[1].margin = 0.001;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY);
    metrics[1].ones[0] = 25;
    list[1].margin = HL_NAN;
    list[1].margin_lift = 0.5;
    metrics[1].ones[1] = 25;
    expect(&design, metrics, HL_DECIDE_KEEP_RUNNING, HL_FOUND_GUARDRAIL_UNITS_NEEDED);
    hl_made_rates few[] = {{{4100, 4100}, {700, 900}}, {{4100, 4100}, {1, 0}}};
    list[1].margin = 0.005;
    list[1].margin_lift = HL_NAN;
    expect(&design, few, HL_DECIDE_SHIP, HL_FOUND_GUARDRAIL_HELD);
}

/* Of three arms the second ships; the third is better too, and one metric of two holds it back. */
static void an_arm_held_back_says_by_which_metric(void **state)
{
    (void)state;
    static const hl_arm_weight three[] = {{"control", 1}, {"offer", 1}, {"other", 1}};
    static const int64_t ones[][3] = {{500, 700, 700}, {100, 102, 102}, {100, 100, 0}};
    static const struct {
        hl_metric_role role;
        int64_t third;
        hl_finding_code code;
    } rows[] = {{HL_ROLE_GUARDRAIL, 135, HL_FOUND_HELD_BACK_BY_GUARDRAIL},
                {HL_ROLE_PRIMARY, 300, HL_FOUND_HELD_BACK_BY_PRIMARY}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.01),
                            guard(0.005)};
        list[2].role = rows[i].role;
        hl_design design = hl_made_design(three, 3, list, 3);
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 3; arm++) {
            hl_made_enrol(cells, arm, 0, none, 10000);
            for (size_t m = 0; m < 3; m++)
                hl_made_rate(cells, arm, 0, none, m, 10000,
                             m == 2 && arm == 2 ? rows[i].third : ones[m][arm]);
        }
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_finding *found = hl_made_reason(analysis, rows[i].code);
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_SHIP);
        assert_int_equal(analysis->verdict.arm, 1);
        assert_non_null(found);
        assert_int_equal(found->arm, 2);
        assert_int_equal(found->metric, 0);
        assert_int_equal(found->held_by, 2);
        hl_made_drop(analysis, cells);
    }
}

/* A fixed sample is not decided while windows are open, but a broken guardrail stops it. */
/* An interval that leaves out zero beside a corrected p that does not: said, not left to wonder. */
static void a_correction_that_decides_is_said(void **state)
{
    (void)state;
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                        hl_made_metric("reply", HL_METRIC_PROPORTION)};
    hl_design design = hl_made_design(two, 2, list, 2);
    hl_made_rates metrics[] = {{{10000, 10000}, {500, 570}},
                               {{10000, 10000}, {500, 505}}}; /* 0.027 */
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, metrics, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
    const hl_finding *found = hl_made_reason(analysis, HL_FOUND_NOT_SHOWN_CORRECTED);
    assert_true(found->effect.low > 0);
    assert_rel(found->p, 2 * analysis->metrics[0].comparisons[0].p, 1e-12); /* Holm */
    hl_made_drop(analysis, cells);
    design.correction = HL_CORRECT_NONE;
    expect(&design, metrics, HL_DECIDE_SHIP, HL_FOUND_BETTER);
}

static void open_windows_are_not_the_end(void **state)
{
    (void)state;
    hl_made_rates metrics[] = {{{10000, 10000}, {500, 700}}, {{10000, 10000}, {100, 105}}};
    hl_metric list[] = {hl_made_metric("click", HL_METRIC_PROPORTION), guard(0.01)};
    hl_design design = hl_made_design(two, 2, list, 2);
    for (int64_t open = 500; open <= 1000; open += 500)
        for (int harm = 0; harm < 2; harm++) {
            metrics[1].ones[1] = harm ? 400 : 105;
            hl_cells *cells = hl_cells__new(&design);
            for (uint32_t arm = 0; arm < 2; arm++) {
                hl_made_enrol(cells, arm, 0, 20000, metrics[0].n[arm] + open);
                for (size_t m = 0; m < 2; m++)
                    hl_made_rate(cells, arm, 0, 20000, m, metrics[m].n[arm], metrics[m].ones[arm]);
            }
            hl_analysis *analysis = hl_made_run(&design, cells);
            assert_int_equal(analysis->verdict.decision, harm          ? HL_DECIDE_STOP_GUARDRAIL
                                                         : open < 1000 ? HL_DECIDE_SHIP
                                                                       : HL_DECIDE_KEEP_RUNNING);
            assert_int_equal(hl_made_reason(analysis, HL_FOUND_WINDOWS_OPEN) != NULL, open == 1000);
            hl_made_drop(analysis, cells);
        }
}

static void a_withheld_interval_is_said(void **state)
{
    (void)state;
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &spend, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_made_rates few = {{60, 60}, {5, 9}};
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &few, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    const hl_finding *found = hl_made_reason(analysis, HL_FOUND_NOT_SHOWN);
    assert_true(isnan(found->effect.low) && isnan(found->effect.high));
    assert_true(found->n == 60);
    hl_made_drop(analysis, cells);
}

static void nothing_to_decide_on(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click.role = HL_ROLE_SECONDARY;
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates better = {{10000, 10000}, {500, 700}};
    expect(&design, &better, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NO_PRIMARY_METRIC);
    click.role = HL_ROLE_PRIMARY;
    hl_made_rates empty = {{0, 0}, {0, 0}};
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &empty, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_non_null(hl_made_reason(analysis, HL_FOUND_NOT_BEGUN));
    assert_false(hl_verdict_has_ended(&analysis->verdict));
    hl_made_drop(analysis, cells);
    hl_made_rates nobody = {{100, 100}, {0, 0}};
    expect(&design, &nobody, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NOTHING_SEEN);
}

static void decides(const hl_design *design, const double value[2], const int64_t n[2],
                    hl_decision decision, hl_finding_code code)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, none, n[arm]);
        hl_made_value(cells, arm, 0, none, 0, value[arm], 1, NULL, n[arm]);
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    assert_int_equal(analysis->verdict.decision, decision);
    assert_non_null(hl_made_reason(analysis, code));
    assert_null(hl_made_reason(analysis, HL_FOUND_UNITS_NEEDED_UNKNOWN));
    hl_made_drop(analysis, cells);
}

/* At the planned end of a fixed sample. */
static void what_has_no_answer_is_no_evidence(void **state)
{
    (void)state;
    static const hl_arm_weight closed[] = {{"control", 1}, {"offer", 0}};
    static const hl_arm_weight unknown[] = {{"control", 0}, {"offer", 0}};
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &spend, 1);
    const double values[] = {5, 6};
    decides(&design, values, (const int64_t[]){100, 100}, HL_DECIDE_KEEP_RUNNING,
            HL_FOUND_NO_ANSWER);
    decides(&design, values, (const int64_t[]){1, 1}, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NO_ANSWER);
    design.arms = closed; /* nothing is to come for an arm that is planned to be empty */
    decides(&design, values, (const int64_t[]){100, 0}, HL_DECIDE_NOT_SHOWN,
            HL_FOUND_ARM_WITHOUT_UNITS);
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    design = hl_made_design(unknown, 2, &click, 1);
    hl_made_rates empty = {{0, 1000}, {0, 10}};
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &empty, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_non_null(hl_made_reason(analysis, HL_FOUND_NO_ANSWER));
    hl_made_drop(analysis, cells);
}

/* Of 0 against 0 there is an exact test, which knows nothing of data that were not imported. */
static void no_conversion_in_either_arm_is_no_evidence(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates none_at_all = {{1000, 1000}, {0, 0}};
    expect(&design, &none_at_all, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NOTHING_SEEN);
    hl_made_rates all_of_them = {{1000, 1000}, {1000, 1000}};
    expect(&design, &all_of_them, HL_DECIDE_KEEP_RUNNING, HL_FOUND_NO_ANSWER);
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    design = hl_made_design(two, 2, &spend, 1);
    decides(&design, (const double[]){0, 0}, (const int64_t[]){100, 100}, HL_DECIDE_KEEP_RUNNING,
            HL_FOUND_NOTHING_SEEN);
}

static void small_counts_wait_for_the_exact_test(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_made_rates four = {{100, 100}, {0, 4}}; /* score p 0.044, Boschloo 0.104 */
    hl_cells *cells = NULL;
    hl_analysis *analysis = analyse(&design, &four, &cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_NOT_SHOWN);
    assert_abs(hl_made_reason(analysis, HL_FOUND_NOT_SHOWN_EXACT)->p, 0.104, 5e-4);
    hl_made_drop(analysis, cells);
    hl_made_rates eight = {{100, 100}, {0, 8}};
    expect(&design, &eight, HL_DECIDE_SHIP, HL_FOUND_BETTER);
}

static void looks_of_a_plan(void **state)
{
    (void)state;
    static const double looks[] = {0.5, 1};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.inference = HL_INFER_GROUP_SEQUENTIAL;
    design.look_count = 2;
    design.looks = looks;
    design.spending = HL_SPEND_OBF;
    hl_made_rates some = {{10000, 10000}, {500, 570}}; /* p about 0.027 */
    hl_cells *cells = hl_made_cells_of_rates(&design, &some);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *first = NULL;
    hl_analysis *last = NULL;
    options.look = 1;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &first, NULL), HL_OK);
    options.look = 2;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &last, NULL), HL_OK);
    /* O'Brien-Fleming spending at half the information: z = 2.963, two-sided p 0.00305 */
    assert_abs(first->look_alpha, 0.00305, 2e-5);
    assert_int_equal(first->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_int_equal(last->verdict.decision, HL_DECIDE_SHIP);
    const hl_finding *look = hl_made_reason(first, HL_FOUND_LOOK);
    assert_true(look->n == 1 && look->of == 2 && look->level == first->look_alpha);
    assert_int_equal(look->item_count, 2);
    assert_true(look->items[0].level == first->look_alpha);
    assert_abs(look->items[1].level, 0.049, 5e-6);
    assert_null(hl_made_reason(first, HL_FOUND_STAGEWISE));
    assert_true(isnan(first->metrics[0].comparisons[0].stagewise.p));
    /* taking the first look into account costs a little, and draws the estimate in a little */
    const hl_comparison *c = &last->metrics[0].comparisons[0];
    assert_true(hl_made_reason(last, HL_FOUND_STAGEWISE)->p == c->stagewise.p);
    /* one number is quoted: in the reason, and wherever a comparison is shown */
    const hl_finding *better = hl_made_reason(last, HL_FOUND_BETTER);
    hl_quoted quoted = hl_comparison_quoted(c, HL_INFER_GROUP_SEQUENTIAL, 2);
    assert_true(better->p == quoted.p_adjusted && quoted.p_adjusted == c->stagewise.p);
    assert_true(better->effect_of == HL_SCALE_LIFT &&
                better->effect.estimate == quoted.lift.estimate);
    assert_true(quoted.stagewise && quoted.lift.low == c->stagewise.lift.low);
    assert_abs(quoted.lift.estimate, quoted.difference.estimate / 0.05, 0.002);
    assert_true(quoted.lift.low > 0 && quoted.lift.estimate < c->lift.estimate);
    assert_true(c->stagewise.p > c->p && c->stagewise.p < c->p + 0.003);
    assert_true(c->stagewise.difference.estimate < c->difference.estimate);
    assert_true(c->stagewise.difference.estimate > 0.95 * c->difference.estimate);
    assert_true(c->stagewise.difference.low > 0);
    hl_analysis_free(first);
    hl_made_drop(last, cells);
}

/* No looks, or a spending that overflows: there is no level to show anything at, however large the
 * difference. (Looks that do not rise are no design: tests/unit/design/test_check_design.c.) */
static void looks_without_boundaries_show_nothing(void **state)
{
    (void)state;
    static const double rising[] = {0.5, 1};
    const struct {
        const double *looks;
        size_t count;
        hl_spending spending;
        double parameter;
    } plans[] = {{NULL, 0, HL_SPEND_OBF, 0}, {rising, 2, HL_SPEND_HSD, -1e308}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_made_rates apart = {{10000, 10000}, {500, 900}};
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        hl_design design = hl_made_design(two, 2, &click, 1);
        design.inference = HL_INFER_GROUP_SEQUENTIAL;
        design.looks = plans[i].looks;
        design.look_count = plans[i].count;
        design.spending = plans[i].spending;
        design.spending_parameter = plans[i].parameter;
        hl_cells *cells = NULL;
        hl_analysis *analysis = analyse(&design, &apart, &cells);
        assert_true(isnan(analysis->look_alpha));
        assert_null(analysis->look_levels);
        assert_true(analysis->metrics[0].comparisons[0].p < 1e-6);
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ships_what_is_better),
        cmocka_unit_test(keeps_control_on_evidence_alone),
        cmocka_unit_test(a_gain_worth_shipping_is_excluded_by_the_interval),
        cmocka_unit_test(lower_is_better_when_the_goal_is_to_decrease),
        cmocka_unit_test(keeps_running_and_says_how_long),
        cmocka_unit_test(a_broken_split_blocks_everything),
        cmocka_unit_test(guardrails_stop_hold_and_wait),
        cmocka_unit_test(a_guardrail_that_holds_up_an_arm_says_how_long),
        cmocka_unit_test(an_arm_held_back_says_by_which_metric),
        cmocka_unit_test(a_correction_that_decides_is_said),
        cmocka_unit_test(open_windows_are_not_the_end),
        cmocka_unit_test(a_withheld_interval_is_said),
        cmocka_unit_test(nothing_to_decide_on),
        cmocka_unit_test(what_has_no_answer_is_no_evidence),
        cmocka_unit_test(no_conversion_in_either_arm_is_no_evidence),
        cmocka_unit_test(small_counts_wait_for_the_exact_test),
        cmocka_unit_test(looks_of_a_plan),
        cmocka_unit_test(looks_without_boundaries_show_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
