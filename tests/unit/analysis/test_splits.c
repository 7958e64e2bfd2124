/* One threshold wherever the split is tested: below 0.001 nothing is read, below 0.01 it is warned
 * of; alone, at a stage, on a day, in a segment, in a batch; and who looks every day is told by the
 * watch. */
#include <math.h>
#include <string.h>

#include "hookline/batch.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

/* 1,000 - k against 1,000 + k, exact binomial (R 4.2.2 binom.test): p is 0.0268 at 50, 0.0089 at
 * 59, 0.0034 at 66, 0.00038 at 80. */
enum { FINE = 50, DOUBTFUL = 59, BROKEN = 80 };
static const struct {
    int64_t off;
    hl_check_status status;
} splits[] = {{FINE, HL_CHECK_OK}, {DOUBTFUL, HL_CHECK_WARN}, {BROKEN, HL_CHECK_FAIL}};
enum { SPLITS = 3 };

typedef struct world {
    hl_metric click;
    hl_dimension zone;
    hl_design design;
} world;

static void set_world(world *w)
{
    w->click = hl_made_metric("click", HL_METRIC_PROPORTION);
    w->zone = (hl_dimension){"zone", false};
    w->design = hl_made_design(two, 2, &w->click, 1);
}

static void enrol_pair(hl_cells *cells, uint32_t split, int32_t day, int64_t off)
{
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_enrol(cells, arm, split, day, arm == 0 ? 1000 - off : 1000 + off);
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_rate(cells, arm, split, day, 0, 100, 10);
}

static hl_cells *whole(const world *w, int64_t off)
{
    hl_cells *cells = hl_cells__new(&w->design);
    assert_non_null(cells);
    enrol_pair(cells, 0, none, off);
    return cells;
}

static void expect(const hl_analysis *analysis, hl_check_kind kind, hl_check_status status)
{
    const hl_check *check = hl_analysis_check(analysis, kind);
    assert_non_null(check);
    if (check->status != status)
        print_error("%s: p %g\n", hl_check_name(kind), check->finding.p);
    assert_int_equal(check->status, status);
    assert_int_equal(check->status, hl_split_status(check->finding.p));
    assert_int_equal(analysis->verdict.decision == HL_DECIDE_INVALID_SRM, status == HL_CHECK_FAIL);
}

static void the_whole_split(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    for (size_t i = 0; i < SPLITS; i++) {
        hl_cells *cells = whole(&w, splits[i].off);
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        expect(analysis, HL_CHECK_SRM, splits[i].status);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

static void a_stage(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    for (size_t i = 0; i < SPLITS; i++) {
        hl_cells *cells = whole(&w, 0);
        for (uint32_t arm = 0; arm < 2; arm++)
            hl_made_count(cells, arm, none, HL_COUNT_SENT,
                          1000 + (arm == 0 ? -splits[i].off : splits[i].off));
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        expect(analysis, HL_CHECK_SRM_SENT, splits[i].status);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

/* Two days, or two segments, off in opposite directions: the whole is as planned. Holm doubles. A
 * unit with two touches, so that days cannot be read apart (test_strata.c). */
static void a_day(void **state)
{
    (void)state;
    static const struct {
        int64_t off;
        hl_check_status status;
    } days[] = {{FINE, HL_CHECK_OK}, {66, HL_CHECK_WARN}, {BROKEN, HL_CHECK_FAIL}};
    world w;
    set_world(&w);
    for (size_t i = 0; i < SPLITS; i++) {
        hl_cells *cells = hl_cells__new(&w.design);
        enrol_pair(cells, 0, 20000, days[i].off);
        enrol_pair(cells, 0, 20001, -days[i].off);
        hl_made_count(cells, 0, 20001, HL_COUNT_TOUCHES, 1);
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
        expect(analysis, HL_CHECK_SRM_BY_DAY, days[i].status);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

static void a_segment(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    w.design.dimensions = &w.zone;
    w.design.dimension_count = 1;
    for (size_t i = 0; i < SPLITS; i++) {
        int64_t off = splits[i].status == HL_CHECK_WARN ? 66 : splits[i].off;
        hl_cells *cells = hl_cells__new(&w.design);
        enrol_pair(cells, hl_cells__split(cells, 0, "north", 5), none, off);
        enrol_pair(cells, hl_cells__split(cells, 0, "south", 5), none, -off);
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
        expect(analysis, HL_CHECK_SRM_BY_SEGMENT, splits[i].status);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

static void a_batch_says_what_the_report_says(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    for (size_t i = 0; i < SPLITS; i++) {
        hl_batch *batch = hl_batch_new(0.05);
        hl_cells *cells = whole(&w, splits[i].off);
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        assert_int_equal(hl_batch_add(batch, analysis, NULL), HL_OK);
        assert_int_equal(batch->rows[0].split, splits[i].status);
        assert_int_equal(batch->rows[0].decision, analysis->verdict.decision);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
        hl_batch_free(batch);
    }
}

/* One look in a thousand shows what a day's chance did; the watch has seen all days and is calm. */
static void the_watch_decides_for_who_looks_every_day(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    for (int anytime = 0; anytime < 2; anytime++) {
        w.design.inference = anytime ? HL_INFER_ANYTIME : HL_INFER_FIXED;
        hl_cells *cells = hl_cells__new(&w.design);
        for (int32_t day = 0; day < 10; day++)
            enrol_pair(cells, 0, 20000 + day, 24); /* p 0.283 a day, 0.0007 together */
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        const hl_check *overall = hl_analysis_check(analysis, HL_CHECK_SRM);
        const hl_check *watch = hl_analysis_check(analysis, HL_CHECK_SRM_SEQUENTIAL);
        assert_true(overall->finding.p < 0.001 && watch->finding.p > 0.001);
        assert_int_equal(overall->status, anytime ? HL_CHECK_WARN : HL_CHECK_FAIL);
        assert_int_equal(overall->finding.code,
                         anytime ? HL_FOUND_SRM_WATCHED : HL_FOUND_SRM_MISMATCH);
        assert_int_equal(watch->status, hl_split_status(watch->finding.p));
        assert_int_equal(analysis->verdict.decision == HL_DECIDE_INVALID_SRM, !anytime);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

/* R 4.2.2: prop.test(c(412, 479), c(1000, 1000), correct = FALSE)$p.value */
static void a_condition_keeps_alike_shares_or_is_warned_of(void **state)
{
    (void)state;
    static const double p_of_unlike = 0.002575806221553323;
    world w;
    set_world(&w);
    for (int unlike = 0; unlike < 2; unlike++)
        for (size_t on_metric = 0; on_metric < 2; on_metric++) {
            hl_cells *cells = hl_cells__new(&w.design);
            for (uint32_t arm = 0; arm < 2; arm++) {
                int64_t kept = unlike && arm == 1 ? 479 : 412;
                hl_made_enrol(cells, arm, 0, none, kept);
                hl_made_rate(cells, arm, 0, none, 0, kept, 40);
                hl_made_count(cells, arm, none, HL_COUNT_LEFT_OUT, 1000 - kept);
            }
            cells->condition_metric = on_metric;
            hl_analysis *analysis = hl_made_run(&w.design, cells);
            const hl_check *check = hl_analysis_check(analysis, HL_CHECK_CONDITION);
            assert_int_equal(check->status, unlike || on_metric ? HL_CHECK_WARN : HL_CHECK_OK);
            assert_int_equal(check->finding.code, on_metric ? HL_FOUND_CONDITION_ON_METRIC
                                                  : unlike  ? HL_FOUND_CONDITION_UNEVEN
                                                            : HL_FOUND_CONDITION_EVEN);
            assert_rel(check->finding.p, unlike ? p_of_unlike : 1, 1e-9);
            assert_true(check->finding.items[1].of == 1000);
            hl_analysis_free(analysis);
            hl_cells_free(cells);
        }
}

/* So unlike that it is no chance: no verdict, unless what is left is accepted. */
static void a_condition_may_break_the_split(void **state)
{
    (void)state;
    world w;
    set_world(&w);
    for (int accepted = 0; accepted < 2; accepted++) {
        hl_cells *cells = hl_cells__new(&w.design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, none, arm == 0 ? 412 : 500);
            hl_made_rate(cells, arm, 0, none, 0, arm == 0 ? 412 : 500, 40);
            hl_made_count(cells, arm, none, HL_COUNT_LEFT_OUT, arm == 0 ? 588 : 500);
        }
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        options.accept_losses = accepted;
        hl_analysis *analysis = NULL;
        assert_int_equal(hl_analysis_run(&w.design, cells, &options, &analysis, NULL), HL_OK);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_CONDITION);
        assert_int_equal(check->finding.code, HL_FOUND_CONDITION_APART);
        assert_int_equal(check->status, accepted ? HL_CHECK_WARN : HL_CHECK_FAIL);
        assert_true(check->finding.n == 1088 && check->finding.of == 2000);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
}

/* The treatment ran only where the condition keeps rows: it loses none, and those kept are split as
 * planned. Where it keeps all of one arm and they are not, it is a condition on what came after. */
static void an_arm_may_have_run_only_there(void **state)
{
    (void)state;
    static const int64_t kept_of_control[] = {480, 300, 450};
    static const int64_t left_out[] = {1000, 1000, 50}; /* of the last all are as planned */
    world w;
    set_world(&w);
    for (size_t i = 0; i < 3; i++) {
        hl_cells *cells = hl_cells__new(&w.design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            int64_t kept = arm == 0 ? kept_of_control[i] : 500;
            hl_made_enrol(cells, arm, 0, none, kept);
            hl_made_rate(cells, arm, 0, none, 0, kept, 40);
            hl_made_count(cells, arm, none, HL_COUNT_LEFT_OUT, arm == 0 ? left_out[i] : 0);
        }
        hl_analysis *analysis = hl_made_run(&w.design, cells);
        const hl_check *check = hl_analysis_check(analysis, HL_CHECK_CONDITION);
        assert_int_equal(check->finding.code,
                         i == 0 ? HL_FOUND_CONDITION_WHERE_RAN : HL_FOUND_CONDITION_APART);
        assert_int_equal(check->status, i == 0 ? HL_CHECK_OK : HL_CHECK_FAIL);
        hl_made_drop(analysis, cells);
    }
}

/* An arm is sent three days later: within a segment, too, it catches up, unless the gap is older
 * than a week. */
static void a_segment_catches_up_as_the_whole_does(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_dimension zone = {"zone", false};
    design.dimensions = &zone;
    design.dimension_count = 1;
    for (int32_t days = 5; days <= 45; days += 40) {
        hl_cells *cells = hl_cells__new(&design);
        uint32_t split = hl_cells__split(cells, 0, "north", 5);
        for (int32_t day = 0; day < days; day++)
            for (uint32_t s = 0; s <= split; s += split) {
                hl_made_enrol(cells, 0, s, 20000 + day, 200);
                hl_made_enrol(cells, 1, s, 20000 + day, day < 3 ? 0 : day < 30 ? 200 : 40);
            }
        design.arms_differ_in_timing = true;
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *parts = hl_analysis_check(analysis, HL_CHECK_SRM_BY_SEGMENT);
        assert_int_equal(parts != NULL && parts->status == HL_CHECK_FAIL, days > 30);
        hl_analysis_free(analysis);
        design.arms_differ_in_timing = false;
        analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_BY_SEGMENT)->status,
                         HL_CHECK_FAIL);
        hl_made_drop(analysis, cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_segment_catches_up_as_the_whole_does),
        cmocka_unit_test(the_whole_split),
        cmocka_unit_test(a_stage),
        cmocka_unit_test(a_day),
        cmocka_unit_test(a_segment),
        cmocka_unit_test(a_batch_says_what_the_report_says),
        cmocka_unit_test(the_watch_decides_for_who_looks_every_day),
        cmocka_unit_test(a_condition_keeps_alike_shares_or_is_warned_of),
        cmocka_unit_test(a_condition_may_break_the_split),
        cmocka_unit_test(an_arm_may_have_run_only_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
