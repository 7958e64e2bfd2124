/* Sample ratio mismatch: overall, by stage, by day, by segment. The overall one below 0.001 blocks
 * the verdict; the others say where the break is. Days and segments are corrected by Holm. */
#include <string.h>

#include "analysis/check.h"
#include "analysis/periods.h"
#include "base/civil.h"
#include "base/number.h"
#include "stats/adjust.h"
#include "stats/srm_sequential.h"

enum { SEQUENTIAL_ARMS = 64 };

double *hl_analysis__counts(hl_context *context, hl_counter counter)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t arm = 0; counts != NULL && arm < arms; arm++)
        counts[arm] = (double)hl_analysis__count(context, arm, counter, context->counted_day);
    return counts;
}

hl_sentence_pair hl_analysis__part_arms(hl_context *context, const double *counts)
{
    size_t arms = context->design->arm_count;
    const char **names = hl_analysis__array(context, arms, sizeof *names);
    for (size_t i = 0; names != NULL && i < arms; i++)
        names[i] = context->design->arms[i].name;
    return names == NULL ? hl_analysis__part("")
                         : hl_analysis__part_counts(context, names, counts, arms);
}

enum { CATCHING_UP = 7 }; /* days within which arms that send later are taken to catch up */

/* Can the mismatch of a counter come from arms that send later? It can when some numbers, each
 * between what the arm had a week ago and what it has now, agree with the weights (but for chance,
 * 4 standard deviations). A gap that grows older than a week cannot. */
static bool may_catch_up(hl_context *context, hl_counter counter, const double *now)
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
    hl_sentence_pair arms = hl_analysis__part_arms(context, sums);
    double p = hl_analysis__srm_p(context, counts);
    if (!hl_analysis__weights_known(context)) {
        hl_analysis__check(context, "srm", HL_CHECK_WARN, p, HL_SAY_SRM_UNKNOWN, &arms, 1);
        return;
    }
    hl_sentence_pair parts[] = {hl_analysis__part_p(context, p), arms,
                                hl_analysis__part_arms(context, expected)};
    bool bad = p < HL_SRM_LEVEL;
    bool lags = bad && may_catch_up(context, HL_COUNT_ENROLLED, sums);
    hl_analysis__check(context, "srm",
                       lags  ? HL_CHECK_WARN
                       : bad ? HL_CHECK_FAIL
                             : HL_CHECK_OK,
                       p,
                       lags  ? HL_SAY_SRM_LAGS
                       : bad ? HL_SAY_SRM_FAIL
                             : HL_SAY_SRM_OK,
                       parts, 3);
}

/* Pooled over periods of other weights, arms differ in how their units spread over time: what a
 * season did then looks like an effect (Simpson's paradox). */
void hl_analysis__check_weights(hl_context *context)
{
    size_t periods = hl_analysis__periods(context);
    hl_text days = {0};
    char day[HL_TIME_TEXT];
    if (periods == 1)
        return;
    for (size_t i = 1; i < periods; i++) {
        hl_base__text_add(&days, i > 1 ? ", " : "");
        hl_base__text_add(&days, hl_base__day_text(context->cells->periods[i].from_day, day));
    }
    hl_sentence_pair part = hl_analysis__part(hl_analysis__keep(context, &days));
    hl_analysis__check(context, "weights_changed", HL_CHECK_WARN, HL_NAN, HL_SAY_WEIGHTS_CHANGED,
                       &part, 1);
}

static const struct {
    hl_counter counter;
    const char *check;
    hl_check_status broken; /* delivery follows the message: units are analysed as assigned, so a
                               difference there shows where they are lost and blocks nothing */
    hl_sentence_pair name;
} stages[] = {
    {HL_COUNT_PLANNED, "srm_planned", HL_CHECK_FAIL, {"planned", "已排期"}},
    {HL_COUNT_SENT, "srm_sent", HL_CHECK_FAIL, {"sent", "已发送"}},
    {HL_COUNT_DELIVERED, "srm_delivered", HL_CHECK_WARN, {"delivered", "已送达"}},
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
        hl_sentence_pair parts[] = {stages[i].name, hl_analysis__part_p(context, p),
                                    hl_analysis__part_arms(context, sums)};
        hl_check_status broken = bad && may_catch_up(context, stages[i].counter, sums)
                                     ? HL_CHECK_WARN
                                     : stages[i].broken;
        hl_analysis__check(context, stages[i].check, bad ? broken : HL_CHECK_OK, p,
                           bad ? HL_SAY_STAGE_FAIL : HL_SAY_STAGE_OK, parts, 3);
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

static void report_tests(hl_context *context, part_tests *tests, const char *check, hl_phrase fine,
                         hl_phrase broken)
{
    if (context->failed || tests->count == 0)
        return;
    if (hl_stats__holm(tests->p, tests->p, tests->count) != 0) {
        context->failed = true;
        return;
    }
    size_t worst = 0;
    int64_t bad = 0;
    for (size_t i = 0; i < tests->count; i++) {
        worst = is_worse(tests, i, worst) ? i : worst;
        bad += tests->p[i] < HL_SRM_LEVEL;
    }
    double p = tests->p[worst];
    hl_sentence_pair all = hl_analysis__part_count(context, (int64_t)tests->count);
    hl_sentence_pair good_parts[] = {all, hl_analysis__part_p(context, p)};
    hl_sentence_pair bad_parts[] = {hl_analysis__part(tests->names[worst]), good_parts[1],
                                    hl_analysis__part_arms(context, tests->counts[worst]),
                                    hl_analysis__part_count(context, bad), all};
    hl_analysis__check(context, check, bad > 0 ? HL_CHECK_WARN : HL_CHECK_OK, p,
                       bad > 0 ? broken : fine, bad > 0 ? bad_parts : good_parts, bad > 0 ? 5 : 2);
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
    if (context->has_days && context->design->arms_differ_in_timing)
        hl_analysis__check(context, "srm_sequential", HL_CHECK_OK, HL_NAN, HL_SAY_WATCH_NONE, NULL,
                           0);
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
    bool bad = watch.p < HL_SRM_LEVEL;
    hl_sentence_pair parts[] = {
        hl_analysis__part_p(context, watch.p), hl_analysis__part_count(context, (int64_t)blocks),
        hl_analysis__part(bad ? context->design->arms[watch.suspect].name : "")};
    if (!isnan(watch.p))
        hl_analysis__check(context, "srm_sequential", bad ? HL_CHECK_FAIL : HL_CHECK_OK, watch.p,
                           bad ? HL_SAY_WATCH_FAIL : HL_SAY_WATCH_OK, parts, 3);
}

void hl_analysis__check_srm_days(hl_context *context)
{
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    if (!days_can_be_read(context))
        return;
    part_tests tests = new_tests(context, count);
    for (size_t i = 0; i < count && !context->failed; i++) {
        char text[HL_TIME_TEXT];
        size_t period = hl_analysis__period_of(context, days[i]);
        if (days[i] == HL_CELLS_NO_DAY || days[i] > context->counted_day || period == SIZE_MAX)
            continue;
        const char *name = hl_base__arena_string(context->arena, hl_base__day_text(days[i], text));
        double *counts = day_counts(context, days[i]);
        if (name == NULL)
            context->failed = true;
        if (counts != NULL && !context->failed)
            add_test(&tests, name, counts, hl_analysis__srm_p_of(context, counts, period));
    }
    report_tests(context, &tests, "srm_by_day", HL_SAY_DAY_OK, HL_SAY_DAY_FAIL);
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
    report_tests(context, &tests, "srm_by_segment", HL_SAY_SPLIT_OK, HL_SAY_SPLIT_FAIL);
}
