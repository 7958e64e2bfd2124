/* Planned looks of a source that knows days: each is read as of its day, the first that decides is
 * the last, and every later report says what it said. */
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "tests/support/check.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"

enum { FIRST = 20000, DAYS = 30, A_DAY = 200, PLANNED = 12000 };

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const double thirds[] = {1.0 / 3, 2.0 / 3, 1};

static hl_design plan_of(hl_metric *click)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click->within_ms = 2 * HL_DAY_MS;
    hl_design design = hl_made_design(two, 2, click, 1);
    design.inference = HL_INFER_GROUP_SEQUENTIAL;
    design.looks = thirds;
    design.look_count = 3;
    design.planned_units = PLANNED;
    return design;
}

static hl_cells *world_of(const hl_design *design, const double *rates, uint64_t seed)
{
    hl_cells *cells = hl_cells__new(design);
    hl_random random = hl_base__random_seed(seed, 0);
    assert_non_null(cells);
    for (int32_t day = 0; day < DAYS; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            int64_t ones = (int64_t)hl_draw_binomial(&random, A_DAY, rates[arm]);
            hl_made_enrol(cells, arm, 0, FIRST + day, A_DAY);
            hl_made_rate(cells, arm, 0, FIRST + day, 0, A_DAY, ones);
        }
    return cells;
}

/* In the morning after `day`. */
static hl_analysis *report_after(const hl_design *design, const hl_cells *cells, int32_t day)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (int64_t)(day + 1) * HL_DAY_MS + 1;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    return analysis;
}

static void assert_day(const hl_finding *finding, int64_t day)
{
    char text[HL_TIME_TEXT];
    assert_non_null(finding);
    assert_string_equal(finding->name, hl_base__day_text(day, text));
}

/* 400 a day, so that the thirds of 12,000 are in after 10, 20 and 30 days. */
static void the_first_look_that_decides_stays(void **state)
{
    (void)state;
    hl_metric click;
    hl_design design = plan_of(&click);
    static const double rates[] = {0.1, 0.125};
    hl_cells *cells = world_of(&design, rates, 3);
    size_t decided = 0;
    double estimate = HL_NAN, p = HL_NAN;
    for (int32_t day = FIRST + 1; day < FIRST + DAYS + 5; day++) {
        hl_analysis *analysis = report_after(&design, cells, day);
        const hl_comparison *c = &analysis->metrics[0].comparisons[0];
        size_t due = (size_t)(day - FIRST + 1) / 10;
        due = due > 3 ? 3 : due;
        assert_int_equal(analysis->look, decided > 0 ? decided : due);
        if (due == 0) {
            assert_true(isnan(analysis->look_alpha));
            hl_analysis_free(analysis);
            continue;
        }
        assert_true(analysis->metrics[0].arms[0].n == A_DAY * 10 * (int64_t)analysis->look);
        assert_true(analysis->metrics[0].immature == 0);
        bool ships = analysis->verdict.decision == HL_DECIDE_SHIP;
        assert_int_equal(ships, decided > 0 || ships);
        const hl_finding *of = hl_made_reason(analysis, ships || due == 3 ? HL_FOUND_LOOK_ENDED_IT
                                                                          : HL_FOUND_LOOK_OF_DAY);
        assert_day(of, FIRST + 10 * (int64_t)analysis->look);
        if (decided > 0)
            assert_true(c->stagewise.difference.estimate == estimate && c->stagewise.p == p);
        decided = ships ? analysis->look : 0;
        estimate = c->stagewise.difference.estimate;
        p = c->stagewise.p;
        hl_analysis_free(analysis);
    }
    assert_int_equal(decided, 2);
    hl_cells_free(cells);
}

/* Fewer days than looks: those that one day brings together are one look, the last of them. */
static void a_day_may_bring_several_looks(void **state)
{
    (void)state;
    hl_metric click;
    hl_design design = plan_of(&click);
    static const double rates[] = {0.1, 0.1};
    design.planned_units = 500; /* 400 on the first day are 0.8: two thirds of it and more */
    hl_cells *cells = world_of(&design, rates, 1);
    hl_analysis *first = report_after(&design, cells, FIRST);
    assert_int_equal(first->look, 2);
    assert_true(first->look_levels[0] == 0);
    /* all that may be spent at 0.8 of the plan, by O'Brien and Fleming: 2 (1 - Phi(z / sqrt 0.8))
     */
    assert_abs(first->look_alpha, 0.02442, 5e-5);
    hl_analysis *last = report_after(&design, cells, FIRST + 7);
    assert_int_equal(last->look, 3);
    assert_true(last->metrics[0].arms[0].n == 2 * A_DAY);
    hl_analysis_free(first);
    hl_analysis_free(last);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_look_that_decides_stays),
        cmocka_unit_test(a_day_may_bring_several_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
