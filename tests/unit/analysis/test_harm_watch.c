/* Harm outside the planned looks: of guardrails and of a better arm's primary metrics, on all days
 * whose windows have closed. */
#include <stdlib.h>

#include "base/civil.h"
#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { FIRST = 20000, DAYS = 30, A_DAY = 200, PLANNED = 4000, CLICK = 0, COMPLAINT = 1 };

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const double halves[] = {0.5, 1};

/* Percent of the arm "offer" before and from the turn on; of the control as `control`. */
typedef struct course {
    int64_t control, before, after;
} course;

typedef struct world {
    hl_metric metrics[2];
    course click, complaint;
    int32_t turn, back; /* days from FIRST; from `back` on it is as before, 0: never */
} world;

static world honest(void)
{
    world w = {.click = {10, 16, 16}, .complaint = {2, 2, 2}, .turn = 10};
    w.metrics[CLICK] = hl_made_metric("click", HL_METRIC_PROPORTION);
    w.metrics[COMPLAINT] = hl_made_metric("complaint", HL_METRIC_PROPORTION);
    w.metrics[COMPLAINT].role = HL_ROLE_GUARDRAIL;
    w.metrics[COMPLAINT].goal = HL_GOAL_DECREASE;
    w.metrics[CLICK].within_ms = w.metrics[COMPLAINT].within_ms = 2 * HL_DAY_MS;
    return w;
}

/* Planned units are in after 10 days, the look is of the 13th; of two looks the first after 10. */
static hl_design plan_of(const world *w, hl_inference inference)
{
    hl_design design = hl_made_design(two, 2, w->metrics, 2);
    design.inference = inference;
    design.looks = halves;
    design.look_count = inference == HL_INFER_GROUP_SEQUENTIAL ? 2 : 0;
    design.planned_units = inference == HL_INFER_GROUP_SEQUENTIAL ? 2 * PLANNED : PLANNED;
    return design;
}

static void add_day(hl_cells *cells, const world *w, const course *c, int32_t day, size_t metric)
{
    bool turned = day >= w->turn && (w->back == 0 || day < w->back);
    int64_t rates[] = {c->control, turned ? c->after : c->before};
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_rate(cells, arm, 0, FIRST + day, metric, A_DAY, A_DAY * rates[arm] / 100);
}

/* In the morning after so many days. */
static hl_analysis *report(const world *w, hl_inference inference, int32_t days)
{
    hl_design *design = malloc(sizeof *design);
    assert_non_null(design);
    *design = plan_of(w, inference);
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (int32_t day = 0; day < days; day++) {
        for (uint32_t arm = 0; arm < 2; arm++)
            hl_made_enrol(cells, arm, 0, FIRST + day, A_DAY);
        add_day(cells, w, &w->click, day, CLICK);
        add_day(cells, w, &w->complaint, day, COMPLAINT);
    }
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (int64_t)(FIRST + days) * HL_DAY_MS + 1;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    hl_cells_free(cells);
    return analysis;
}

static void drop(hl_analysis *analysis)
{
    hl_design *design = (hl_design *)analysis->design;
    hl_analysis_free(analysis);
    free(design);
}

static void assert_says(const world *w, hl_inference inference, int32_t days, hl_decision decision,
                        bool since)
{
    hl_analysis *analysis = report(w, inference, days);
    const hl_finding *finding = hl_made_reason(analysis, HL_FOUND_HARM_SINCE);
    assert_int_equal(analysis->verdict.decision, decision);
    assert_int_equal(finding != NULL, since);
    drop(analysis);
}

static void nothing_is_said_where_nothing_turns(void **state)
{
    (void)state;
    world w = honest();
    assert_says(&w, HL_INFER_FIXED, 14, HL_DECIDE_SHIP, false);
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_SHIP, false);
    assert_says(&w, HL_INFER_GROUP_SEQUENTIAL, DAYS, HL_DECIDE_SHIP, false);
}

static void a_guardrail_stops_what_was_shipped(void **state)
{
    (void)state;
    world w = honest();
    w.complaint.after = 6;
    assert_says(&w, HL_INFER_FIXED, 14, HL_DECIDE_SHIP, false);
    hl_analysis *analysis = report(&w, HL_INFER_FIXED, DAYS);
    const hl_finding *finding = hl_made_reason(analysis, HL_FOUND_HARM_SINCE);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_STOP_GUARDRAIL);
    assert_int_equal(analysis->verdict.arms[0].decision, HL_ARM_GUARDRAIL_BROKEN);
    assert_non_null(finding);
    assert_true(finding->metric == COMPLAINT && finding->arm == 1 && finding->other == 0);
    assert_true(finding->p < 0.001 && finding->effect.estimate > 0 && isnan(finding->effect.low));
    assert_string_equal(finding->name, "2024-11-02");
    /* the table is of the look, where it held, and no reason says so any more */
    assert_int_equal(analysis->metrics[COMPLAINT].comparisons[0].guard, HL_GUARD_HELD);
    assert_null(hl_made_reason(analysis, HL_FOUND_GUARDRAIL_NO_HARM_SHOWN));
    assert_non_null(hl_made_reason(analysis, HL_FOUND_BETTER));
    drop(analysis);
}

/* Whoever stopped it on the day that showed harm is not told later to ship it. */
static void what_was_shown_once_stays(void **state)
{
    (void)state;
    world w = honest();
    w.complaint.after = 6;
    w.back = 16;
    assert_says(&w, HL_INFER_FIXED, 14, HL_DECIDE_SHIP, false);
    assert_says(&w, HL_INFER_FIXED, 18, HL_DECIDE_STOP_GUARDRAIL, true);
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_STOP_GUARDRAIL, true);
}

/* Two points more are tolerated: not that they are shown, but that more is. */
static void a_margin_is_tolerated(void **state)
{
    (void)state;
    world w = honest();
    w.metrics[COMPLAINT].margin = 0.02;
    w.complaint.after = 4;
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_SHIP, false);
    w.complaint.after = 12;
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_STOP_GUARDRAIL, true);
}

static void a_gain_that_turned_to_harm_is_not_shipped(void **state)
{
    (void)state;
    world w = honest();
    w.click.after = 3;
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_KEEP_CONTROL, true);
    w.metrics[COMPLAINT].role = HL_ROLE_SECONDARY;
    w.click.after = 16;
    w.complaint.after = 6;
    assert_says(&w, HL_INFER_FIXED, DAYS, HL_DECIDE_SHIP, false);
}

static void guardrails_are_watched_between_planned_looks(void **state)
{
    (void)state;
    world w = honest();
    w.click.before = w.click.after = 10;
    w.complaint.after = 8;
    assert_says(&w, HL_INFER_GROUP_SEQUENTIAL, 13, HL_DECIDE_KEEP_RUNNING, false);
    assert_says(&w, HL_INFER_GROUP_SEQUENTIAL, 17, HL_DECIDE_STOP_GUARDRAIL, true);
    w.turn = 0; /* before the first */
    assert_says(&w, HL_INFER_GROUP_SEQUENTIAL, 8, HL_DECIDE_STOP_GUARDRAIL, true);
}

static void harm_between_looks_may_stop_an_arm_that_ships_nowhere(void **state)
{
    (void)state;
    world w = honest();
    w.click.before = 10;
    w.click.after = 2;
    hl_analysis *analysis = report(&w, HL_INFER_GROUP_SEQUENTIAL, 17);
    const hl_finding *finding = hl_made_reason(analysis, HL_FOUND_MAY_STOP_FOR_HARM);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_KEEP_RUNNING);
    assert_int_equal(analysis->look, 1);
    assert_non_null(finding);
    assert_true(finding->effect.estimate < 0 && finding->p < 0.001);
    drop(analysis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_where_nothing_turns),
        cmocka_unit_test(a_guardrail_stops_what_was_shipped),
        cmocka_unit_test(what_was_shown_once_stays),
        cmocka_unit_test(a_margin_is_tolerated),
        cmocka_unit_test(a_gain_that_turned_to_harm_is_not_shipped),
        cmocka_unit_test(guardrails_are_watched_between_planned_looks),
        cmocka_unit_test(harm_between_looks_may_stop_an_arm_that_ships_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
