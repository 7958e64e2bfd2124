/* The end of a fixed sample without planned_units. Units come in once, but touches of theirs may go
 * on for weeks, and each changes what is estimated; so the sample has ended when its last touch has
 * had its window, and when another would have gone out by now at the pace so far. Of sources
 * without days nothing of it is known. */
#include "analysis/sample_end.h"

#include "analysis/findings.h"
#include "analysis/pauses.h"
#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"

#define STRAGGLERS 0.05     /* of the mean of a day with touches: so few do not go on */
enum { LONGEST_PAUSE = 7 }; /* a weekly touch goes on; what pauses for longer is not waited for */

static double touches(const hl_context *context, int32_t until)
{
    double sum = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        sum += (double)hl_analysis__count(context, i, HL_COUNT_TOUCHES, until);
    return sum;
}

/* Touches of a day with touches, on average. */
static double mean_of_day(const hl_context *context)
{
    const hl_cell_index *index = &context->index;
    double before = 0, days = 0;
    for (size_t i = 0; i < index->day_count && index->days[i] <= context->counted_day; i++) {
        double until = touches(context, index->days[i]);
        days += until > before ? 1 : 0;
        before = until;
    }
    return days > 0 ? before / days : 0;
}

/* In days: the longest window of the metrics that decide. */
static int32_t longest_window(const hl_design *design)
{
    int64_t longest = 0;
    for (size_t m = 0; m < design->metric_count; m++) {
        const hl_metric *metric = &design->metrics[m];
        bool decides = metric->role == HL_ROLE_PRIMARY || metric->role == HL_ROLE_GUARDRAIL;
        if (decides && metric->within_ms > longest)
            longest = metric->within_ms;
    }
    return (int32_t)((longest + HL_DAY_MS - 1) / HL_DAY_MS);
}

void hl_analysis__sample_end(hl_context *context)
{
    const hl_cell_index *index = &context->index;
    context->reads_from = INT32_MIN;
    if (!context->has_days || context->matured_day == INT32_MAX)
        return;
    double few = STRAGGLERS * mean_of_day(context), before = touches(context, HL_CELLS_NO_DAY);
    int32_t last = INT32_MIN, pause = 0;
    for (size_t i = 0; i < index->day_count && index->days[i] <= context->counted_day; i++) {
        int32_t day = index->days[i];
        double until = touches(context, day), sent = until - before;
        before = until;
        if (day == HL_CELLS_NO_DAY || !(sent > few))
            continue;
        if (last != INT32_MIN && day - last > pause && day - last <= LONGEST_PAUSE)
            pause = day - last;
        last = day;
    }
    int32_t window = longest_window(context->design);
    if (last != INT32_MIN)
        context->reads_from = last + (window > pause ? window : pause) + 1;
}

bool hl_analysis__touches_go_on(const hl_context *context)
{
    return context->design->inference == HL_INFER_FIXED && !(context->design->planned_units > 0) &&
           context->reads_from > hl_analysis__quiet_until(context);
}

hl_finding hl_analysis__say_touches_go_on(hl_context *context)
{
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    hl_finding finding = hl_analysis__finding(HL_FOUND_TOUCHES_GO_ON);
    hl_base__text_add(&text, hl_base__day_text(context->reads_from, day));
    finding.name = hl_analysis__keep(context, &text);
    return finding;
}
