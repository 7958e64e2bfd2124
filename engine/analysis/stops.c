#include "analysis/stops.h"

#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/pauses.h"
#include "analysis/periods.h"
#include "analysis/split_watch.h"
#include "base/civil.h"
#include "base/number.h"

static const double least_missing = 20; /* units that an arm would have had behind its last day */

static hl_weight_period *last_period(const hl_context *context)
{
    return &context->periods[context->period_count - 1];
}

/* A copy to which stops that were seen are added: at most one for each arm. */
static bool copy_periods(hl_context *context)
{
    size_t arms = context->design->arm_count, count = context->cells->period_count;
    hl_weight_period *list = hl_analysis__array(context, count + arms + 1, sizeof *list);
    context->stopped_on = hl_analysis__array(context, arms, sizeof *context->stopped_on);
    context->pauses = hl_analysis__array(context, arms, sizeof *context->pauses);
    if (list == NULL || context->stopped_on == NULL || context->pauses == NULL)
        return false;
    for (size_t i = 0; i < arms; i++)
        context->stopped_on[i] = INT32_MAX;
    for (size_t i = 0; i < count; i++)
        list[i] = context->cells->periods[i];
    if (count == 0) {
        list[0] = (hl_weight_period){INT32_MIN, true,
                                     hl_analysis__array(context, arms, sizeof *list[0].weights)};
        for (size_t i = 0; list[0].weights != NULL && i < arms; i++)
            list[0].weights[i] = context->design->arms[i].weight;
    }
    context->periods = list;
    context->period_count = count == 0 ? 1 : count;
    return !context->failed;
}

/* ---- arms whose weight became 0 */

static void note_declared(hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        size_t k = context->period_count;
        while (k > 0 && context->periods[k - 1].weights[i] == 0)
            k--;
        if (k > 0 && k < context->period_count &&
            context->periods[k].from_day <= context->counted_day)
            context->stopped_on[i] = context->periods[k].from_day;
    }
}

/* ---- arms of which nothing comes any more */

/* Today is not over: an arm that is sent in the evening has nobody at noon. */
static double units_behind(const hl_context *context, uint32_t arm, int32_t day)
{
    int32_t over = hl_analysis__last_over(context);
    return (double)(hl_analysis__count(context, arm, HL_COUNT_ENROLLED, over) -
                    hl_analysis__count(context, arm, HL_COUNT_ENROLLED, day));
}

/* The last day with units of the arm; INT32_MIN: it has none. */
static int32_t last_day_of(const hl_context *context, uint32_t arm)
{
    hl_cell_run run =
        hl_cells__run(&context->index, arm, 0, HL_CELLS_NO_DAY + 1, context->counted_day);
    int32_t last = INT32_MIN;
    for (size_t i = 0; i < run.count; i++)
        if (run.cells[i]->counters[HL_COUNT_ENROLLED] > 0 && run.cells[i]->day > last)
            last = run.cells[i]->day;
    return last;
}

static bool has_stopped(const hl_context *context, uint32_t arm, int32_t last)
{
    const hl_weight_period *now = last_period(context);
    double others = 0, weight = 0;
    if (now->weights[arm] == 0 || last <= now->from_day)
        return false;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        if (i == arm || now->weights[i] == 0)
            continue;
        others += units_behind(context, i, last);
        weight += (double)now->weights[i];
    }
    return weight > 0 && others * (double)now->weights[arm] >= least_missing * weight;
}

/* The first of the arms that go on to stop; SIZE_MAX: none did. */
static size_t next_stop(const hl_context *context, int32_t *on)
{
    size_t found = SIZE_MAX;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        int32_t last = last_day_of(context, i);
        if ((found == SIZE_MAX || last < *on) && has_stopped(context, i, last)) {
            found = i;
            *on = last;
        }
    }
    return found;
}

/* Is the split of the last period that a definition says as planned up to that day? */
static bool agrees_until(hl_context *context, int32_t day)
{
    size_t arms = context->design->arm_count;
    size_t last = context->period_count - 1 - context->seen_stops;
    int32_t from = context->periods[last].from_day;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t i = 0; counts != NULL && i < arms; i++)
        counts[i] = (double)(hl_analysis__count(context, i, HL_COUNT_ENROLLED, day) -
                             (from == INT32_MIN
                                  ? 0
                                  : hl_analysis__count(context, i, HL_COUNT_ENROLLED, from - 1)));
    return counts != NULL && !(hl_analysis__srm_p_of(context, counts, last) < HL_SRM_BLOCKS);
}

/* The arm's last day belongs to what was before, where the split is as planned with it; otherwise
 * the stop came on that day, at whatever hour. */
static bool add_stop(hl_context *context, size_t arm, int32_t last)
{
    size_t arms = context->design->arm_count;
    hl_weight_period *next = &context->periods[context->period_count];
    int32_t on = agrees_until(context, last) ? last + 1 : last;
    *next =
        (hl_weight_period){on, on > last, hl_analysis__array(context, arms, sizeof *next->weights)};
    if (next->weights == NULL)
        return false;
    memcpy(next->weights, last_period(context)->weights, arms * sizeof *next->weights);
    next->weights[arm] = 0;
    context->stopped_on[arm] = on;
    context->pauses[arm] = hl_analysis__is_pause(context, (uint32_t)arm, 0, last);
    context->seen_stops++;
    context->period_count++;
    return true;
}

static double p_of_last_period(hl_context *context)
{
    double *counts = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, 0);
    size_t last = context->period_count - 1;
    return counts == NULL
               ? HL_NAN
               : hl_analysis__srm_p_of(context, counts + last * context->design->arm_count, last);
}

/* Does the control have what stopped arms had? Then that is the split. */
static void hand_to_control(hl_context *context)
{
    int64_t *weights = last_period(context)->weights;
    const int64_t *before = last_period(context)[-1].weights;
    size_t control = context->design->control;
    int64_t own = weights[control];
    if (own == 0 || !(p_of_last_period(context) < HL_SRM_BLOCKS))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        weights[control] += weights[i] == 0 ? before[i] : 0;
    if (p_of_last_period(context) < HL_SRM_BLOCKS)
        weights[control] = own;
}

/* ---- the end */

/* Whether units of the day of the end count: not where it was seen that an arm had none on it.
 * Those of an arm that was stopped by its weight are stray, and a check tells them. */
static bool counts_on_end(const hl_context *context, int32_t end)
{
    if (context->moved)
        return false;
    for (size_t k = context->period_count; k-- > context->period_count - context->seen_stops;)
        if (context->periods[k].from_day == end)
            return !context->periods[k].from_midnight;
    return true;
}

/* The day on which fewer than two arms go on, or the control does not; INT32_MAX: they do.
 * pauses: those that may be such end it too. */
static int32_t end_of(const hl_context *context, bool pauses)
{
    const hl_design *design = context->design;
    int32_t latest = INT32_MIN, end = INT32_MAX;
    size_t running = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        bool counts = pauses || !context->pauses[i];
        int32_t on = counts ? context->stopped_on[i] : INT32_MAX;
        running += on == INT32_MAX && design->arms[i].weight > 0;
        latest = on != INT32_MAX && on > latest ? on : latest;
        end = i == design->control ? on : end;
    }
    return running < 2 && latest != INT32_MIN && latest < end ? latest : end;
}

static void find_end(hl_context *context)
{
    int32_t end = end_of(context, true);
    context->ended_on = end;
    context->paused = end_of(context, false) != end;
    if (end != INT32_MAX && end - 1 < context->counted_day)
        context->counted_day = counts_on_end(context, end) ? end : end - 1;
}

/* What was seen of stops is taken back where the split is off up to the end that follows. */
static void drop_seen(hl_context *context)
{
    context->period_count -= context->seen_stops;
    context->seen_stops = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        context->stopped_on[i] = INT32_MAX;
        context->pauses[i] = false;
    }
    note_declared(context);
    hl_analysis__note_moves(context);
}

void hl_analysis__stops(hl_context *context)
{
    int32_t on = 0;
    size_t arm = 0;
    context->ended_on = INT32_MAX;
    if (!copy_periods(context) || !context->has_days || !hl_analysis__weights_known(context))
        return;
    note_declared(context);
    int32_t counted = context->counted_day;
    /* Where the split of all is as planned there is nothing to explain: an arm may be sent days
     * after the others, whose last days are then no stop. */
    bool off = hl_analysis__days_can_be_read(context) && !agrees_until(context, counted);
    for (size_t i = 0; off && i < context->design->arm_count; i++)
        if ((arm = next_stop(context, &on)) == SIZE_MAX || !add_stop(context, arm, on))
            break;
    if (context->seen_stops > 0 && !context->failed)
        hand_to_control(context);
    if (!context->failed)
        hl_analysis__note_moves(context);
    find_end(context);
    if (context->seen_stops > 0 && hl_analysis__was_cut_off(context) &&
        !agrees_until(context, context->ended_on - 1)) {
        context->counted_day = counted;
        drop_seen(context);
        find_end(context);
    }
    if (!hl_analysis__was_cut_off(context) && hl_analysis__days_can_be_read(context))
        hl_analysis__end_of_segments(context);
}

/* ---- what it means to others */

bool hl_analysis__was_cut_off(const hl_context *context)
{
    return context->ended_on != INT32_MAX;
}

/* It is no part of what the others go on with. */
static bool stands_apart(const hl_context *context, size_t arm)
{
    return context->stopped_on != NULL && context->stopped_on[arm] < context->ended_on;
}

bool hl_analysis__is_stopped(const hl_context *context, size_t arm)
{
    return stands_apart(context, arm) && !context->pauses[arm];
}

bool hl_analysis__was_ended(const hl_context *context)
{
    return hl_analysis__was_cut_off(context) && !context->paused;
}

int32_t hl_analysis__drawn_until(const hl_context *context, size_t arm)
{
    bool stopped = context->stopped_on != NULL && context->stopped_on[arm] <= context->counted_day;
    return stopped ? context->stopped_on[arm] - 1 : context->counted_day;
}

int32_t hl_analysis__cut_of(const hl_context *context, size_t metric)
{
    if (!hl_analysis__was_cut_off(context))
        return INT32_MAX;
    if (context->moved) /* windows that are open then hold touches of another arm */
        return context->ended_on - 1;
    return context->ended_on - 1 +
           (int32_t)(context->design->metrics[metric].within_ms / HL_DAY_MS);
}

static hl_finding stop_of(hl_context *context, size_t arm, hl_finding_code code)
{
    hl_finding finding = hl_analysis__finding_of(code, SIZE_MAX, arm);
    finding.name = hl_analysis__day_name(context, context->stopped_on[arm]);
    return finding;
}

void hl_analysis__check_stops(hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count && !context->failed; i++) {
        if (!stands_apart(context, i))
            continue;
        hl_finding finding =
            stop_of(context, i, context->pauses[i] ? HL_FOUND_ARM_PAUSES : HL_FOUND_ARM_STOPPED);
        hl_analysis__check(context, HL_CHECK_WEIGHTS_CHANGED, HL_CHECK_WARN, &finding);
    }
}

/* What the end, or the pause, of all was seen in. */
static hl_finding_code code_of_end(const hl_context *context)
{
    if (context->ended_in != 0)
        return context->paused ? HL_FOUND_PAUSED_SEGMENT : HL_FOUND_CUT_OFF_SEGMENT;
    if (context->moved)
        return HL_FOUND_CUT_OFF_MOVED;
    return context->paused ? HL_FOUND_PAUSED : HL_FOUND_CUT_OFF;
}

void hl_analysis__say_stops(hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count && !context->failed; i++) {
        if (!stands_apart(context, i))
            continue;
        hl_finding finding =
            stop_of(context, i, context->pauses[i] ? HL_FOUND_PAUSING_ARM : HL_FOUND_STOPPED_ARM);
        hl_analysis__because(context, &finding);
    }
    if (!hl_analysis__was_cut_off(context) || context->failed)
        return;
    hl_finding finding = hl_analysis__finding(code_of_end(context));
    finding.name = hl_analysis__day_name(context, context->ended_on);
    hl_finding_item *items = hl_analysis__items(context, &finding, context->design->arm_count);
    finding.item_count = 0;
    for (size_t i = 0; items != NULL && i < context->design->arm_count; i++)
        if (context->stopped_on[i] <= context->ended_on)
            items[finding.item_count++].name = context->design->arms[i].name;
    if (items != NULL && context->ended_in != 0)
        items[finding.item_count++].name = hl_analysis__segment_that_ended(context);
    hl_analysis__because(context, &finding);
}
