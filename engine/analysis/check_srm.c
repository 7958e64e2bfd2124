/* Sample ratio mismatch: of all units, of those that reached a stage, watched day after day. Below
 * 0.001 it blocks the verdict, below 0.01 it warns (hl_split_status); check_srm_parts.c does the
 * same by day and by segment. Who looks more than once is told by the watch: there the p of one
 * look warns at most. */
#include "analysis/data_checks.h"
#include "analysis/split_watch.h"
#include "analysis/stops.h"
#include "base/civil.h"
#include "base/number.h"

double *hl_analysis__counts(hl_context *context, hl_cells_counter counter)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t arm = 0; counts != NULL && arm < arms; arm++)
        counts[arm] = (double)hl_analysis__count(context, arm, counter, context->counted_day);
    return counts;
}

enum { CATCHING_UP = 7 }; /* days within which arms that send later are taken to catch up */

/* It can when some numbers, each between what the arm had a week ago and what it has now, agree
 * with the weights (but for chance, 4 standard deviations). A gap that grows older than a week
 * cannot. */
bool hl_analysis__may_catch_up(hl_context *context, hl_cells_counter counter, uint32_t split,
                               const double *now)
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
        double before = (double)hl_cells__run_count(
            hl_cells__run(&context->index, arm, split, INT32_MIN, last - CATCHING_UP), counter);
        if (!(weight > 0))
            continue;
        most = fmax(most, (before - 4 * sqrt(before)) / weight);
        least = fmin(least, (now[arm] + 4 * sqrt(now[arm])) / weight);
    }
    return most <= least;
}

static hl_finding_code code_of_mismatch(hl_context *context, hl_check_status status,
                                        const double *sums)
{
    if (hl_analysis__may_catch_up(context, HL_COUNT_ENROLLED, 0, sums))
        return HL_FOUND_SRM_LAGS;
    if (status != HL_CHECK_FAIL)
        return HL_FOUND_SRM_DOUBTFUL;
    return hl_analysis__watch_decides(context) ? HL_FOUND_SRM_WATCHED : HL_FOUND_SRM_MISMATCH;
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
    hl_check_status status = hl_split_status(finding.p);
    if (!hl_analysis__weights_known(context)) {
        finding.code = HL_FOUND_SRM_UNKNOWN;
        status = HL_CHECK_WARN;
    } else if (status != HL_CHECK_OK) {
        finding.code = code_of_mismatch(context, status, sums);
        status = finding.code == HL_FOUND_SRM_MISMATCH ? HL_CHECK_FAIL : HL_CHECK_WARN;
    }
    hl_analysis__check(context, HL_CHECK_SRM, status, &finding);
}

const char *hl_analysis__day_name(hl_context *context, int32_t day)
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
    size_t changes = context->cells->period_count > 1 ? context->cells->period_count - 1 : 0;
    hl_finding finding = hl_analysis__finding(HL_FOUND_WEIGHTS_CHANGED);
    hl_finding_item *items = changes == 0 ? NULL : hl_analysis__items(context, &finding, changes);
    for (size_t i = 0; items != NULL && i < changes; i++)
        items[i].name = hl_analysis__day_name(context, context->cells->periods[i + 1].from_day);
    if (items != NULL)
        hl_analysis__check(context, HL_CHECK_WEIGHTS_CHANGED, HL_CHECK_WARN, &finding);
    hl_analysis__check_stops(context);
}

static const struct {
    hl_cells_counter counter;
    hl_check_kind check;
    hl_check_status most; /* delivery follows the message: units are analysed as assigned, so a
                             difference there shows where they are lost and blocks nothing */
} stages[] = {
    {HL_COUNT_PLANNED, HL_CHECK_SRM_PLANNED, HL_CHECK_FAIL},
    {HL_COUNT_SENT, HL_CHECK_SRM_SENT, HL_CHECK_FAIL},
    {HL_COUNT_DELIVERED, HL_CHECK_SRM_DELIVERED, HL_CHECK_WARN},
};

static const hl_finding_code stage_codes[] = {[HL_CHECK_OK] = HL_FOUND_STAGE_OK,
                                              [HL_CHECK_WARN] = HL_FOUND_STAGE_DOUBTFUL,
                                              [HL_CHECK_FAIL] = HL_FOUND_STAGE_MISMATCH};

/* Of a definition that does not say what arms are sent. */
static void tell_silent_arm(hl_context *context)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_FROM_PLANNED);
    finding.name = context->cells->silent_arm;
    if (finding.name != NULL)
        hl_analysis__check(context, HL_CHECK_SRM_SENT, HL_CHECK_WARN, &finding);
}

void hl_analysis__check_srm_stages(hl_context *context)
{
    tell_silent_arm(context);
    for (size_t i = 0; i < sizeof stages / sizeof stages[0] && !context->failed; i++) {
        double *counts = hl_analysis__period_counts(context, stages[i].counter, 0);
        double *sums = counts == NULL ? NULL : hl_analysis__all_periods(context, counts);
        double p =
            sums == NULL ? HL_NAN : hl_analysis__split_p(context, stages[i].counter, 0, counts);
        if (sums == NULL || isnan(p))
            continue;
        hl_check_status status = hl_split_status(p);
        hl_finding finding = hl_analysis__finding(stage_codes[status]);
        finding.p = p;
        (void)hl_analysis__arm_items(context, &finding, sums);
        if (status == HL_CHECK_FAIL)
            status = hl_analysis__may_catch_up(context, stages[i].counter, 0, sums)
                         ? HL_CHECK_WARN
                         : stages[i].most;
        hl_analysis__check(context, stages[i].check, status, &finding);
    }
}

static const hl_finding_code watch_codes[] = {[HL_CHECK_OK] = HL_FOUND_SEQUENTIAL_OK,
                                              [HL_CHECK_WARN] = HL_FOUND_SEQUENTIAL_DOUBTFUL,
                                              [HL_CHECK_FAIL] = HL_FOUND_SEQUENTIAL_MISMATCH};

void hl_analysis__check_srm_sequential(hl_context *context)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_SEQUENTIAL_UNREADABLE);
    if (context->has_days && context->design->arms_differ_in_timing)
        hl_analysis__check(context, HL_CHECK_SRM_SEQUENTIAL, HL_CHECK_OK, &finding);
    hl_split_watch watch = hl_analysis__watch_split(context, HL_COUNT_ENROLLED, 0);
    if (context->failed || isnan(watch.test.p))
        return;
    hl_check_status status = hl_split_status(watch.test.p);
    finding.code = watch_codes[status];
    finding.p = watch.test.p;
    finding.n = (double)watch.days;
    if (status != HL_CHECK_OK)
        finding.arm = watch.test.suspect;
    hl_analysis__check(context, HL_CHECK_SRM_SEQUENTIAL, status, &finding);
}
