/* An arm that is sent to all but a segment: there the others stop, and in that segment the arm
 * does. On the whole every arm goes on, and the split is off from that day on in each value of the
 * dimension. So an end is looked for value by value, by the rule of stops.c: an arm has no units
 * behind a day on which the others go on and it would have had at least 20, and up to it the split
 * of the value is as planned. The first of these days is the end of the whole: behind it no two
 * arms were drawn from the same people. */
#include "analysis/data_checks.h"
#include "analysis/pauses.h"
#include "analysis/periods.h"
#include "analysis/stops.h"
#include "base/number.h"
#include "base/text.h"

static const double least_missing = 20;

/* Units of an arm in a value behind a day, on days that are over. */
static double units_between(const hl_context *context, uint32_t arm, uint32_t split, int32_t after,
                            int32_t until, int32_t *last)
{
    hl_cell_run run = hl_cells__run(&context->index, arm, split, after, until);
    double units = 0;
    for (size_t i = 0; i < run.count; i++) {
        int64_t enrolled = run.cells[i]->counters[HL_COUNT_ENROLLED];
        units += (double)enrolled;
        if (enrolled > 0 && last != NULL)
            *last = run.cells[i]->day;
    }
    return units;
}

static bool agrees_until(hl_context *context, uint32_t split, int32_t day)
{
    size_t arms = context->design->arm_count, last = context->period_count - 1;
    int32_t from = context->periods[last].from_day;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t i = 0; counts != NULL && i < arms; i++)
        counts[i] = units_between(context, i, split, from == INT32_MIN ? HL_CELLS_NO_DAY + 1 : from,
                                  day, NULL);
    return counts != NULL && !(hl_analysis__srm_p_of(context, counts, last) < HL_SRM_BLOCKS);
}

/* The last day of the arm in the value, where it stopped there; INT32_MAX: it did not. */
static int32_t stop_in(const hl_context *context, uint32_t arm, uint32_t split)
{
    const hl_weight_period *now = &context->periods[context->period_count - 1];
    int32_t last = INT32_MIN, over = hl_analysis__last_over(context);
    double others = 0, weight = 0;
    (void)units_between(context, arm, split, HL_CELLS_NO_DAY + 1, context->counted_day, &last);
    if (now->weights[arm] == 0 || last <= now->from_day || last >= over)
        return INT32_MAX;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        if (i != arm && now->weights[i] > 0) {
            others += units_between(context, i, split, last + 1, over, NULL);
            weight += (double)now->weights[i];
        }
    bool missing = weight > 0 && others * (double)now->weights[arm] >= least_missing * weight;
    return missing ? last : INT32_MAX;
}

/* The first day without the arm in the value: its last one too, where the split is off with it.
 * Where that of all days is as planned there is nothing to explain: an arm may be sent days after
 * the others. */
static int32_t end_in(hl_context *context, uint32_t split, bool *paused)
{
    int32_t end = INT32_MAX;
    if (agrees_until(context, split, hl_analysis__last_over(context)))
        return end;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        int32_t last = stop_in(context, i, split);
        if (last >= end)
            continue;
        bool whole = agrees_until(context, split, last);
        if (!whole && !agrees_until(context, split, last - 1))
            continue;
        end = whole ? last + 1 : last;
        *paused = hl_analysis__is_pause(context, i, split, last);
    }
    return end;
}

void hl_analysis__end_of_segments(hl_context *context)
{
    uint32_t count = context->cells->split_names.count;
    for (uint32_t i = 1; i < count && !context->failed; i++) {
        bool paused = false;
        int32_t end = end_in(context, i, &paused);
        if (end < context->ended_on) {
            context->paused = paused;
            context->ended_on = end;
            context->ended_in = i;
        }
    }
    if (context->ended_in != 0 && context->ended_on - 1 < context->counted_day)
        context->counted_day = context->ended_on - 1;
}

const char *hl_analysis__segment_that_ended(hl_context *context)
{
    const hl_split *split = &context->cells->splits[context->ended_in];
    hl_text text = {0};
    hl_base__text_addf(&text, "%s = %s", context->design->dimensions[split->dimension].name,
                       split->value);
    return hl_analysis__keep(context, &text);
}
