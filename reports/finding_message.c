/* Which message a finding has: that of its code, but where its numbers make it say otherwise. */
#include <math.h>

#include "reports/compose_short.h"
#include "reports/finding.h"
#include "reports/messages/findings.h"
#include "reports/messages/words.h"

static bool has_empty_arm(const hl_analysis *analysis, const hl_finding *f)
{
    const hl_arm_estimate *arms = analysis->metrics[f->metric].arms;
    return arms[f->arm].n == 0 || arms[f->other].n == 0;
}

/* Which of the two it is that there is no answer: of an arm too few, or nothing that varies. */
static const hl_message *no_answer_of(const hl_analysis *analysis, const hl_finding *f)
{
    const hl_metric_result *result = &analysis->metrics[f->metric];
    const hl_arm_estimate *a = &result->arms[f->arm], *b = &result->arms[f->other];
    const hl_comparison *c = hl_metric_comparison(result, f->arm);
    bool share = hl_metric_is_rate(result->metric);
    bool ends = share && (a->mean == 0 || a->mean == 1) && (b->mean == 0 || b->mean == 1);
    if (a->n < 2 || b->n < 2)
        return &hl_reports__words[HL_WORD_NO_ANSWER_FEW];
    if (ends || (c != NULL && c->se == 0))
        return &hl_reports__words[HL_WORD_NO_ANSWER_ALIKE];
    return &hl_reports__findings[f->code];
}

static bool is_closed(const hl_analysis *analysis, size_t arm)
{
    for (size_t i = 0; i < analysis->verdict.arm_count; i++)
        if (analysis->verdict.arms[i].arm == arm)
            return analysis->verdict.arms[i].decision == HL_ARM_CLOSED;
    return false;
}

static bool is_beyond_margin(const hl_finding *f)
{
    return f->margin > 0 ? f->effect.low > f->margin : f->effect.high < f->margin;
}

/* What the numbers of a code make it say otherwise: of an arm that has nothing yet there is no
 * estimate; an interval lies beyond the margin or within it; a plan has next to no power. */
/* The interval leaves out no change, on the side of harm. */
static bool is_harm_alone(const hl_analysis *analysis, const hl_finding *f)
{
    bool up = analysis->metrics[f->metric].metric->goal == HL_GOAL_DECREASE;
    return up ? f->effect.low > 0 : f->effect.high < 0;
}

static bool costs(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].arm == arm &&
            (verdict->because[i].code == HL_FOUND_SECONDARY_WORSE ||
             verdict->because[i].code == HL_FOUND_GUARDRAIL_HARM_TOLERATED))
            return true;
    return false;
}

/* A quantile that moves by jumps: more units need not narrow it. */
static bool is_tied(const hl_analysis *analysis, const hl_finding *finding)
{
    const hl_metric_result *result = &analysis->metrics[finding->metric];
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].arm == finding->arm &&
            result->comparisons[i].flags & HL_FLAG_TIES)
            return true;
    return false;
}

const hl_message *hl_reports__message_of(const hl_analysis *analysis, const hl_finding *finding)
{
    const hl_message *words = hl_reports__words;
    if (finding->code == HL_FOUND_FEW_UNITS && has_empty_arm(analysis, finding))
        return &words[HL_WORD_FEW_UNITS_NONE];
    if (finding->code == HL_FOUND_ARM_WITHOUT_UNITS && is_closed(analysis, finding->arm))
        return &words[HL_WORD_ARM_CLOSED];
    if (finding->code == HL_FOUND_LITTLE_EXCLUDED && is_tied(analysis, finding))
        return &words[HL_WORD_LITTLE_EXCLUDED_TIES];
    if (finding->code == HL_FOUND_NO_ANSWER)
        return no_answer_of(analysis, finding);
    if (finding->code == HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED && is_beyond_margin(finding))
        return &words[HL_WORD_GUARDRAIL_BEYOND_ALONE];
    if (finding->code == HL_FOUND_GUARDRAIL_NO_HARM_SHOWN && is_harm_alone(analysis, finding))
        return &words[HL_WORD_GUARDRAIL_HARM_ALONE];
    if (finding->code == HL_FOUND_FIT_TO_SHIP && costs(&analysis->verdict, finding->arm))
        return &words[HL_WORD_FIT_TO_SHIP_AT_COST];
    if (finding->code == HL_FOUND_NOT_SHOWN && isnan(analysis->look_alpha))
        return &words[HL_WORD_NOT_READ_BETWEEN];
    if (finding->code == HL_FOUND_PREFERRED_WITHOUT_HARM && finding->name != NULL)
        return &words[HL_WORD_PREFERRED_SEGMENT];
    if (finding->code == HL_FOUND_PLAN_END_SHOWS && finding->n == 0)
        return &words[HL_WORD_PLAN_END_IN];
    if (finding->code == HL_FOUND_GUARDRAIL_PLAN_END_SHOWS && finding->n == 0)
        return &words[HL_WORD_GUARDRAIL_PLAN_END_IN];
    if (finding->code == HL_FOUND_GUARDRAIL_PLAN_END_SHOWS && finding->power < HL_POWER_HARDLY)
        return &words[HL_WORD_GUARDRAIL_PLAN_TOO_SMALL];
    return &hl_reports__findings[finding->code];
}
