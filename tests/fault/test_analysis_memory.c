/* Allocations of an analysis and of its reports fail, one in each run, for every inference,
 * correction and kind of method; a part of them, or every one with HL_EVERY: the call
 * says so and frees everything, or what it returns is what it would have returned with memory, to
 * the last byte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hookline.h"
#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/made.h"

static const hl_arm_weight arms[] = {{"aa", 1}, {"ab", 1}, {"ba", 1}, {"bb", 1}};
static const char *const levels[] = {"a", "b"};
static const size_t first_of[] = {0, 0, 1, 1};
static const size_t second_of[] = {0, 1, 0, 1};
static const hl_factor factors[] = {{"one", levels, 2, first_of}, {"two", levels, 2, second_of}};
static const hl_dimension zone = {"zone", false};
static const double looks[] = {0.3, 0.6, 1};
static const char *const covariates[] = {"before"};

enum { CLICK, SPEND, BLOCK, BASKET, HIGH, OPEN, METRICS };

typedef struct world {
    const char *name;
    int64_t users; /* of an arm, a day and a segment */
    size_t covariate_count;
    size_t dimension_count;
    hl_metric metrics[METRICS];
    hl_design design;
    hl_cells *cells;
} world;

/* Boschloo's test and the exact one of the split need few users, the rest many. */
static world worlds[] = {
    {.name = "many users", .users = 200, .dimension_count = 1},
    {.name = "few users", .users = 2},
    {.name = "a covariate", .users = 200, .dimension_count = 1, .covariate_count = 1}};
enum { WORLDS = sizeof worlds / sizeof worlds[0] };

static void choose_metrics(world *w)
{
    w->metrics[CLICK] = hl_made_metric("click", HL_METRIC_PROPORTION);
    w->metrics[SPEND] = hl_made_metric("spend", HL_METRIC_MEAN);
    w->metrics[SPEND].winsorize = 0.9;
    w->metrics[SPEND].event = "convert"; /* and so it has delays */
    w->metrics[BLOCK] = hl_made_metric("block", HL_METRIC_PROPORTION);
    w->metrics[BLOCK].role = HL_ROLE_GUARDRAIL;
    w->metrics[BLOCK].goal = HL_GOAL_DECREASE;
    w->metrics[BLOCK].margin = 0.05;
    w->metrics[BASKET] = hl_made_metric("basket", HL_METRIC_RATIO);
    w->metrics[BASKET].role = HL_ROLE_SECONDARY;
    w->metrics[HIGH] = hl_made_metric("high", HL_METRIC_QUANTILE);
    w->metrics[HIGH].quantile = 0.9;
    w->metrics[HIGH].role = HL_ROLE_SECONDARY;
    w->metrics[OPEN] = hl_made_metric("open", HL_METRIC_PROPORTION);
    w->metrics[OPEN].per = HL_PER_TOUCH;
    w->metrics[OPEN].role = HL_ROLE_SECONDARY;
}

/* Half of the users have `low`, the others `high`; their covariate goes with it. */
static void add_halves(const world *w, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                       double low, double high)
{
    double calm = 1 + arm % 2, keen = 3;
    hl_made_value(w->cells, arm, split, day, metric, low, 1, &calm, w->users / 4);
    hl_made_value(w->cells, arm, split, day, metric, low, 1, &keen, w->users / 2 - w->users / 4);
    hl_made_value(w->cells, arm, split, day, metric, high, 1, &keen, w->users / 2);
}

static void add_users(const world *w, uint32_t arm, uint32_t split, int32_t day)
{
    hl_made_enrol(w->cells, arm, split, day, w->users);
    add_halves(w, arm, split, day, CLICK, 0, 1);
    hl_made_value(w->cells, arm, split, day, CLICK, 1, 1, &(double){2}, arm * w->users / 8);
    add_halves(w, arm, split, day, SPEND, 0, 3.5 + arm);
    add_halves(w, arm, split, day, BLOCK, 0, day % 2);
    add_halves(w, arm, split, day, BASKET, 2, 5 + arm);
    add_halves(w, arm, split, day, HIGH, 7 + arm, 9);
    add_halves(w, arm, split, day, OPEN, arm % 2, 1);
}

static uint32_t split_of(const world *w, const char *value)
{
    return w->dimension_count == 0 ? 0 : hl_cells__split(w->cells, 0, value, 1);
}

static void build(world *w)
{
    choose_metrics(w);
    w->design = hl_made_design(arms, 4, w->metrics, METRICS);
    w->design.factors = factors;
    w->design.factor_count = 2;
    w->design.dimensions = &zone;
    w->design.dimension_count = w->dimension_count;
    w->design.looks = looks;
    w->design.look_count = 3;
    w->design.spending = HL_SPEND_OBF;
    w->design.covariates = covariates;
    w->design.covariate_count = w->covariate_count;
    w->cells = hl_cells__new(&w->design);
    for (uint32_t arm = 0; arm < 4; arm++)
        for (int32_t day = 20000; day < 20002; day++)
            for (int part = 0; part < 2; part++)
                add_users(w, arm, split_of(w, part == 0 ? "n" : "s"), day);
    for (uint32_t arm = 0; arm < 4; arm++)
        hl_made_delay(w->cells, arm, 20000, SPEND, 2.5, 30);
    hl_made_count(w->cells, 0, 20000, HL_COUNT_FAST_CLICKS, 9);
    hl_made_count(w->cells, 0, 20000, HL_COUNT_DUPLICATES, 9);
}

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORLDS; i++)
        build(&worlds[i]);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORLDS; i++)
        hl_cells_free(worlds[i].cells);
    return 0;
}

static hl_status analyse(const world *w, hl_analysis **analysis, hl_error *err)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    options.look = 2;
    return hl_analysis_run(&w->design, w->cells, &options, analysis, err);
}

static char *written(const hl_analysis *analysis)
{
    char *text = NULL;
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, NULL),
                     HL_OK);
    return text;
}

/* Whether allocation n was made at all. */
static bool fail_one(const world *w, long n, const char *whole)
{
    hl_analysis *analysis = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_fail_alloc_at(n);
    hl_status status = analyse(w, &analysis, &err);
    bool failed = hl_fail_alloc_stop();
    assert_int_equal(err.status, status);
    if (status == HL_OK) {
        char *text = written(analysis);
        if (strcmp(text, whole) != 0)
            fail_msg("%s: allocation %ld failed and the result is another", w->name, n);
        free(text);
    } else {
        assert_true(failed);
        assert_int_equal(status, HL_FAILED);
        assert_string_equal(err.message, "out of memory");
        assert_null(analysis);
    }
    hl_analysis_free(analysis);
    return failed;
}

/* first: where the steps begin, so that several analyses try others. */
static void each_allocation(world *w, hl_inference inference, hl_correction correction, long first)
{
    enum { STEP = 17 };
    long step = hl_fail_alloc_step(STEP);
    hl_analysis *analysis = NULL;
    w->design.inference = inference;
    w->design.correction = correction;
    assert_int_equal(analyse(w, &analysis, NULL), HL_OK);
    char *whole = written(analysis);
    hl_analysis_free(analysis);
    long n = first % step;
    while (fail_one(w, n, whole))
        n += step;
    assert_true(n > 10);
    free(whole);
}

static void an_analysis_is_whole_or_none(void **state)
{
    (void)state;
    static const struct {
        hl_inference inference;
        hl_correction correction;
    } chosen[] = {
        {HL_INFER_FIXED, HL_CORRECT_NONE},
        {HL_INFER_FIXED, HL_CORRECT_HOLM},
        {HL_INFER_FIXED, HL_CORRECT_BONFERRONI},
        {HL_INFER_FIXED, HL_CORRECT_BH},
        {HL_INFER_FIXED, HL_CORRECT_DUNNETT},
        {HL_INFER_ANYTIME, HL_CORRECT_HOLM},
        {HL_INFER_ANYTIME, HL_CORRECT_DUNNETT},
        {HL_INFER_GROUP_SEQUENTIAL, HL_CORRECT_HOLM},
        {HL_INFER_GROUP_SEQUENTIAL, HL_CORRECT_DUNNETT},
    };
    for (size_t k = 0; k < WORLDS; k++)
        for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++)
            each_allocation(&worlds[k], chosen[i].inference, chosen[i].correction, (long)(k + i));
}

/* The test above is worth something only where the methods that need memory are used. */
static void the_methods_that_need_memory_are_used(void **state)
{
    (void)state;
    static const char *const used[WORLDS][4] = {
        {"\"stagewise\"", "quantile_region", "cluster_scas", "cochran_q"},
        {"boschloo", "dunnett_bonferroni", "two_part_score", "ratio_score"},
        {"\"lin\"", "cluster_lin", "winsorized", "cochran_q"}};
    for (size_t k = 0; k < WORLDS; k++) {
        hl_analysis *analysis = NULL;
        worlds[k].design.inference = HL_INFER_GROUP_SEQUENTIAL;
        worlds[k].design.correction = HL_CORRECT_DUNNETT;
        assert_int_equal(analyse(&worlds[k], &analysis, NULL), HL_OK);
        char *text = written(analysis);
        for (size_t i = 0; i < 4; i++)
            if (strstr(text, used[k][i]) == NULL)
                fail_msg("%s: %s is not used", worlds[k].name, used[k][i]);
        free(text);
        hl_analysis_free(analysis);
    }
}

static void a_report_is_whole_or_none(void **state)
{
    (void)state;
    hl_analysis *analysis = NULL;
    assert_int_equal(analyse(&worlds[0], &analysis, NULL), HL_OK);
    for (int form = 0; form < 4; form++) { /* the last is the short one */
        hl_report_options options = HL_REPORT_OPTIONS_INIT;
        options.format = form == 3 ? HL_REPORT_TEXT : (hl_report_format)form;
        options.detail = form == 3 ? HL_REPORT_SHORT : HL_REPORT_FULL;
        options.lang = HL_LANG_ZH;
        bool failed = true;
        long n = 0;
        for (; failed; n += hl_fail_alloc_step(3)) {
            char *text = NULL;
            hl_fail_alloc_at(n);
            hl_status status = hl_report_write_as(analysis, &options, &text, NULL);
            failed = hl_fail_alloc_stop();
            assert_int_equal(status, failed ? HL_FAILED : HL_OK);
            assert_int_equal(text != NULL, !failed);
            free(text);
        }
        assert_true(n > 2);
    }
    hl_analysis_free(analysis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_analysis_is_whole_or_none),
        cmocka_unit_test(the_methods_that_need_memory_are_used),
        cmocka_unit_test(a_report_is_whole_or_none),
    };
    hl_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
