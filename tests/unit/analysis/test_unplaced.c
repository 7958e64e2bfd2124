/* Events of nobody in particular, and events without a type: told with what they could make of the
 * comparison; no verdict where they are many and it would be another one. */
#include <math.h>

#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

typedef struct unplaced {
    int64_t buyers[2]; /* of 2,000 units in each arm: one event each */
    double nobody;     /* events */
    double typeless[2];
    double in_store; /* events of the metric's type */
    bool accepted;
    hl_finding_code code;
    hl_check_status status;
    hl_decision decision;
} unplaced;

static hl_cells *cells_of(const unplaced *u, const hl_design *design, hl_unplaced *nobody,
                          double *counts, hl_unplaced *typeless)
{
    hl_cells *cells = hl_made_two_rates(design, none, 2000, u->buyers[0], 2000, u->buyers[1]);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_count(cells, arm, none, HL_COUNT_EVENTS, u->buyers[arm]);
        typeless[arm].events = u->typeless[arm];
    }
    nobody->events = u->nobody;
    counts[0] = u->in_store;
    counts[1] = (double)(u->buyers[0] + u->buyers[1]);
    cells->nobody = nobody;
    cells->type_events = &counts[0];
    cells->known_events = &counts[1];
    cells->typeless = typeless;
    cells->typeless_as = "(not set)";
    cells->strangers.nobody_as = "guest";
    return cells;
}

static const hl_check *check_of(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->check_count; i++)
        if (analysis->checks[i].finding.code == code)
            return &analysis->checks[i];
    return NULL;
}

/* 400 and 480 of 2,000: p 0.003; 400 and 410: 0.7. Sixty more of one arm leave nothing of the
 * first, and do not make the second. */
static void those_of_one_arm_may_make_the_verdict(void **state)
{
    (void)state;
    static const unplaced rows[] = {
        {.buyers = {400, 480},
         .nobody = 40,
         .in_store = 920,
         .code = HL_FOUND_EVENTS_OF_NOBODY_RANGE,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_SHIP},
        {.buyers = {400, 480},
         .nobody = 60,
         .in_store = 940,
         .code = HL_FOUND_EVENTS_OF_NOBODY_TURN,
         .status = HL_CHECK_FAIL,
         .decision = HL_DECIDE_INVALID_DATA},
        {.buyers = {400, 480},
         .nobody = 60,
         .in_store = 940,
         .accepted = true,
         .code = HL_FOUND_EVENTS_OF_NOBODY_TURN,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_SHIP},
        {.buyers = {400, 480},
         .nobody = 60,
         .in_store = 9400,
         .code = HL_FOUND_EVENTS_OF_NOBODY_TURN,
         .status = HL_CHECK_FAIL,
         .decision = HL_DECIDE_INVALID_DATA},
        {.buyers = {400, 700},
         .nobody = 100,
         .in_store = 1200,
         .code = HL_FOUND_EVENTS_OF_NOBODY_RANGE,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_SHIP},
        {.buyers = {400, 410},
         .nobody = 100,
         .in_store = 910,
         .code = HL_FOUND_EVENTS_OF_NOBODY_RANGE,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_NOT_SHOWN},
        {.buyers = {400, 410},
         .nobody = 100,
         .in_store = 9100,
         .code = HL_FOUND_EVENTS_OF_NOBODY_RANGE,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_NOT_SHOWN},
        {.buyers = {400, 480},
         .typeless = {60, 0},
         .in_store = 880,
         .code = HL_FOUND_EVENTS_WITHOUT_TYPE_TURN,
         .status = HL_CHECK_FAIL,
         .decision = HL_DECIDE_INVALID_DATA},
        {.buyers = {400, 480},
         .typeless = {0, 60},
         .in_store = 880,
         .code = HL_FOUND_EVENTS_WITHOUT_TYPE_RANGE,
         .status = HL_CHECK_WARN,
         .decision = HL_DECIDE_SHIP},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
        hl_design design = hl_made_design(two, 2, &click, 1);
        hl_unplaced nobody = {0}, typeless[2] = {{0}};
        double counts[2];
        hl_cells *cells = cells_of(&rows[i], &design, &nobody, counts, typeless);
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        options.accept_losses = rows[i].accepted;
        hl_analysis *analysis = NULL;
        assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
        const hl_check *check = check_of(analysis, rows[i].code);
        if (check == NULL)
            fail_msg("row %zu: not found", i);
        assert_int_equal(check->status, rows[i].status);
        assert_int_equal(analysis->verdict.decision, rows[i].decision);
        double n = rows[i].nobody + rows[i].typeless[0] + rows[i].typeless[1];
        assert_true(check->finding.n == n);
        double c = (double)rows[i].buyers[0], t = (double)rows[i].buyers[1];
        double to_control = rows[i].nobody + rows[i].typeless[0];
        double to_offer = rows[i].nobody + rows[i].typeless[1];
        assert_rel(check->finding.effect.low, t / (c + to_control) - 1, 1e-12);
        assert_rel(check->finding.effect.high, (t + to_offer) / c - 1, 1e-12);
        hl_made_drop(analysis, cells);
    }
}

/* Baskets of 10 to 12 buyers in a hundred: what the events of nobody are worth counts, not only how
 * many there are; returns pull an arm down. */
static void what_they_are_worth_counts(void **state)
{
    (void)state;
    static const struct {
        double events, gain, loss;
        bool turns;
    } rows[] = {{40, 400, 0, false},
                {40, 6000, 0, true},
                {40, 0, 6000, true},
                {2, 6000, 0, true},
                {2, 600, 0, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_metric revenue = hl_made_metric("revenue", HL_METRIC_MEAN);
        revenue.value = HL_VALUE_OF_SUM;
        hl_design design = hl_made_design(two, 2, &revenue, 1);
        hl_cells *cells = hl_cells__new(&design);
        hl_unplaced nobody = {.events = rows[i].events, .gain = rows[i].gain, .loss = rows[i].loss};
        double known = 450, all = 490;
        assert_non_null(cells);
        for (uint32_t arm = 0; arm < 2; arm++) {
            int64_t buyers = arm == 0 ? 200 : 250;
            hl_made_enrol(cells, arm, 0, none, 2000);
            hl_made_value(cells, arm, 0, none, 0, 100, 1, NULL, buyers);
            hl_made_value(cells, arm, 0, none, 0, 0, 1, NULL, 2000 - buyers);
            hl_made_count(cells, arm, none, HL_COUNT_EVENTS, buyers);
        }
        cells->nobody = &nobody;
        cells->known_events = &known;
        cells->type_events = &all;
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(check_of(analysis, HL_FOUND_EVENTS_OF_NOBODY_TURN) != NULL, rows[i].turns);
        assert_int_equal(check_of(analysis, HL_FOUND_EVENTS_OF_NOBODY_RANGE) == NULL,
                         rows[i].turns);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_of_one_arm_may_make_the_verdict),
        cmocka_unit_test(what_they_are_worth_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
