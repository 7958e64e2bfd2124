/* The one look of a fixed sample with planned_units. What it decides on are the planned units in
 * the order in which they came in, to the whole day, each metric with their windows closed: the
 * cells up to the day of the last of them and its window. Who comes in later is of no look, so that
 * a report says the same whenever it is made from then on, and one that is made every night errs as
 * often as one that is made once. Which units these are depends on their number alone, on nothing
 * that they did. Without days (a flat file) the order is not known, and all units are read. */
#include "analysis/planned_look.h"

#include "analysis/stops.h"

#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"

static double units_until(const hl_context *context, int32_t day)
{
    double units = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        units += (double)hl_analysis__count(context, i, HL_COUNT_ENROLLED, day);
    return units;
}

void hl_analysis__plan_day(hl_context *context)
{
    const hl_cell_index *index = &context->index;
    double planned = context->design->planned_units;
    if (context->design->inference != HL_INFER_FIXED || !(planned > 0) || !context->has_days)
        return;
    for (size_t i = 0; i < index->day_count && index->days[i] <= context->counted_day; i++)
        if (index->days[i] != HL_CELLS_NO_DAY && units_until(context, index->days[i]) >= planned) {
            context->planned_in = index->days[i];
            return;
        }
}

/* INT64_MAX: never. */
static int64_t closed_on(const hl_context *context, size_t metric)
{
    int64_t within = context->design->metrics[metric].within_ms;
    return context->planned_in == INT32_MAX || within <= 0
               ? INT64_MAX
               : context->planned_in + (within + HL_DAY_MS - 1) / HL_DAY_MS;
}

bool hl_analysis__planned_closed(const hl_context *context, size_t metric)
{
    int64_t on = closed_on(context, metric);
    return on != INT64_MAX && on <= context->matured_day;
}

int32_t hl_analysis__read_until(const hl_context *context, size_t metric)
{
    int32_t until = hl_analysis__planned_closed(context, metric)
                        ? (int32_t)closed_on(context, metric)
                        : context->matured_day;
    int32_t cut = hl_analysis__cut_of(context, metric);
    until = context->read_day < until ? context->read_day : until;
    return cut < until ? cut : until;
}

double hl_analysis__beyond_look(const hl_context *context)
{
    double later = 0;
    if (context->planned_in == INT32_MAX)
        return 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        hl_cells_counter counter = HL_COUNT_TOUCHES;
        later += (double)hl_analysis__count(context, i, counter, context->counted_day) -
                 (double)hl_analysis__count(context, i, counter, context->planned_in);
    }
    return later;
}

/* The day after the last window of those metrics; NULL where one of them has no window. */
static const char *day_after(hl_context *context, bool guardrails)
{
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    int64_t last = INT64_MIN;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        hl_metric_role role = context->design->metrics[m].role;
        if (role == HL_ROLE_PRIMARY || (guardrails && role == HL_ROLE_GUARDRAIL))
            last = closed_on(context, m) > last ? closed_on(context, m) : last;
    }
    if (last == INT64_MIN || last == INT64_MAX)
        return NULL;
    hl_base__text_add(&text, hl_base__day_text(last + 1, day));
    return hl_analysis__keep(context, &text);
}

const char *hl_analysis__planned_look_on(hl_context *context)
{
    return day_after(context, true);
}

const char *hl_analysis__planned_look_was(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY &&
            !hl_analysis__planned_closed(context, m))
            return NULL;
    return day_after(context, false);
}
