/* Guardrails of several arms: what all of them together may say. */
#include <math.h>

#include "stats/adjust.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { ARMS = 4, GUARDS = 2 };
static const hl_arm_weight arms[ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};

typedef struct world {
    hl_metric metrics[1 + GUARDS];
    hl_design design;
    hl_cells *cells;
    hl_analysis *analysis;
} world;

/* A primary metric and two guardrails; ones[guard][arm] of n. */
static void make(world *w, size_t arm_count, hl_inference inference, int64_t n,
                 int64_t ones[GUARDS][ARMS])
{
    w->metrics[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    for (size_t g = 1; g <= GUARDS; g++) {
        w->metrics[g] = hl_made_metric(g == 1 ? "block" : "complain", HL_METRIC_PROPORTION);
        w->metrics[g].role = HL_ROLE_GUARDRAIL;
        w->metrics[g].goal = HL_GOAL_DECREASE;
        w->metrics[g].margin = 0.01;
    }
    w->design = hl_made_design(arms, arm_count, w->metrics, 1 + GUARDS);
    w->design.inference = inference;
    w->cells = hl_cells__new(&w->design);
    for (uint32_t arm = 0; arm < arm_count; arm++) {
        hl_made_enrol(w->cells, arm, 0, HL_CELLS_NO_DAY, n);
        hl_made_rate(w->cells, arm, 0, HL_CELLS_NO_DAY, 0, n, arm == 0 ? n / 10 : n / 5);
        for (size_t g = 0; g < GUARDS; g++)
            hl_made_rate(w->cells, arm, 0, HL_CELLS_NO_DAY, 1 + g, n, ones[g][arm]);
    }
    w->analysis = hl_made_run(&w->design, w->cells);
}

static const hl_comparison *guard(const world *w, size_t g, size_t arm)
{
    return &w->analysis->metrics[1 + g].comparisons[arm - 1];
}

static void drop(world *w)
{
    hl_analysis_free(w->analysis);
    hl_cells_free(w->cells);
}

static void one_arm_is_not_corrected(void **state)
{
    (void)state;
    int64_t ones[GUARDS][ARMS] = {{500, 520}, {500, 480}};
    world w;
    make(&w, 2, HL_INFER_FIXED, 10000, ones);
    for (size_t g = 0; g < GUARDS; g++)
        assert_true(guard(&w, g, 1)->p_margin_adjusted == guard(&w, g, 1)->p_margin);
    drop(&w);
}

/* An arm's p is the largest of its guardrails'; over arms Holm; and no guardrail is larger than
 * Bonferroni alone makes it. */
static void arms_are_corrected_and_guardrails_are_not(void **state)
{
    (void)state;
    int64_t ones[GUARDS][ARMS] = {{500, 520, 500, 560}, {500, 480, 540, 500}};
    world w;
    make(&w, 4, HL_INFER_FIXED, 10000, ones);
    double p[ARMS - 1];
    double holm[ARMS - 1];
    for (size_t arm = 1; arm < ARMS; arm++)
        p[arm - 1] = fmax(guard(&w, 0, arm)->p_margin, guard(&w, 1, arm)->p_margin);
    assert_int_equal(hl_stats__holm(p, holm, ARMS - 1, NULL), HL_OK);
    for (size_t arm = 1; arm < ARMS; arm++) {
        double largest = 0;
        for (size_t g = 0; g < GUARDS; g++) {
            const hl_comparison *c = guard(&w, g, arm);
            assert_true(c->p_margin_adjusted >= c->p_margin);
            assert_true(c->p_margin_adjusted <= 3 * c->p_margin);
            assert_int_equal(c->guard == HL_GUARD_HELD, c->p_margin_adjusted < 0.025);
            largest = fmax(largest, c->p_margin_adjusted);
        }
        assert_rel(largest, holm[arm - 1], 1e-12);
    }
    drop(&w);
}

static const hl_finding *reason(const world *w, hl_finding_code code)
{
    for (size_t i = 0; i < w->analysis->verdict.because_count; i++)
        if (w->analysis->verdict.because[i].code == code)
            return &w->analysis->verdict.because[i];
    return NULL;
}

/* The guardrail of the first arm, when no arm harms. */
static hl_guard first_guard(size_t arm_count, hl_inference inference, int64_t n)
{
    int64_t one = n / 20;
    int64_t ones[GUARDS][ARMS] = {{one, one, one, one}, {0, 0, 0, 0}};
    world w;
    make(&w, arm_count, inference, n, ones);
    const hl_comparison *c = guard(&w, 0, 1);
    hl_guard state = c->guard;
    double high = inference == HL_INFER_ANYTIME ? c->anytime.d_high : c->difference.high;
    bool alone = state == HL_GUARD_UNDECIDED && high < 0.01;
    assert_int_equal(reason(&w, HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED) != NULL, alone);
    assert_int_equal(w.analysis->verdict.decision == HL_DECIDE_SHIP, state == HL_GUARD_HELD);
    drop(&w);
    return state;
}

/* Enough for one arm and too little for three: what the interval says on its own is not enough, and
 * the report says so. */
static void what_one_arm_shows_three_may_not(void **state)
{
    (void)state;
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME};
    for (size_t i = 0; i < 2; i++) {
        hl_guard of_one = HL_GUARD_UNDECIDED;
        int64_t n = 1000;
        for (; of_one != HL_GUARD_HELD && n < 100000; n += n / 20)
            of_one = first_guard(2, inferences[i], n + n / 20);
        assert_int_equal(of_one, HL_GUARD_HELD);
        assert_int_equal(first_guard(4, inferences[i], n), HL_GUARD_UNDECIDED);
        assert_int_equal(first_guard(4, inferences[i], 2 * n), HL_GUARD_HELD);
    }
}

/* The level of a look among three is that of a plan for alpha / 3, which spends less than a third
 * of what this look has. */
static void a_planned_look_shares_its_plan(void **state)
{
    (void)state;
    static const double looks[] = {0.5, 1};
    int64_t ones[GUARDS][ARMS] = {{500, 500, 500, 500}, {500, 480, 490, 500}};
    world w;
    make(&w, 4, HL_INFER_FIXED, 10000, ones);
    drop(&w);
    w.design.inference = HL_INFER_GROUP_SEQUENTIAL;
    w.design.looks = looks;
    w.design.look_count = 2;
    w.design.spending = HL_SPEND_POCOCK;
    w.cells = hl_cells__new(&w.design);
    for (uint32_t arm = 0; arm < ARMS; arm++)
        for (size_t m = 0; m <= GUARDS; m++)
            hl_made_rate(w.cells, arm, 0, HL_CELLS_NO_DAY, m, 5000, 250);
    w.analysis = hl_made_run(&w.design, w.cells);
    const hl_comparison *c = guard(&w, 0, 1);
    assert_true(c->p_margin_adjusted > 3 * c->p_margin);
    assert_true(c->p_margin_adjusted < 4 * c->p_margin);
    drop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_arm_is_not_corrected),
        cmocka_unit_test(arms_are_corrected_and_guardrails_are_not),
        cmocka_unit_test(what_one_arm_shows_three_may_not),
        cmocka_unit_test(a_planned_look_shares_its_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
