/* Every check fires on the data it is meant for, and every flag is reached. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "stats/lin.h"
#include "stats/srm_multinomial.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const int32_t none = HL_CELLS_NO_DAY;

static void few_units_take_the_exact_split_test(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 12, 3, 4, 1);
    hl_analysis *analysis = hl_made_run(&design, cells);
    double counts[] = {12, 4};
    double weights[] = {1, 1};
    assert_true(hl_analysis_check(analysis, HL_CHECK_SRM)->finding.p ==
                hl_stats__srm_multinomial(counts, weights, 2));
    /* 2 (C(16,0) + ... + C(16,4)) / 2^16 */
    assert_rel(hl_analysis_check(analysis, HL_CHECK_SRM)->finding.p, 2 * 2517.0 / 65536, 1e-12);
    hl_made_drop(analysis, cells);
}

/* One arm's window is out of reach of half of its touches: Pearson's chi-square of the table
 * {93, 0; 58, 49} is 56.40898..., 1 degree of freedom. Arms as alike say nothing but the shares. */
static void arms_that_find_fewer_slots_are_told(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 90, 9, 92, 12);
    hl_slots slots[] = {{93, 0, 0, 0}, {0, 50, 8, 49}};
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_null(hl_analysis_check(analysis, HL_CHECK_SLOTS));
    hl_analysis_free(analysis);
    cells->slots = slots;
    analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SLOTS)->status, HL_CHECK_WARN);
    assert_rel(hl_analysis_check(analysis, HL_CHECK_SLOTS)->finding.p, 5.886073333379462e-14, 1e-9);
    const hl_finding_item *offer = &hl_analysis_check(analysis, HL_CHECK_SLOTS)->finding.items[1];
    assert_string_equal(offer->name, "offer");
    assert_true(offer->n == 58 && offer->of == 107 && offer->held == 50 && offer->pulled == 8);
    hl_analysis_free(analysis);
    slots[1] = (hl_slots){100, 5, 1, 1};
    analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SLOTS)->status, HL_CHECK_OK);
    hl_analysis_free(analysis);
    slots[0].refused = -slots[0].wished; /* nothing is left: no touch, no share, no test */
    slots[1] = (hl_slots){0};
    analysis = hl_made_run(&design, cells);
    assert_null(hl_analysis_check(analysis, HL_CHECK_SLOTS));
    hl_made_drop(analysis, cells);
}

static void an_unknown_split_is_said(void **state)
{
    (void)state;
    static const hl_arm_weight unknown[] = {{"control", 0}, {"offer", 0}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(unknown, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 5000, 300, 4000, 250);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_WARN);
    assert_true(isnan(hl_analysis_check(analysis, HL_CHECK_SRM)->finding.p));
    assert_string_equal(analysis->metrics[0].comparisons[0].anytime.method, "mean_sequence");
    hl_made_drop(analysis, cells);
}

static void the_stage_of_a_loss_is_found(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 5000, 300, 5000, 310);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_count(cells, arm, none, HL_COUNT_PLANNED, 5000);
        hl_made_count(cells, arm, none, HL_COUNT_SENT, 5000 - 20 * arm);
        hl_made_count(cells, arm, none, HL_COUNT_DELIVERED, 4900 - 500 * arm);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_PLANNED)->status, HL_CHECK_OK);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_SENT)->status, HL_CHECK_OK);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_DELIVERED)->status, HL_CHECK_WARN);
    assert_int_not_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_analysis_free(analysis);
    hl_made_count(cells, 1, none, HL_COUNT_SENT, -500);
    analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_SENT)->status, HL_CHECK_FAIL);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_made_drop(analysis, cells);
}

/* 90/10 until the day 20003, during which it becomes 50/50. `kept`: of the offer's units. */
static hl_cells *reweighted(const hl_design *design, double kept)
{
    static int64_t before[] = {9, 1};
    static int64_t after[] = {1, 1};
    static hl_weight_period periods[] = {{INT32_MIN, true, before}, {20003, false, after}};
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (int32_t day = 0; day < 8; day++) {
        int64_t control = day < 3 ? 270090 - 90 * day : 150000 + 120 * (day - 5);
        int64_t offer = (int64_t)(kept * (double)(day < 3 ? 30000 : 150000));
        if (day == 3) /* the day of the change: anything between the two */
            control = 70000, offer = 30000;
        hl_made_enrol(cells, 0, 0, 20000 + day, control);
        hl_made_enrol(cells, 1, 0, 20000 + day, offer);
        hl_made_rate(cells, 0, 0, 20000 + day, 0, control, control / 50);
        hl_made_rate(cells, 1, 0, 20000 + day, 0, offer, offer / 50);
    }
    cells->periods = periods;
    cells->period_count = 2;
    return cells;
}

static void expected_counts_follow_the_weights_in_force(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.inference = HL_INFER_ANYTIME;
    hl_cells *cells = reweighted(&design, 1);
    hl_analysis *analysis = hl_made_run(&design, cells);
    static const hl_check_kind kinds[] = {HL_CHECK_SRM, HL_CHECK_SRM_SEQUENTIAL,
                                          HL_CHECK_SRM_BY_DAY};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(hl_analysis_check(analysis, kinds[i])->status, HL_CHECK_OK);
        assert_true(hl_analysis_check(analysis, kinds[i])->finding.p > 0.01);
    }
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_WEIGHTS_CHANGED)->status, HL_CHECK_WARN);
    assert_string_equal(
        hl_analysis_check(analysis, HL_CHECK_WEIGHTS_CHANGED)->finding.items[0].name, "2024-10-07");
    assert_string_equal(analysis->metrics[0].comparisons[0].anytime.method, "mean_sequence");
    hl_analysis_free(analysis);
    cells->period_count = 0; /* as if the present weights had been in force all along */
    analysis = hl_made_run(&design, cells);
    assert_true(hl_analysis_check(analysis, HL_CHECK_SRM)->finding.p < 0.001);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_made_drop(analysis, cells);

    cells = reweighted(&design, 0.99);
    analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->finding.code, HL_FOUND_SRM_WATCHED);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_SEQUENTIAL)->status, HL_CHECK_FAIL);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    hl_made_drop(analysis, cells);
}

/* An arm that was closed on the way has units of its open days; units of later days are stray. */
static void an_arm_may_close_on_the_way(void **state)
{
    (void)state;
    static const hl_arm_weight closed[] = {{"control", 1}, {"offer", 0}};
    static int64_t before[] = {1, 1};
    static int64_t after[] = {1, 0};
    static hl_weight_period periods[] = {{INT32_MIN, true, before}, {20002, true, after}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(closed, 2, &click, 1);
    for (int64_t stray = 0; stray < 2; stray++) {
        hl_cells *cells = hl_cells__new(&design);
        hl_made_enrol(cells, 0, 0, 20000, 1000);
        hl_made_enrol(cells, 1, 0, 20000, 1010);
        hl_made_enrol(cells, 0, 0, 20002, 500);
        hl_made_enrol(cells, 1, 0, 20002, stray);
        cells->periods = periods;
        cells->period_count = 2;
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
        assert_int_equal(analysis->verdict.decision == HL_DECIDE_INVALID_DATA, stray > 0);
        hl_made_drop(analysis, cells);
    }
}

/* The offer is sent three days later: while both are enrolling that is no mismatch; a gap that is
 * older than a week is one. */
static void arms_that_send_later_may_catch_up(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    design.arms_differ_in_timing = true;
    for (int32_t days = 5; days <= 45; days += 20) {
        hl_cells *cells = hl_cells__new(&design);
        for (int32_t day = 0; day < days; day++) {
            hl_made_enrol(cells, 0, 0, 20000 + day, 200);
            hl_made_enrol(cells, 1, 0, 20000 + day, day < 3 ? 0 : day < 30 ? 200 : 40);
        }
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_check *srm = hl_analysis_check(analysis, HL_CHECK_SRM);
        assert_true(srm->finding.p < 0.001);
        assert_int_equal(srm->status, days < 30 ? HL_CHECK_WARN : HL_CHECK_FAIL);
        assert_int_equal(analysis->verdict.decision == HL_DECIDE_INVALID_SRM, days > 30);
        hl_analysis_free(analysis);
        design.arms_differ_in_timing = false;
        analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_FAIL);
        design.arms_differ_in_timing = true;
        hl_made_drop(analysis, cells);
    }
}

/* An overall split of 5,000 to 5,000 hides 1,545 against 470 on one day: units are compared within
 * days, and the exact sequence, which needs one split, gives way to that of means. */
static void a_bad_day_behind_a_good_total_is_found(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_cells__new(&design);
    static const int64_t days[3][2] = {{1545, 470}, {1728, 2265}, {1727, 2265}};
    for (int32_t day = 0; day < 3; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, 20000 + day, days[day][arm]);
            hl_made_rate(cells, arm, 0, 20000 + day, 0, days[day][arm], 50);
        }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_check *by_day = hl_analysis_check(analysis, HL_CHECK_SRM_BY_DAY);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
    assert_int_equal(by_day->status, HL_CHECK_WARN);
    assert_int_equal(by_day->finding.code, HL_FOUND_DAYS_STRATIFIED);
    assert_string_equal(by_day->finding.name, "2024-10-04");
    assert_true(by_day->finding.items[0].n == 1545 && by_day->finding.of == 3);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_SEQUENTIAL)->status, HL_CHECK_WARN);
    assert_int_not_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    assert_string_equal(analysis->metrics[0].comparisons[0].anytime.method, "mean_sequence");
    hl_analysis_free(analysis);

    /* Arms that send at other times enrol on other days: nothing is wrong with them. */
    design.arms_differ_in_timing = true;
    analysis = hl_made_run(&design, cells);
    assert_true(isnan(hl_analysis_check(analysis, HL_CHECK_SRM_SEQUENTIAL)->finding.p));
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM_SEQUENTIAL)->status, HL_CHECK_OK);
    assert_int_not_equal(analysis->verdict.decision, HL_DECIDE_INVALID_SRM);
    /* ... and mature on other days: the planned share says nothing of who converted so far. */
    assert_string_equal(analysis->metrics[0].comparisons[0].anytime.method, "mean_sequence");
    hl_made_drop(analysis, cells);
}

static void a_bad_segment_is_found(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_dimension zone = {"zone", false};
    design.dimensions = &zone;
    design.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    uint32_t north = hl_cells__split(cells, 0, "north", 5);
    uint32_t south = hl_cells__split(cells, 0, "south", 5);
    hl_made_enrol(cells, 0, north, none, 1545);
    hl_made_enrol(cells, 1, north, none, 970);
    hl_made_enrol(cells, 0, south, none, 3455);
    hl_made_enrol(cells, 1, south, none, 4030);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_analysis_check(analysis, HL_CHECK_SRM)->status, HL_CHECK_OK);
    assert_string_equal(hl_analysis_check(analysis, HL_CHECK_SRM_BY_SEGMENT)->finding.name,
                        "zone = north");
    hl_made_drop(analysis, cells);
}

static void what_was_counted_is_said(void **state)
{
    (void)state;
    static const struct {
        hl_cells_counter counter;
        hl_check_kind check;
    } rows[] = {{HL_COUNT_TWO_ARMS, HL_CHECK_TWO_ARMS},
                {HL_COUNT_WRONG_ARM, HL_CHECK_WRONG_ARM},
                {HL_COUNT_BEFORE_TOUCH, HL_CHECK_BEFORE_TOUCH},
                {HL_COUNT_UNKNOWN_TOUCH, HL_CHECK_UNKNOWN_TOUCH},
                {HL_COUNT_OUTSIDE_WINDOW, HL_CHECK_OUTSIDE_WINDOW},
                {HL_COUNT_DUPLICATES, HL_CHECK_DUPLICATES}};
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 5000, 300, 5000, 310);
    hl_analysis *clean = hl_made_run(&design, cells);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_null(hl_analysis_check(clean, rows[i].check));
        hl_made_count(cells, (uint32_t)i % 2, none, rows[i].counter, 1234);
    }
    assert_null(hl_analysis_check(clean, HL_CHECK_REJECTED_ROWS));
    hl_analysis_free(clean);
    cells->rejected = 17;
    cells->rounded = 3;
    assert_true(hl_cells__arm(cells, "stray", 5) != HL_MAP_NONE);
    hl_analysis *analysis = hl_made_run(&design, cells);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(hl_analysis_check(analysis, rows[i].check)->finding.n == 1234);
    assert_true(hl_analysis_check(analysis, HL_CHECK_REJECTED_ROWS)->finding.n == 17);
    assert_non_null(hl_analysis_check(analysis, HL_CHECK_ROUNDED_VALUES));
    assert_string_equal(hl_analysis_check(analysis, HL_CHECK_UNKNOWN_ARM)->finding.items[0].name,
                        "stray");
    hl_made_drop(analysis, cells);
}

static void machine_clicks_that_carry_the_result_are_found(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 5000, 300, 5000, 400);
    hl_made_count(cells, 1, none, HL_COUNT_FAST_CLICKS, 90);
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_finding *found = &hl_analysis_check(analysis, HL_CHECK_FAST_CLICKS)->finding;
    assert_int_equal(found->code, HL_FOUND_FAST_CLICKS_FLIP);
    assert_int_equal(found->arm, 1);
    assert_true(found->n == 90 && found->share_needed > 0 && found->share_needed < 1);
    hl_analysis_free(analysis);
    hl_made_count(cells, 1, none, HL_COUNT_FAST_CLICKS, -80);
    analysis = hl_made_run(&design, cells);
    found = &hl_analysis_check(analysis, HL_CHECK_FAST_CLICKS)->finding;
    assert_int_equal(found->code, HL_FOUND_FAST_CLICKS_HOLD);
    assert_int_equal(found->metric, 0);
    hl_made_drop(analysis, cells);
}

static void open_windows_are_apart(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    hl_cells *cells = hl_made_two_rates(&design, 20000, 500, 50, 500, 60);
    hl_made_enrol(cells, 0, 0, 20003, 40);
    hl_made_enrol(cells, 1, 0, 20003, 50);
    hl_made_rate(cells, 0, 0, 20004, 0, 40, 4);
    hl_made_rate(cells, 1, 0, 20004, 0, 50, 5);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = INT64_C(20004) * 86400000 + 3600000; /* in the day that is not over */
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
    assert_int_equal(analysis->metrics[0].immature, 90);
    assert_int_equal(analysis->metrics[0].arms[0].n, 500);
    assert_int_equal(analysis->arms[1].units, 550);
    assert_true(analysis->metrics[0].flags & HL_FLAG_PARTLY_MATURED);
    const hl_finding *open = &hl_analysis_check(analysis, HL_CHECK_IMMATURE)->finding;
    assert_true(open->n == 90 && open->of == 1090);
    hl_analysis_free(analysis);
    options.as_of_utc_ms = INT64_C(20005) * 86400000;
    assert_int_equal(hl_analysis_run(&design, cells, &options, &analysis, NULL), HL_OK);
    assert_int_equal(analysis->metrics[0].immature, 0);
    hl_made_drop(analysis, cells);
}

static void an_effect_that_fades_is_found(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    for (int fading = 0; fading < 2; fading++) {
        hl_cells *cells = hl_cells__new(&design);
        for (int32_t day = 0; day < 10; day++)
            for (uint32_t arm = 0; arm < 2; arm++) {
                int64_t gain = fading && day >= 5 ? 0 : 60;
                hl_made_enrol(cells, arm, 0, 20000 + day, 1000);
                hl_made_rate(cells, arm, 0, 20000 + day, 0, 1000, 100 + gain * (int64_t)arm);
            }
        hl_analysis *analysis = hl_made_run(&design, cells);
        assert_int_equal(hl_analysis_check(analysis, HL_CHECK_NOVELTY)->status,
                         fading ? HL_CHECK_WARN : HL_CHECK_OK);
        hl_made_drop(analysis, cells);
    }
}

static hl_flags flags_of(const hl_design *design, const hl_cells *cells)
{
    hl_analysis *analysis = hl_made_run(design, cells);
    hl_flags flags = analysis->metrics[0].flags | analysis->metrics[0].comparisons[0].flags;
    hl_analysis_free(analysis);
    return flags;
}

static void thin_counts_are_flagged(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &click, 1);
    static const struct {
        int64_t n0, x0, n1, x1;
        hl_flags want;
    } rows[] = {
        {40, 2, 40, 3, HL_FLAG_SMALL_COUNTS},
        {400, 0, 400, 30,
         HL_FLAG_NO_CONVERSIONS | HL_FLAG_ZERO_CONTROL | HL_FLAG_HIGH_OPEN |
             HL_FLAG_ANYTIME_HIGH_OPEN},
        {400, 0, 400, 0, HL_FLAG_NO_VARIANCE | HL_FLAG_NO_CONVERSIONS},
        {400, 20, 0, 0, HL_FLAG_EMPTY_ARM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_cells *cells =
            hl_made_two_rates(&design, none, rows[i].n0, rows[i].x0, rows[i].n1, rows[i].x1);
        hl_flags flags = flags_of(&design, cells);
        assert_int_equal(flags & rows[i].want, rows[i].want);
        hl_cells_free(cells);
    }
}

static hl_flags mean_flags(const double *y0, size_t n0, const double *y1, size_t n1)
{
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &spend, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (size_t i = 0; i < n0; i++)
        hl_made_value(cells, 0, 0, none, 0, y0[i], 1, NULL, 1);
    for (size_t i = 0; i < n1; i++)
        hl_made_value(cells, 1, 0, none, 0, y1[i], 1, NULL, 1);
    hl_flags flags = flags_of(&design, cells);
    hl_cells_free(cells);
    return flags;
}

static void thin_means_are_flagged(void **state)
{
    (void)state;
    const double few[] = {-1, 1, 0.5, -0.2};
    const double more[] = {4, 5, 6, 7};
    const double same[] = {2, 2, 2};
    assert_true(mean_flags(few, 4, more, 4) & HL_FLAG_EXCLUSIVE);
    assert_true(mean_flags(few, 4, few + 1, 3) & HL_FLAG_HIGH_OPEN);
    assert_true(mean_flags(more, 4, few, 4) & HL_FLAG_ASYMPTOTIC_WITHHELD);
    assert_true(mean_flags(same, 3, same, 3) & HL_FLAG_NO_VARIANCE);
    assert_true(mean_flags(more, 4, same, 1) & HL_FLAG_TOO_FEW);
    assert_true(mean_flags(more, 4, same, 0) & HL_FLAG_EMPTY_ARM);
}

static void touches_are_clustered_unless_the_definition_insists(void **state)
{
    (void)state;
    hl_metric reply = hl_made_metric("reply", HL_METRIC_PROPORTION);
    reply.per = HL_PER_TOUCH;
    hl_design design = hl_made_design(two, 2, &reply, 1);
    hl_cells *cells = hl_cells__new(&design);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_touches(cells, arm, 0, none, 0, 5, 5, 100 + 20 * (int64_t)arm);
        hl_made_touches(cells, arm, 0, none, 0, 5, 0, 300);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_metric_result *result = &analysis->metrics[0];
    double clustered = result->comparisons[0].p;
    assert_true(result->comparisons[0].flags & HL_FLAG_CLUSTERED);
    /* all touches of a unit alike: as many independent ones as units */
    assert_abs(result->design_effect, 5, 0.02);
    assert_abs(result->icc, 1, 0.01);
    const hl_finding *told = &analysis->warnings[analysis->warning_count - 1];
    assert_int_equal(told->code, HL_FOUND_DESIGN_EFFECT);
    assert_true(told->icc == result->icc && told->design_effect == result->design_effect);
    assert_int_equal(result->arms[0].n, 2000);
    hl_analysis_free(analysis);
    reply.independent_touches = true;
    analysis = hl_made_run(&design, cells);
    assert_true(analysis->metrics[0].comparisons[0].flags & HL_FLAG_INDEPENDENT_TOUCHES);
    assert_true(analysis->metrics[0].comparisons[0].p < clustered);
    assert_true(analysis->warning_count > 0);
    hl_made_drop(analysis, cells);
}

static void other_flags(void **state)
{
    (void)state;
    hl_metric delay = hl_made_metric("delay", HL_METRIC_QUANTILE);
    delay.per = HL_PER_TOUCH;
    delay.quantile = 0.5;
    hl_design design = hl_made_design(two, 2, &delay, 1);
    hl_cells *cells = hl_made_two_rates(&design, none, 100, 10, 100, 20);
    assert_true(flags_of(&design, cells) & HL_FLAG_NO_METHOD);
    hl_cells_free(cells);
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    spend.winsorize = 0.99;
    design = hl_made_design(two, 2, &spend, 1);
    cells = hl_made_two_rates(&design, none, 100, 10, 100, 20);
    assert_true(flags_of(&design, cells) & HL_FLAG_WINSORIZED);
    hl_cells_free(cells);
}

/* Two covariates, one of them constant: it is dropped and said. */
static void covariates_adjust_when_counts_carry_them(void **state)
{
    (void)state;
    static const char *const names[] = {"before", "constant"};
    hl_metric spend = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(two, 2, &spend, 1);
    design.covariates = names;
    design.covariate_count = 2;
    hl_cells *cells = hl_cells__new(&design);
    for (int i = 0; i < 200; i++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            double x[] = {i % 10, 3};
            hl_made_value(cells, arm, 0, none, 0, 2.0 * x[0] + i % 3 + 0.5 * arm, 1, x, 1);
        }
    hl_analysis *analysis = hl_made_run(&design, cells);
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    assert_string_equal(c->method, "lin");
    assert_int_equal(c->flags & (HL_FLAG_ADJUSTED | HL_FLAG_SINGULAR_COVARIATES),
                     HL_FLAG_ADJUSTED | HL_FLAG_SINGULAR_COVARIATES);
    assert_abs(c->difference.estimate, 0.5, 1e-9);
    assert_true(c->se < 0.1); /* unadjusted it is 0.58 */
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    cells = hl_cells__new(&design);
    for (int i = 0; i < 30; i++) {
        double x[] = {i, 3};
        hl_made_value(cells, (uint32_t)i % 2, 0, none, 0, i, 1, x, 1);
    }
    assert_true(flags_of(&design, cells) & HL_FLAG_COVARIATES_WITHHELD);
    hl_cells_free(cells);
}

/* A ratio with denominator 1 is a mean: adjusted alike. And touches are adjusted. */
static void ratios_and_touches_are_adjusted_too(void **state)
{
    (void)state;
    static const char *const names[] = {"before"};
    hl_metric metrics[] = {hl_made_metric("spend", HL_METRIC_MEAN),
                           hl_made_metric("ratio", HL_METRIC_RATIO),
                           hl_made_metric("per_touch", HL_METRIC_RATIO)};
    hl_design design = hl_made_design(two, 2, metrics, 3);
    design.covariates = names;
    design.covariate_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    for (int i = 0; i < 200; i++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            double x = i % 10;
            double y = 2.0 * x + i % 3 + 0.5 * arm;
            double touches = 1 + i % 4;
            hl_made_value(cells, arm, 0, none, 0, y, 1, &x, 1);
            hl_made_value(cells, arm, 0, none, 1, y, 1, &x, 1);
            hl_made_value(cells, arm, 0, none, 2, y * touches, touches, &x, 1);
        }
    hl_analysis *adjusted = hl_made_run(&design, cells);
    const hl_comparison *mean = &adjusted->metrics[0].comparisons[0];
    const hl_comparison *ratio = &adjusted->metrics[1].comparisons[0];
    const hl_comparison *touch = &adjusted->metrics[2].comparisons[0];
    assert_string_equal(ratio->method, "cluster_lin");
    assert_rel(ratio->difference.estimate, mean->difference.estimate, 1e-9);
    assert_rel(ratio->se, mean->se, 1e-9);
    assert_rel(ratio->lift.high, mean->lift.high, 1e-9);
    assert_rel(ratio->p, mean->p, 1e-9);
    assert_string_equal(touch->method, "cluster_lin");
    assert_abs(touch->difference.estimate, 0.5, 0.05);
    assert_true(touch->se < 0.4); /* unadjusted it is 0.6 */
    hl_analysis_free(adjusted);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arms_that_find_fewer_slots_are_told),
        cmocka_unit_test(few_units_take_the_exact_split_test),
        cmocka_unit_test(an_unknown_split_is_said),
        cmocka_unit_test(the_stage_of_a_loss_is_found),
        cmocka_unit_test(expected_counts_follow_the_weights_in_force),
        cmocka_unit_test(an_arm_may_close_on_the_way),
        cmocka_unit_test(arms_that_send_later_may_catch_up),
        cmocka_unit_test(a_bad_day_behind_a_good_total_is_found),
        cmocka_unit_test(a_bad_segment_is_found),
        cmocka_unit_test(what_was_counted_is_said),
        cmocka_unit_test(machine_clicks_that_carry_the_result_are_found),
        cmocka_unit_test(open_windows_are_apart),
        cmocka_unit_test(an_effect_that_fades_is_found),
        cmocka_unit_test(thin_counts_are_flagged),
        cmocka_unit_test(thin_means_are_flagged),
        cmocka_unit_test(touches_are_clustered_unless_the_definition_insists),
        cmocka_unit_test(other_flags),
        cmocka_unit_test(ratios_and_touches_are_adjusted_too),
        cmocka_unit_test(covariates_adjust_when_counts_carry_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
