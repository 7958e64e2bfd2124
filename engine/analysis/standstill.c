/* An experiment into which nobody has come for a week. How many more units it takes is then not a
 * matter of waiting; and as long as touches go on to those who are in, or windows of theirs are
 * open, estimates change without them, and so would that number. */
#include "analysis/standstill.h"

#include "analysis/reasons.h"
#include "base/civil.h"
#include "base/text.h"

enum { WEEK = 7 };

/* Of a fixed sample without a planned end its own end is said (sample_end.h). */
bool hl_analysis__stands_still(const hl_context *context)
{
    bool waits = context->design->inference != HL_INFER_FIXED || hl_analysis__plan_is_open(context);
    return waits && context->out->enrolment.known &&
           context->out->enrolment.over - context->out->enrolment.last >= WEEK;
}

bool hl_analysis__values_still_change(const hl_context *context)
{
    return hl_analysis__stands_still(context) && context->reads_from > context->counted_day;
}

void hl_analysis__say_standstill(hl_context *context)
{
    bool open = hl_analysis__values_still_change(context);
    hl_finding finding =
        hl_analysis__finding(open ? HL_FOUND_STANDSTILL_OPEN : HL_FOUND_STANDSTILL);
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    hl_base__text_add(
        &text, hl_base__day_text(open ? context->reads_from : context->out->enrolment.last, day));
    finding.name = hl_analysis__keep(context, &text);
    hl_analysis__because(context, &finding);
}
