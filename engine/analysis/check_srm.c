/* Sample ratio mismatch: overall, by stage, by day, by segment. The overall one below 0.001 blocks
 * the verdict; the others say where the break is. Days and segments are corrected by Holm. */
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/periods.h"
#include "base/civil.h"
#include "base/number.h"
#include "stats/adjust.h"
#include "stats/srm_sequential.h"

enum { SEQUENTIAL_ARMS = 64 };

double *hl_analysis__counts(hl_context *context, hl_cells_counter counter)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t arm = 0; counts != NULL && arm < arms; arm++)
        counts[arm] = (double)hl_analysis__count(context, arm, counter, context->counted_day);
    return counts;
}

enum { CATCHING_UP = 7 }; /* days within which arms that send later are taken to catch up */

/* Can the mismatch of a counter come from arms that send later? It can when some numbers, each
 * between what the arm had a week ago and what it has now, agree with the weights (but for chance,
 * 4 standard deviations). A gap that grows older than a week cannot. */
static bool may_catch_up(hl_context *context, hl_cells_counter counter, const double *now)
{
    double most = 0;
    double least = HL_INFINITY;
    if (!context->has_days || !context->design->arms_differ_in_timing ||
        hl_analysis__periods(context) > 1)
        return false;
    int32_t last = INT32_MIN;
    for (size_t i = 0; i < context->cells->cell_count; i++)
        if (context->cells->cells[i]->day > last &&
            context->cells->cells[i]->day <= context->counted_day &&
            context->cells->cells[i]->counters[counter] > 0)
            last = context->cells->cells[i]->day;
    if (context->counted_day != INT32_MAX)
        last = context->counted_day;
    for (uint32_t arm = 0; arm < context->design->arm_count; arm++) {
        double weight = (double)context->design->arms[arm].weight;
        double before = (double)hl_analysis__count(context, arm, counter, last - CATCHING_UP);
        if (!(weight > 0))
            continue;
        most = fmax(most, (before - 4 * sqrt(before)) / weight);
        least = fmin(least, (now[arm] + 4 * sqrt(now[arm])) / weight);
    }
    return most <= least;
}

void hl_analysis__check_srm(hl_context *context)
{
    double *counts = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, 0);
    double *sums = counts == NULL ? NULL : hl_analysis__all_periods(context, counts);
    double *expected = counts == NULL ? NULL : hl_analysis__expected(context, counts);
    if (sums == NULL || expected == NULL)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_SRM_OK);
    hl_finding_item *items = hl_analysis__arm_items(context, &finding, sums);
    for (size_t i = 0; items != NULL && i < finding.item_count; i++)
        items[i].expected = expected[i];
    finding.p = hl_analysis__srm_p(context, counts);
    finding.limit = CATCHING_UP;
    hl_check_status status = HL_CHECK_OK;
    if (!hl_analysis__weights_known(context)) {
        finding.code = HL_FOUND_SRM_UNKNOWN;
        status = HL_CHECK_WARN;
    } else if (finding.p < HL_SRM_LEVEL) {
        bool lags = may_catch_up(context, HL_COUNT_ENROLLED, sums);
        finding.code = lags ? HL_FOUND_SRM_LAGS : HL_FOUND_SRM_MISMATCH;
        status = lags ? HL_CHECK_WARN : HL_CHECK_FAIL;
    }
    hl_analysis__check(context, HL_CHECK_SRM, status, &finding);
}

static const char *day_name(hl_context *context, int32_t day)
{
    char text[HL_TIME_TEXT];
    const char *name = hl_base__arena_string(context->arena, hl_base__day_text(day, text));
    if (name == NULL)
        context->failed = true;
    return name;
}

/* Pooled over periods of other weights, arms differ in how their units spread over time: what a
 * season did then looks like an effect (Simpson's paradox). */
void hl_analysis__check_weights(hl_context *context)
{
    size_t changes = hl_analysis__periods(context) - 1;
    hl_finding finding = hl_analysis__finding(HL_FOUND_WEIGHTS_CHANGED);
    hl_finding_item *items = changes == 0 ? NULL : hl_analysis__items(context, &finding, changes);
    for (size_t i = 0; items != NULL && i < changes; i++)
        items[i].name = day_name(context, context->cells->periods[i + 1].from_day);
    if (items != NULL)
        hl_analysis__check(context, HL_CHECK_WEIGHTS_CHANGED, HL_CHECK_WARN, &finding);
}

static const struct {
    hl_cells_counter counter;
    hl_check_kind check;
    hl_check_status broken; /* delivery follows the message: units are analysed as assigned, so a
                               difference there shows where they are lost and blocks nothing */
} stages[] = {
    {HL_COUNT_PLANNED, HL_CHECK_SRM_PLANNED, HL_CHECK_FAIL},
    {HL_COUNT_SENT, HL_CHECK_SRM_SENT, HL_CHECK_FAIL},
    {HL_COUNT_DELIVERED, HL_CHECK_SRM_DELIVERED, HL_CHECK_WARN},
};

void hl_analysis__check_srm_stages(hl_context *context)
{
    for (size_t i = 0; i < sizeof stages / sizeof stages[0] && !context->failed; i++) {
        double *counts = hl_analysis__period_counts(context, stages[i].counter, 0);
        double *sums = counts == NULL ? NULL : hl_analysis__all_periods(context, counts);
        double p = sums == NULL ? HL_NAN : hl_analysis__srm_p(context, counts);
        if (sums == NULL || isnan(p))
            continue;
        bool bad = p < HL_SRM_LEVEL;
        hl_finding finding =
            hl_analysis__finding(bad ? HL_FOUND_STAGE_MISMATCH : HL_FOUND_STAGE_OK);
        finding.p = p;
        (void)hl_analysis__arm_items(context, &finding, sums);
        hl_check_status broken = bad && may_catch_up(context, stages[i].counter, sums)
                                     ? HL_CHECK_WARN
                                     : stages[i].broken;
        hl_analysis__check(context, stages[i].check, bad ? broken : HL_CHECK_OK, &finding);
    }
}

/* Many splits of the same kind, tested one by one and corrected together. */
typedef struct part_tests {
    size_t count;
    const char **names;
    double **counts;
    double *p;
} part_tests;

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

/* The worst of several equal p is the first by name, whatever the order of the data. */
static bool is_worse(const part_tests *tests, size_t i, size_t than)
{
    return tests->p[i] < tests->p[than] ||
           (tests->p[i] == tests->p[than] && strcmp(tests->names[i], tests->names[than]) < 0);
}

static void report_tests(hl_context *context, part_tests *tests, hl_check_kind check,
                         hl_finding_code fine, hl_finding_code broken)
{
    if (context->failed || tests->count == 0)
        return;
    if (!hl_analysis__went_well(context, hl_stats__holm(tests->p, tests->p, tests->count, NULL)))
        return;
    size_t worst = 0;
    size_t bad = 0;
    for (size_t i = 0; i < tests->count; i++) {
        worst = is_worse(tests, i, worst) ? i : worst;
        bad += tests->p[i] < HL_SRM_LEVEL;
    }
    hl_finding finding = hl_analysis__finding(bad > 0 ? broken : fine);
    finding.p = tests->p[worst];
    finding.n = (double)bad;
    finding.of = (double)tests->count;
    if (bad > 0) {
        finding.name = tests->names[worst];
        (void)hl_analysis__arm_items(context, &finding, tests->counts[worst]);
    }
    hl_analysis__check(context, check, bad > 0 ? HL_CHECK_WARN : HL_CHECK_OK, &finding);
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

/* A unit is enrolled at its first touch, so arms whose hooks or windows lie at other times differ
 * by day without any fault. */
static bool days_can_be_read(hl_context *context)
{
    return context->has_days && !context->design->arms_differ_in_timing;
}

/* Day after day under the planned weights: an alarm that holds however often it is looked at. */
void hl_analysis__check_srm_sequential(hl_context *context)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_SEQUENTIAL_UNREADABLE);
    if (context->has_days && context->design->arms_differ_in_timing)
        hl_analysis__check(context, HL_CHECK_SRM_SEQUENTIAL, HL_CHECK_OK, &finding);
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    size_t arms = context->design->arm_count;
    if (!days_can_be_read(context) || !hl_analysis__weights_known(context) ||
        arms > SEQUENTIAL_ARMS)
        return;
    double *counts = hl_analysis__array(context, 2 * count * arms, sizeof *counts);
    size_t blocks = 0;
    for (size_t i = 0; i < count && !context->failed; i++) {
        size_t period = hl_analysis__period_of(context, days[i]);
        if (days[i] == HL_CELLS_NO_DAY || days[i] > context->counted_day || period == SIZE_MAX)
            continue;
        const double *day = day_counts(context, days[i]);
        double enrolled = 0;
        for (size_t arm = 0; day != NULL && arm < arms; arm++) {
            counts[blocks * arms + arm] = day[arm];
            enrolled += day[arm];
            counts[(count + blocks) * arms + arm] =
                hl_analysis__period_weight(context, period, arm);
        }
        blocks += enrolled > 0;
    }
    if (context->failed || blocks == 0)
        return;
    hl_srm_sequential watch = hl_stats__srm_sequential(counts, counts + count * arms, blocks, arms);
    if (isnan(watch.p))
        return;
    bool bad = watch.p < HL_SRM_LEVEL;
    finding.code = bad ? HL_FOUND_SEQUENTIAL_MISMATCH : HL_FOUND_SEQUENTIAL_OK;
    finding.p = watch.p;
    finding.n = (double)blocks;
    if (bad)
        finding.arm = watch.suspect;
    hl_analysis__check(context, HL_CHECK_SRM_SEQUENTIAL, bad ? HL_CHECK_FAIL : HL_CHECK_OK,
                       &finding);
}

void hl_analysis__check_srm_days(hl_context *context)
{
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    if (!days_can_be_read(context))
        return;
    part_tests tests = new_tests(context, count);
    for (size_t i = 0; i < count && !context->failed; i++) {
        size_t period = hl_analysis__period_of(context, days[i]);
        if (days[i] == HL_CELLS_NO_DAY || days[i] > context->counted_day || period == SIZE_MAX)
            continue;
        const char *name = day_name(context, days[i]);
        double *counts = day_counts(context, days[i]);
        if (counts != NULL && !context->failed)
            add_test(&tests, name, counts, hl_analysis__srm_p_of(context, counts, period));
    }
    report_tests(context, &tests, HL_CHECK_SRM_BY_DAY, HL_FOUND_DAYS_OK, HL_FOUND_DAYS_MISMATCH);
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
            add_test(&tests, name, sums, hl_analysis__srm_p(context, counts));
    }
    report_tests(context, &tests, HL_CHECK_SRM_BY_SEGMENT, HL_FOUND_SEGMENTS_OK,
                 HL_FOUND_SEGMENTS_MISMATCH);
}
