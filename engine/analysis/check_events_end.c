/* Events of a store that end long before the report, of all arms alike: an import that broke. Then
 * units that were touched later have nothing of any metric, rates are too low, and an effect is
 * diluted with zeros. It is told where no event is later than a day, 12 and more were expected of
 * the units that were first touched between that day and a week before the report, by those of
 * before, and none came (chance of that: 6 in a million). docs/statistics/losses.md */
#include "analysis/losses.h"

enum { WEEK = 7 };

/* The last day, as far as the report looks, on which a unit had an event; HL_CELLS_NO_DAY: none. */
static int32_t last_event(const hl_context *context)
{
    static const hl_cells_counter counters[] = {HL_COUNT_EVENTS, HL_COUNT_BEFORE_TOUCH,
                                                HL_COUNT_UNKNOWN_TOUCH};
    int32_t last = HL_CELLS_NO_DAY;
    for (size_t i = 0; i < context->cells->cell_count; i++) {
        const hl_cell *cell = context->cells->cells[i];
        if (cell->split != 0 || cell->day <= last || cell->day > context->counted_day)
            continue;
        for (size_t k = 0; k < sizeof counters / sizeof counters[0]; k++)
            last = cell->counters[counters[k]] > 0 ? cell->day : last;
    }
    return last;
}

/* Of all arms, up to a day. */
static double count_until(const hl_context *context, hl_cells_counter counter, int32_t day)
{
    double sum = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        sum += (double)hl_analysis__count(context, i, counter, day);
    return sum;
}

void hl_analysis__check_events_end(hl_context *context)
{
    const double enough = 12;
    int32_t last = last_event(context), until = context->counted_day - WEEK;
    if (last == HL_CELLS_NO_DAY || last >= until)
        return;
    double before = count_until(context, HL_COUNT_ENROLLED, last);
    hl_finding finding = hl_analysis__finding(HL_FOUND_EVENTS_END);
    finding.n = count_until(context, HL_COUNT_ENROLLED, until) - before;
    finding.of = before > 0 ? finding.n / before * count_until(context, HL_COUNT_WITHIN, last) : 0;
    if (finding.of < enough)
        return;
    finding.name = hl_analysis__day_name(context, last);
    finding.meant = hl_analysis__day_name(context, context->counted_day);
    if (!context->failed)
        hl_analysis__check(context, HL_CHECK_MISSING_DAYS, HL_CHECK_WARN, &finding);
}
