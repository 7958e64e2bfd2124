/* An arm that is sent on some days alone, at weekends or on Thursdays, has nobody between them: the
 * log cannot tell that from a stop, and the arm goes on. So what was seen in the log alone is a
 * pause for the first week, and for as long as the longest pause that the arm has had. (Of windows
 * that a definition says of unlike arms nothing is looked for: stops.h.) */
#include "analysis/pauses.h"

#include "base/number.h"

enum { WITHIN_A_WEEK = 6 }; /* days without the arm: on the seventh a weekly one is sent again */

int32_t hl_analysis__last_over(const hl_context *context)
{
    const hl_cell_index *index = &context->index;
    int32_t over =
        context->counted_day < context->matured_day ? context->counted_day : context->matured_day;
    bool known = over != INT32_MAX || index->day_count == 0;
    return known ? over : index->days[index->day_count - 1];
}

bool hl_analysis__is_pause(const hl_context *context, uint32_t arm, uint32_t split, int32_t last)
{
    hl_cell_run run = hl_cells__run(&context->index, arm, split, HL_CELLS_NO_DAY + 1, last);
    int32_t longest = WITHIN_A_WEEK, before = INT32_MAX;
    for (size_t i = 0; i < run.count; i++) { /* in the order of days */
        int32_t day = run.cells[i]->day;
        if (run.cells[i]->counters[HL_COUNT_ENROLLED] == 0)
            continue;
        if (before != INT32_MAX && day - before - 1 > longest)
            longest = day - before - 1;
        before = day;
    }
    return hl_analysis__last_over(context) - last <= longest;
}

int32_t hl_analysis__quiet_until(const hl_context *context)
{
    if (!context->paused)
        return context->counted_day;
    hl_cell_run run = hl_cells__split_run(&context->index, 0);
    int32_t next = INT32_MAX;
    for (size_t i = 0; i < run.count; i++)
        if (run.cells[i]->day > context->counted_day && run.cells[i]->day < next &&
            run.cells[i]->counters[HL_COUNT_ENROLLED] > 0)
            next = run.cells[i]->day;
    return next == INT32_MAX ? context->counted_day : next - 1;
}
