/* The split on every day and in every segment. Arms that differ from the plan in some of them alone
 * can look well on the whole (1,545 against 470 on one day), and then whatever differs between
 * these days or segments looks like an effect of the treatment: so the smallest p, corrected for
 * their number, warns and blocks as that of the whole does.
 *
 * Who looks once has Holm's correction. Who looks day after day has no last number of days: the
 * k-th day gets the share 1 / (k (k + 1)) of the level, shares that add up to 1, so the days may go
 * on; and a segment, which grows, gets the p of the watch. */
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/split_watch.h"
#include "base/number.h"
#include "stats/adjust.h"

/* Splits of the same kind, tested one by one. */
typedef struct part_tests {
    size_t count;
    const char **names;
    double **counts;
    double *p;
} part_tests;

/* What is said of the worst of them. */
typedef struct part_codes {
    hl_check_kind check;
    hl_finding_code by_status[3];
} part_codes;

static const part_codes of_days = {HL_CHECK_SRM_BY_DAY,
                                   {[HL_CHECK_OK] = HL_FOUND_DAYS_OK,
                                    [HL_CHECK_WARN] = HL_FOUND_DAYS_DOUBTFUL,
                                    [HL_CHECK_FAIL] = HL_FOUND_DAYS_MISMATCH}};
static const part_codes of_segments = {HL_CHECK_SRM_BY_SEGMENT,
                                       {[HL_CHECK_OK] = HL_FOUND_SEGMENTS_OK,
                                        [HL_CHECK_WARN] = HL_FOUND_SEGMENTS_DOUBTFUL,
                                        [HL_CHECK_FAIL] = HL_FOUND_SEGMENTS_MISMATCH}};

static part_tests new_tests(hl_context *context, size_t most)
{
    return (part_tests){0, hl_analysis__array(context, most, sizeof(char *)),
                        hl_analysis__array(context, most, sizeof(double *)),
                        hl_analysis__array(context, most, sizeof(double))};
}

static void add_test(part_tests *tests, const char *name, double *counts, double p)
{
    if (isnan(p))
        return;
    tests->names[tests->count] = name;
    tests->counts[tests->count] = counts;
    tests->p[tests->count++] = p;
}

static void correct_for_days_to_come(part_tests *tests)
{
    for (size_t i = 0; i < tests->count; i++) {
        double k = (double)(i + 1);
        tests->p[i] = fmin(1, tests->p[i] * k * (k + 1));
    }
}

/* The worst of several equal p is the first by name, whatever the order of the data. */
static bool is_worse(const part_tests *tests, size_t i, size_t than)
{
    return tests->p[i] < tests->p[than] ||
           (tests->p[i] == tests->p[than] && strcmp(tests->names[i], tests->names[than]) < 0);
}

/* p is corrected. n: how many are as far off as the status says. */
static void report_tests(hl_context *context, const part_tests *tests, const part_codes *codes)
{
    size_t worst = 0;
    for (size_t i = 0; i < tests->count; i++)
        worst = is_worse(tests, i, worst) ? i : worst;
    hl_check_status status = hl_split_status(tests->p[worst]);
    size_t bad = 0;
    for (size_t i = 0; i < tests->count; i++)
        bad += status != HL_CHECK_OK && hl_split_status(tests->p[i]) == status;
    hl_finding finding = hl_analysis__finding(codes->by_status[status]);
    finding.p = tests->p[worst];
    finding.n = (double)bad;
    finding.of = (double)tests->count;
    if (bad > 0) {
        finding.name = tests->names[worst];
        (void)hl_analysis__arm_items(context, &finding, tests->counts[worst]);
    }
    hl_analysis__check(context, codes->check, status, &finding);
}

static double *day_counts(hl_context *context, int32_t day)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t arm = 0; counts != NULL && arm < arms; arm++) {
        const hl_cell *cell = hl_cells__find(context->cells, arm, 0, day);
        counts[arm] = cell == NULL ? 0 : (double)cell->counters[HL_COUNT_ENROLLED];
    }
    return counts;
}

void hl_analysis__check_srm_days(hl_context *context)
{
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    if (!hl_analysis__days_can_be_read(context))
        return;
    part_tests tests = new_tests(context, count);
    for (size_t i = 0; i < count && !context->failed; i++) {
        size_t period = hl_analysis__period_of(context, days[i]);
        if (days[i] == HL_CELLS_NO_DAY || days[i] > context->counted_day || period == SIZE_MAX)
            continue;
        const char *name = hl_analysis__day_name(context, days[i]);
        double *counts = day_counts(context, days[i]);
        if (counts != NULL && !context->failed)
            add_test(&tests, name, counts, hl_analysis__srm_p_of(context, counts, period));
    }
    if (context->failed || tests.count == 0)
        return;
    if (hl_analysis__watch_decides(context))
        correct_for_days_to_come(&tests);
    else if (!hl_analysis__went_well(context, hl_stats__holm(tests.p, tests.p, tests.count, NULL)))
        return;
    report_tests(context, &tests, &of_days);
}

static const char *split_name(hl_context *context, const hl_split *split)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s = %s", context->design->dimensions[split->dimension].name,
                       split->value);
    return hl_analysis__keep(context, &text);
}

void hl_analysis__check_srm_segments(hl_context *context)
{
    uint32_t count = context->cells->split_names.count;
    part_tests tests = new_tests(context, count);
    for (uint32_t i = 1; i < count && !context->failed; i++) {
        const char *name = split_name(context, &context->cells->splits[i]);
        double *counts = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, i);
        double *sums = counts == NULL ? NULL : hl_analysis__all_periods(context, counts);
        if (sums != NULL)
            add_test(&tests, name, sums,
                     hl_analysis__split_p(context, HL_COUNT_ENROLLED, i, counts));
    }
    if (context->failed || tests.count == 0)
        return;
    if (hl_analysis__went_well(context, hl_stats__holm(tests.p, tests.p, tests.count, NULL)))
        report_tests(context, &tests, &of_segments);
}
