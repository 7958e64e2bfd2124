#include "analysis/pace.h"

#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"

enum { WEEK = 7, MOST_DAYS = 3650 }; /* a weekday is not like another */

/* The last day that is over: of cells that count whole, the last on which a unit came in. */
static int32_t last_day(const hl_context *context)
{
    const hl_cell_index *index = &context->index;
    int32_t last = index->days[index->day_count - 1];
    return context->matured_day == INT32_MAX ? last : context->matured_day;
}

static double enrolled(const hl_context *context, int32_t until)
{
    double units = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        units += (double)hl_analysis__count(context, i, HL_COUNT_ENROLLED, until);
    return units;
}

double hl_analysis__pace(const hl_context *context)
{
    if (!context->has_days)
        return HL_NAN;
    int32_t last = last_day(context), first = context->index.days[0];
    if (first == HL_CELLS_NO_DAY || last < first)
        return HL_NAN;
    int32_t span = last - first + 1 < WEEK ? last - first + 1 : WEEK;
    return (enrolled(context, last) - enrolled(context, last - span)) / span;
}

/* The day up to which the windows of units that are in may have begun: where nobody comes in any
 * more that of the last of them, of a touch metric none earlier than today's. */
static int32_t last_begun(const hl_context *context, size_t metric, double pace)
{
    bool of_units = context->design->metrics[metric].per == HL_PER_UNIT;
    return of_units && pace == 0 && context->out->enrolment.known ? context->out->enrolment.last
                                                                  : last_day(context);
}

const char *hl_analysis__day_of(hl_context *context, size_t metric, double units)
{
    double pace = hl_analysis__pace(context);
    double window = ceil((double)context->design->metrics[metric].within_ms / (double)HL_DAY_MS);
    double days = window + (units > 0 ? ceil(units / pace) : 0);
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    if (isnan(pace) || (units > 0 && pace == 0) || !(days < MOST_DAYS))
        return NULL;
    int64_t on = (int64_t)last_begun(context, metric, pace) + 1 + (int64_t)days;
    if (on <= last_day(context))
        return NULL;
    hl_base__text_add(&text, hl_base__day_text(on, day));
    return hl_analysis__keep(context, &text);
}

const char *hl_analysis__closed_of(hl_context *context, size_t metric, double units)
{
    const hl_cell_index *index = &context->index;
    int64_t window = (context->design->metrics[metric].within_ms + HL_DAY_MS - 1) / HL_DAY_MS;
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    for (size_t i = 0; context->has_days && i < index->day_count; i++)
        if (index->days[i] != HL_CELLS_NO_DAY && enrolled(context, index->days[i]) >= units) {
            hl_base__text_add(&text, hl_base__day_text(index->days[i] + window + 1, day));
            return hl_analysis__keep(context, &text);
        }
    return NULL;
}

void hl_analysis__enrolment(hl_context *context)
{
    const hl_cell_index *index = &context->index;
    if (!context->has_days)
        return;
    int32_t over = last_day(context), first = INT32_MAX, last = INT32_MIN;
    double before = enrolled(context, HL_CELLS_NO_DAY);
    for (size_t i = 0; i < index->day_count && index->days[i] <= over; i++) {
        double until = enrolled(context, index->days[i]);
        if (until > before && index->days[i] != HL_CELLS_NO_DAY) {
            first = first == INT32_MAX ? index->days[i] : first;
            last = index->days[i];
        }
        before = until;
    }
    context->out->enrolment.first = first;
    context->out->enrolment.last = last;
    context->out->enrolment.over = over;
    context->out->enrolment.known = first != INT32_MAX;
}
