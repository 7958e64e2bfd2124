/* Arms that are sent to nobody any more, as a report advised. */
#include <string.h>

#include "base/number.h"
#include "stats/lin.h"
#include "stats/srm_multinomial.h"
#include "tests/support/check.h"
#include "tests/support/made.h"
#include <math.h>
#include <stdlib.h>

static size_t more; /* days like the last one */

/* Days of the arms' units; 2 % click, of `best` four times as many. */
static hl_cells *days_of(const hl_design *design, const int64_t (*units)[3], size_t days,
                         uint32_t best)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (size_t d = 0; d < days + more; d++)
        for (uint32_t arm = 0; arm < design->arm_count; arm++) {
            int64_t n = units[d < days ? d : days - 1][arm];
            if (n == 0)
                continue;
            hl_made_enrol(cells, arm, 0, 20000 + (int32_t)d, n);
            hl_made_rate(cells, arm, 0, 20000 + (int32_t)d, 0, n, arm == best ? n / 12 : n / 50);
        }
    return cells;
}

static hl_verdict verdict_of(const int64_t (*units)[3], size_t days, size_t arms, uint32_t best,
                             const char **stopped, int64_t *counted)
{
    hl_finding_code codes[] = {HL_FOUND_PAUSED, HL_FOUND_PAUSING_ARM};
    if (more > 0) {
        codes[0] = HL_FOUND_CUT_OFF;
        codes[1] = HL_FOUND_STOPPED_ARM;
    }
    static const hl_arm_weight names[] = {{"control", 1}, {"b", 1}, {"c", 1}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click.role = HL_ROLE_PRIMARY;
    hl_design design = hl_made_design(names, arms, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = days_of(&design, units, days, best);
    hl_analysis *analysis = hl_made_run(&design, cells);
    *stopped = NULL;
    for (size_t i = 0; i < analysis->verdict.because_count; i++) {
        const hl_finding *f = &analysis->verdict.because[i];
        if (f->code == codes[0] || f->code == codes[1])
            *stopped = strcmp(f->name, "2024-10-07") == 0 ? "2024-10-07" : "another day";
    }
    *counted = analysis->arms[0].units + analysis->arms[1].units;
    hl_verdict out = analysis->verdict;
    hl_made_drop(analysis, cells);
    return out;
}

/* Whoever does what a report says finds a report that says so, and no alarm: at once, when it may
 * be a pause, and a week later. */
static void a_verdict_that_is_obeyed_stays(void **state)
{
    (void)state;
    static const int64_t to_all[][3] = {{500, 510}, {505, 490}, {300, 310}, {0, 1000}, {0, 990}};
    static const int64_t back[][3] = {{500, 510}, {505, 490}, {300, 310}, {1000, 0}, {990, 0}};
    static const int64_t one_out[][3] = {
        {500, 510, 490}, {505, 490, 500}, {300, 310, 300}, {505, 490, 0}, {500, 510, 0}};
    static const int64_t to_control[][3] = {
        {500, 510, 490}, {505, 490, 500}, {300, 310, 300}, {1005, 490, 0}, {1000, 510, 0}};
    static const int64_t lost[][3] = {
        {500, 510, 490}, {505, 490, 500}, {300, 310, 300}, {905, 290, 0}, {900, 310, 0}};
    static const int64_t by_chance[][3] = {{500, 510}, {505, 490}, {300, 310}, {0, 9}};
    const char *day = NULL;
    int64_t units = 0;
    for (more = 0; more <= 5; more += 5) {
        assert_int_equal(verdict_of(to_all, 5, 2, 1, &day, &units).decision, HL_DECIDE_SHIP);
        assert_string_equal(day, "2024-10-07");
        assert_int_equal(units, 2615);
        assert_int_equal(verdict_of(back, 5, 2, 0, &day, &units).decision, HL_DECIDE_KEEP_CONTROL);
        assert_string_equal(day, "2024-10-07");
        assert_int_equal(verdict_of(one_out, 5, 3, 1, &day, &units).decision, HL_DECIDE_SHIP);
        assert_string_equal(day, "2024-10-07");
        assert_int_equal(units, more == 0 ? 4620 : 4620 + 5 * 1010);
        /* c is out of it, but not for a pause */
        assert_int_equal(verdict_of(to_control, 5, 3, 2, &day, &units).decision,
                         more == 0 ? HL_DECIDE_SHIP : HL_DECIDE_KEEP_RUNNING);
        assert_string_equal(day, "2024-10-07");
        assert_int_equal(verdict_of(lost, 5, 3, 1, &day, &units).decision, HL_DECIDE_INVALID_SRM);
    }
    more = 0;
    assert_int_equal(verdict_of(by_chance, 4, 2, 1, &day, &units).decision, HL_DECIDE_SHIP);
    assert_null(day);
}

/* A fixed sample below its plan, of which b is sent at weekends, goes on between them; behind a
 * week, or longer than it ever paused, it has ended. Nothing differs. */
static void a_pause_ends_nothing(void **state)
{
    (void)state;
    static const int64_t weekend[][3] = {{60, 0},   {60, 0},   {60, 0}, {60, 0}, {60, 0},
                                         {60, 180}, {60, 240}, {60, 0}, {60, 0}, {60, 0}};
    static const struct {
        size_t more;
        hl_decision says;
        bool paused;
    } rows[] = {{0, HL_DECIDE_KEEP_RUNNING, true},
                {3, HL_DECIDE_KEEP_RUNNING, true},
                {4, HL_DECIDE_NOT_SHOWN, false}};
    static const hl_arm_weight names[] = {{"control", 1}, {"b", 1}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click.role = HL_ROLE_PRIMARY;
    hl_design design = hl_made_design(names, 2, &click, 1);
    design.inference = HL_INFER_FIXED;
    design.planned_units = 2000;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        more = rows[i].more;
        hl_cells *cells = days_of(&design, weekend, 10, 2);
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(analysis->verdict.decision, rows[i].says);
        assert_int_equal(analysis->arms[0].units, 420);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_PAUSED) != NULL, rows[i].paused);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_CUT_OFF) != NULL, !rows[i].paused);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_NOT_ENDED) != NULL, rows[i].paused);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_CUT_SHORT) != NULL, !rows[i].paused);
        hl_made_drop(analysis, cells);
    }
    more = 0;
}

/* Sent every other week: the second pause may be as long as the first. */
static void a_pause_may_be_as_long_as_before(void **state)
{
    (void)state;
    int64_t units[30][3] = {{0}};
    static const hl_arm_weight names[] = {{"control", 1}, {"b", 1}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(names, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    for (size_t d = 0; d < 30; d++)
        units[d][0] = 20;
    units[0][1] = 20;
    units[14][1] = 280;
    for (size_t days = 28; days <= 29; days++) { /* 13 and 14 days without b */
        hl_cells *cells = days_of(&design, (const int64_t(*)[3])units, days, 2);
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_PAUSED) != NULL, days == 28);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_CUT_OFF) != NULL, days == 29);
        hl_made_drop(analysis, cells);
    }
}

/* At noon the evening's arm has nobody today: that is no loss, no stop and no end. On the next day
 * it is taken for a pause, and a week later for one, with what to do if it was none. */
static void today_is_not_over(void **state)
{
    (void)state;
    static const hl_arm_weight names[] = {{"morning", 1}, {"evening", 1}};
    static const int64_t units[][3] = {{200, 205}, {210, 190}, {195, 204}, {205, 0}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(names, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = days_of(&design, units, 4, 2);
    for (int later = 0; later <= 7; later += later == 0 ? 1 : 6) {
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        hl_analysis *analysis = NULL;
        options.as_of_utc_ms = (20003 + later) * INT64_C(86400000) + 43200000;
        assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
        assert_int_equal(analysis->verdict.decision,
                         later == 7 ? HL_DECIDE_NOT_SHOWN : HL_DECIDE_KEEP_RUNNING);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_PAUSED) != NULL, later == 1);
        assert_int_equal(hl_made_reason(analysis, HL_FOUND_CUT_OFF) != NULL, later == 7);
        hl_analysis_free(analysis);
    }
    hl_cells_free(cells);
}

/* Of 1,000 units each that are sent on two days, so many are sent the other arm on a later one. */
static const char *moved(const int64_t gone[3][2], bool after, hl_decision *decision)
{
    static const hl_arm_weight names[] = {{"control", 1}, {"b", 1}};
    static const int64_t units[][3] = {{500, 500}, {500, 500}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click.role = HL_ROLE_PRIMARY;
    hl_design design = hl_made_design(names, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = days_of(&design, units, 2, 1);
    cells->first_arm = true;
    for (int day = 0; day < 3; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_count(cells, arm, 20004 + day, HL_COUNT_TWO_ARMS, gone[day][arm]);
            if (after)
                hl_made_count(cells, arm, 20004 + day, HL_COUNT_ARM_AFTER, gone[day][arm]);
            hl_made_count(cells, arm, 20004 + day, HL_COUNT_TOUCHES, after ? gone[day][arm] : 300);
        }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_finding *told = hl_made_reason(analysis, HL_FOUND_CUT_OFF_MOVED);
    const char *of = told == NULL ? NULL : told->items[0].name;
    if (told != NULL)
        assert_string_equal(told->name, "2024-10-08");
    *decision = analysis->verdict.decision;
    hl_made_drop(analysis, cells);
    return of;
}

/* Whoever had the control gets b too: what was seen before stays. Units that go both ways, or a
 * part of what is sent, are a fault. */
static void units_that_are_moved_end_it(void **state)
{
    (void)state;
    static const int64_t shipped[3][2] = {{300, 0}, {300, 1}, {300, 0}};
    static const int64_t both_ways[3][2] = {{300, 290}, {300, 310}, {300, 300}};
    static const int64_t in_part[3][2] = {{30, 0}, {30, 0}, {30, 0}};
    hl_decision decision;
    assert_string_equal(moved(shipped, false, &decision), "control");
    assert_int_equal(decision, HL_DECIDE_SHIP);
    assert_null(moved(shipped, true, &decision)); /* behind the windows: nothing ends */
    assert_int_equal(decision, HL_DECIDE_SHIP);
    assert_null(moved(both_ways, true, &decision));
    assert_int_equal(decision, HL_DECIDE_INVALID_DATA);
    assert_null(moved(both_ways, false, &decision));
    assert_int_equal(decision, HL_DECIDE_INVALID_DATA);
    assert_null(moved(in_part, false, &decision));
    assert_int_equal(decision, HL_DECIDE_INVALID_DATA);
}

/* An arm that is sent to all but a segment: in each part one arm goes on, on the whole both do. */
static void an_end_by_segments_is_one(void **state)
{
    (void)state;
    static const hl_arm_weight names[] = {{"control", 1}, {"b", 1}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_dimension city = {"city", false};
    click.role = HL_ROLE_PRIMARY;
    hl_design design = hl_made_design(names, 2, &click, 1);
    design.dimensions = &city;
    design.dimension_count = 1;
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = hl_cells__new(&design);
    uint32_t splits[2];
    splits[0] = hl_cells__split(cells, 0, "gz", 2);
    splits[1] = hl_cells__split(cells, 0, "sh", 2);
    for (int32_t day = 20000; day < 20011; day++)
        for (uint32_t arm = 0; arm < 2; arm++)
            for (uint32_t part = 0; part < 2; part++) {
                if (day > 20003 && arm != part)
                    continue;
                hl_made_enrol(cells, arm, splits[part], day, 500);
                hl_made_rate(cells, arm, splits[part], day, 0, 500, arm == 1 ? 60 : 20);
            }
    for (int later = 0; later < 2; later++) { /* 6 days without, and 7 */
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        hl_analysis *analysis = NULL;
        options.as_of_utc_ms = (20010 + later) * INT64_C(86400000) + 43200000;
        assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
        const hl_finding *told =
            hl_made_reason(analysis, later ? HL_FOUND_CUT_OFF_SEGMENT : HL_FOUND_PAUSED_SEGMENT);
        assert_non_null(told);
        assert_string_equal(told->name, "2024-10-08");
        assert_string_equal(told->items[0].name, "city = gz");
        assert_int_equal(analysis->verdict.decision, HL_DECIDE_SHIP);
        hl_analysis_free(analysis);
    }
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_that_is_obeyed_stays),
        cmocka_unit_test(a_pause_ends_nothing),
        cmocka_unit_test(a_pause_may_be_as_long_as_before),
        cmocka_unit_test(today_is_not_over),
        cmocka_unit_test(units_that_are_moved_end_it),
        cmocka_unit_test(an_end_by_segments_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
