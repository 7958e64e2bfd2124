/* Every segment is compared as if it were alone, also when many have the same counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const int32_t none = HL_CELLS_NO_DAY;
/* the planned share of an arm enters its always-valid view */
static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}, {"c", 3}};

enum { ARMS = 3, VALUES = 200 };

/* Few units a segment, so that counts repeat: by arm, how many, and how many converted. */
typedef struct counts {
    int64_t n[ARMS], ones[ARMS];
} counts;

static counts some_counts(hl_random *random)
{
    counts out;
    for (size_t arm = 0; arm < ARMS; arm++) {
        out.n[arm] = 2 + (int64_t)hl_base__random_below(random, 2);
        out.ones[arm] = (int64_t)hl_base__random_below(random, (uint64_t)out.n[arm]);
    }
    return out;
}

/* A rate for metric 0, and for metric 1 what ones are worth. */
static void put(hl_cells *cells, uint32_t split, const counts *c)
{
    for (uint32_t arm = 0; arm < ARMS; arm++) {
        hl_made_rate(cells, arm, split, none, 0, c->n[arm], c->ones[arm]);
        hl_made_value(cells, arm, split, none, 1, 0, 1, NULL, c->n[arm] - c->ones[arm]);
        hl_made_value(cells, arm, split, none, 1, 12.5, 1, NULL, c->ones[arm]);
    }
}

static void assert_same_estimate(const hl_estimate *a, const hl_estimate *b)
{
    assert_rel(a->estimate, b->estimate, 0);
    assert_rel(a->low, b->low, 0);
    assert_rel(a->high, b->high, 0);
}

static void assert_same(const hl_comparison *a, const hl_comparison *b)
{
    assert_int_equal(a->arm, b->arm);
    assert_int_equal(a->flags, b->flags);
    assert_string_equal(a->method, b->method);
    assert_same_estimate(&a->difference, &b->difference);
    assert_same_estimate(&a->lift, &b->lift);
    assert_rel(a->p, b->p, 0);
    assert_rel(a->p_exact, b->p_exact, 0);
    assert_rel(a->anytime.low, b->anytime.low, 0);
    assert_rel(a->anytime.high, b->anytime.high, 0);
    assert_rel(a->anytime.p, b->anytime.p, 0);
    assert_rel(a->probability_better, b->probability_better, 0);
    assert_rel(a->expected_loss, b->expected_loss, 0);
    assert_rel(a->se, b->se, 0);
}

/* The segment against an analysis of its units and nobody else. */
static void assert_as_alone(const hl_design *design, const counts *c,
                            const hl_segment_result *segment)
{
    hl_design alone = *design;
    alone.dimension_count = 0;
    hl_cells *cells = hl_cells__new(&alone);
    put(cells, 0, c);
    hl_analysis *analysis = hl_made_run(&alone, cells);
    const hl_metric_result *whole = &analysis->metrics[segment->metric];
    assert_int_equal(segment->comparison_count, ARMS - 1);
    for (size_t i = 0; i < segment->comparison_count; i++)
        assert_same(&segment->comparisons[i], &whole->comparisons[i]);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static const hl_dimension shop = {"shop", false};

static hl_design design_of(hl_metric *metrics)
{
    metrics[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    metrics[1] = hl_made_metric("spend", HL_METRIC_MEAN);
    hl_design design = hl_made_design(arms, ARMS, metrics, 2);
    design.dimensions = &shop;
    design.dimension_count = 1;
    return design;
}

static hl_cells *make_cells(const hl_design *design, counts *made)
{
    hl_cells *cells = hl_cells__new(design);
    hl_random random = hl_base__random_seed(4, 0);
    for (int i = 0; i < VALUES; i++) {
        char value[8];
        int length = snprintf(value, sizeof value, "%03d", i);
        made[i] = some_counts(&random);
        put(cells, hl_cells__split(cells, 0, value, (size_t)length), &made[i]);
    }
    return cells;
}

static void segments_are_what_they_are_alone(void **state)
{
    (void)state;
    hl_metric metrics[2];
    counts made[VALUES];
    hl_design design = design_of(metrics);
    hl_cells *cells = make_cells(&design, made);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(analysis->segment_count, 2 * VALUES);
    for (size_t i = 0; i < analysis->segment_count; i++)
        assert_as_alone(&design, &made[i % VALUES], &analysis->segments[i]);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static char *report_with(const hl_design *design, const hl_cells *cells, size_t threads)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    char *text = NULL;
    options.threads = threads;
    assert_int_equal(hl_analysis_run(design, cells, &options, &analysis, NULL), HL_OK);
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, NULL),
                     HL_OK);
    hl_analysis_free(analysis);
    return text;
}

static void threads_change_nothing(void **state)
{
    (void)state;
    hl_metric metrics[2];
    counts made[VALUES];
    hl_design design = design_of(metrics);
    hl_cells *cells = make_cells(&design, made);
    char *one = report_with(&design, cells, 1);
    for (size_t threads = 2; threads <= 5; threads++) {
        char *more = report_with(&design, cells, threads);
        assert_string_equal(one, more);
        free(more);
    }
    free(one);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_what_they_are_alone),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests_name("segments", tests, NULL, NULL);
}
