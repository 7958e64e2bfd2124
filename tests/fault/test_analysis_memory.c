/* Every allocation of an analysis and of its reports fails once: the call says so, frees everything
 * and never returns half a result. */
#include <stdlib.h>

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

typedef struct made {
    hl_metric metrics[3];
    hl_design design;
    hl_cells *cells;
} made;

static int set_up(void **state)
{
    made *all = calloc(1, sizeof *all);
    assert_non_null(all);
    all->metrics[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    all->metrics[1] = hl_made_metric("spend", HL_METRIC_MEAN);
    all->metrics[2] = hl_made_metric("block", HL_METRIC_PROPORTION);
    all->metrics[1].winsorize = 0.9;
    all->metrics[1].event = "convert"; /* and so it has delays */
    all->metrics[2].role = HL_ROLE_GUARDRAIL;
    all->metrics[2].margin = 0.05;
    all->design = hl_made_design(arms, 4, all->metrics, 3);
    all->design.factors = factors;
    all->design.factor_count = 2;
    all->design.dimensions = &zone;
    all->design.dimension_count = 1;
    all->cells = hl_cells__new(&all->design);
    for (uint32_t arm = 0; arm < 4; arm++)
        for (int32_t day = 0; day < 3; day++)
            for (int part = 0; part < 2; part++) {
                uint32_t split = hl_cells__split(all->cells, 0, part == 0 ? "n" : "s", 1);
                hl_made_enrol(all->cells, arm, split, 20000 + day, 200);
                hl_made_rate(all->cells, arm, split, 20000 + day, 0, 200, 40 + 9 * (int64_t)arm);
                hl_made_value(all->cells, arm, split, 20000 + day, 1, 3.5 + arm, 1, NULL, 100);
                hl_made_value(all->cells, arm, split, 20000 + day, 1, 0, 1, NULL, 100);
                hl_made_rate(all->cells, arm, split, 20000 + day, 2, 200, 10);
            }
    for (uint32_t arm = 0; arm < 4; arm++)
        hl_made_delay(all->cells, arm, 20000, 1, 2.5, 30);
    hl_made_count(all->cells, 0, 20000, HL_COUNT_FAST_CLICKS, 9);
    hl_made_count(all->cells, 0, 20000, HL_COUNT_DUPLICATES, 9);
    *state = all;
    return 0;
}

static int tear_down(void **state)
{
    made *all = *state;
    hl_cells_free(all->cells);
    free(all);
    return 0;
}

static bool analyse_once(const made *all, long n)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_fail_alloc_at(n);
    hl_status status = hl_analysis_run(&all->design, all->cells, &options, &analysis, &err);
    bool failed = hl_fail_alloc_stop();
    assert_int_equal(status, failed ? HL_FAILED : HL_OK);
    assert_int_equal(analysis != NULL, !failed);
    assert_int_equal(err.status, status);
    hl_analysis_free(analysis);
    return failed;
}

static void an_analysis_is_whole_or_none(void **state)
{
    long n = 0;
    while (analyse_once(*state, n))
        n++;
    assert_true(n > 10);
}

static void a_report_is_whole_or_none(void **state)
{
    const made *all = *state;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    assert_int_equal(hl_analysis_run(&all->design, all->cells, &options, &analysis, NULL), HL_OK);
    for (int format = 0; format < 3; format++) {
        bool failed = true;
        long n = 0;
        for (; failed; n++) {
            char *text = NULL;
            hl_fail_alloc_at(n);
            hl_status status =
                hl_report_write(analysis, (hl_report_format)format, HL_LANG_ZH, false, &text, NULL);
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
        cmocka_unit_test(a_report_is_whole_or_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
