/* Since when the arm to ship is shown, day after day, where one looks whenever one likes.
 *
 * A confidence sequence promises that all of its intervals together hold what is true, so the first
 * day that leaves out no change may be acted on. It does not promise that the next one does so too:
 * intervals move with the estimate. The verdict is that of its day, and this says how long it has
 * been so (docs/decisions/0025-a-verdict-is-of-its-day.md). */
#include "analysis/reasons.h"

#include "base/civil.h"
#include "base/text.h"

static bool leaves_out_no_change(const hl_timeline_point *point)
{
    return point->low > 0 || point->high < 0;
}

/* The first day of those that leave it out without a break up to the last; false: the last does
 * not, or it is the only one. */
static bool first_day(const hl_context *context, size_t metric, size_t arm, int32_t *day)
{
    const hl_timeline_point *points = context->timeline.items;
    size_t days = 0;
    for (size_t i = 0; i < context->timeline.count; i++) {
        if (points[i].metric != metric || points[i].arm != arm)
            continue;
        if (!leaves_out_no_change(&points[i]))
            days = 0;
        else if (days++ == 0)
            *day = points[i].day;
    }
    return days > 1;
}

/* Of the primary metric on which it is shown better first. */
void hl_analysis__say_shown_since(hl_context *context, const hl_verdict *verdict)
{
    if (context->design->inference != HL_INFER_ANYTIME || verdict->decision != HL_DECIDE_SHIP)
        return;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            int32_t day = 0;
            if (result->metric->role != HL_ROLE_PRIMARY || c->arm != verdict->arm ||
                hl_analysis__shown(context, m, c) <= 0 || !first_day(context, m, c->arm, &day))
                continue;
            char text[HL_TIME_TEXT];
            hl_text name = {0};
            hl_base__text_add(&name, hl_base__day_text(day, text));
            hl_finding finding = hl_analysis__finding_of(HL_FOUND_SHOWN_SINCE, m, c->arm);
            finding.name = hl_analysis__keep(context, &name);
            hl_analysis__because(context, &finding);
            return;
        }
    }
}
