/* Of what importance a reason is to the decision at hand: what the decision rests on, what limits
 * it (for whom not, what forbids to read it simply), what else is to be known, what tables say as
 * well. A form that has room for few reasons takes the first by this rank. */
#include "analysis/reasons.h"

enum { RESTS, LIMITS = HL_RANK_LIMITS, ALSO, DETAIL = HL_RANK_DETAIL, IN_TABLES };

/* By decision. */
typedef struct ranks {
    hl_finding_code code;
    unsigned ship, keep_control, not_shown, keep_running, stop;
} ranks;

static const ranks table[] = {
    {HL_FOUND_BETTER, RESTS, ALSO, ALSO, LIMITS, ALSO},
    {HL_FOUND_WORSE, RESTS, RESTS, RESTS, RESTS, ALSO},
    {HL_FOUND_NOT_SHOWN, DETAIL, ALSO, RESTS, RESTS, DETAIL},
    {HL_FOUND_NOT_SHOWN_EXACT, DETAIL, ALSO, RESTS, RESTS, DETAIL},
    {HL_FOUND_NOT_SHOWN_CORRECTED, DETAIL, ALSO, RESTS, RESTS, DETAIL},
    {HL_FOUND_NO_ANSWER, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_NOTHING_SEEN, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_FEW_UNITS, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_FEW_BUYERS, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_FEW_BUYERS_OF_ARM, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_FEW_CLUSTERS, ALSO, ALSO, ALSO, RESTS, DETAIL},
    {HL_FOUND_WORTH_EXCLUDED, ALSO, RESTS, ALSO, ALSO, DETAIL},
    {HL_FOUND_WORTH_NOT_SHOWN, LIMITS, ALSO, ALSO, ALSO, ALSO},
    {HL_FOUND_PREFERRED_WITHOUT_HARM, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_PRIMARIES_DISAGREE, LIMITS, LIMITS, LIMITS, LIMITS, ALSO},
    {HL_FOUND_GAIN_EXCLUDED, ALSO, ALSO, LIMITS, ALSO, DETAIL},
    {HL_FOUND_LITTLE_EXCLUDED, ALSO, ALSO, ALSO, ALSO, DETAIL},
    {HL_FOUND_GUARDRAIL_BROKEN, RESTS, RESTS, RESTS, RESTS, RESTS},
    {HL_FOUND_GUARDRAIL_HARMED, RESTS, RESTS, RESTS, RESTS, RESTS},
    {HL_FOUND_HARM_SINCE, RESTS, RESTS, RESTS, RESTS, RESTS},
    {HL_FOUND_GUARDRAIL_UNDECIDED, ALSO, DETAIL, DETAIL, RESTS, ALSO},
    {HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED, ALSO, DETAIL, DETAIL, RESTS, ALSO},
    {HL_FOUND_GUARDRAIL_NEEDS_MARGIN, ALSO, DETAIL, DETAIL, RESTS, ALSO},
    {HL_FOUND_GUARDRAIL_HELD, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_GUARDRAIL_NO_HARM_SHOWN, LIMITS, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_GUARDRAIL_UNSEEN, LIMITS, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_SECONDARY_WORSE, LIMITS, ALSO, LIMITS, LIMITS, ALSO},
    {HL_FOUND_GUARDRAIL_HARM_TOLERATED, LIMITS, DETAIL, DETAIL, DETAIL, DETAIL},
    {HL_FOUND_GUARDRAIL_BEYOND_MARGIN, ALSO, ALSO, LIMITS, ALSO, ALSO},
    {HL_FOUND_FIT_TO_SHIP, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_FACTORS_INTERACT, LIMITS, LIMITS, LIMITS, LIMITS, ALSO},
    {HL_FOUND_FACTOR_MATTERS, LIMITS, LIMITS, LIMITS, ALSO, DETAIL},
    {HL_FOUND_FACTOR_WORSE, LIMITS, LIMITS, LIMITS, ALSO, DETAIL},
    {HL_FOUND_FACTOR_NOT_SHOWN, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_SEGMENTS_DIFFER, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    /* harm in a segment: of an arm that is sent to nobody anyhow (limits_anyhow) */
    {HL_FOUND_SEGMENT_GUARDRAIL_BROKEN, LIMITS, DETAIL, DETAIL, DETAIL, DETAIL},
    {HL_FOUND_SEGMENT_GUARDRAIL_HARMED, LIMITS, DETAIL, DETAIL, DETAIL, DETAIL},
    {HL_FOUND_SEGMENT_WORSE, LIMITS, IN_TABLES, DETAIL, DETAIL, DETAIL},
    {HL_FOUND_SEGMENT_BETTER, LIMITS, LIMITS, LIMITS, LIMITS, DETAIL},
    {HL_FOUND_SEGMENT_REVERSED, ALSO, ALSO, ALSO, ALSO, DETAIL},
    {HL_FOUND_CUT_SHORT, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_NOT_ENDED, RESTS, RESTS, RESTS, RESTS, LIMITS},
    {HL_FOUND_ALWAYS_VALID, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_PLANNED_END, ALSO, ALSO, ALSO, DETAIL, ALSO},
    {HL_FOUND_NO_PLANNED_END, ALSO, ALSO, ALSO, DETAIL, ALSO},
    {HL_FOUND_WORTH_OF_NOTHING, LIMITS, ALSO, ALSO, ALSO, ALSO},
    {HL_FOUND_PLANNED_LOOK, ALSO, ALSO, ALSO, DETAIL, ALSO},
    {HL_FOUND_LOOK_LATE, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_LOOK_OF_DAY, ALSO, ALSO, ALSO, ALSO, ALSO},
    {HL_FOUND_LOOK_ENDED_IT, ALSO, ALSO, ALSO, ALSO, ALSO},
    {HL_FOUND_BEYOND_PLAN, LIMITS, LIMITS, LIMITS, ALSO, ALSO},
    {HL_FOUND_TOUCHES_GO_ON, RESTS, RESTS, RESTS, RESTS, LIMITS},
    {HL_FOUND_EVENTS_ELSEWHERE_RANGE, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_EVENTS_OF_NOBODY_RANGE, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_DAYS_THIN_OTHER, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_DAYS_WITHOUT_EVENTS, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_EVENT_TYPES_ONE_ARM, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_EVENT_TYPES_UNDO, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_EVENTS_AGAIN_SOME, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_SAME_VALUES, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_SAME_VALUES_OF_METRIC, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_UNDONE_ROWS, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_UNDONE_ROWS_APART, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_ORDER_TOTALS, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_ROWS_PER_UNIT, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_ROWS_PER_UNIT_APART, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_EXPORT_CUT, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_ONLY_BUYERS, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_EVENTS_END, LIMITS, LIMITS, LIMITS, LIMITS, ALSO},
    {HL_FOUND_ARMS_SHIFT, LIMITS, LIMITS, LIMITS, LIMITS, ALSO},
    {HL_FOUND_AFTER_WINDOW, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_SEGMENTS_WITHOUT_ARM, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_VALUE_ALONE, LIMITS, LIMITS, LIMITS, LIMITS, ALSO},
    {HL_FOUND_DENOMINATORS_DIFFER, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_TOUCHES_UNLIKE, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_EVENTS_NEARLY_AGAIN, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_COMERS_DIFFER, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_DELAY_OF_THOSE, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_AMOUNTS_FAR, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_STAGEWISE, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES, IN_TABLES},
    {HL_FOUND_VALUE_OF_ARM, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_SUM_ALONE, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_BASE_ALONE, LIMITS, LIMITS, ALSO, ALSO, ALSO},
    {HL_FOUND_WITHIN_DAYS, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_STOPPED_ARM, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_CUT_OFF, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_PAUSING_ARM, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_PAUSED, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_PAUSED_SEGMENT, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_CUT_OFF_MOVED, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_CUT_OFF_SEGMENT, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
    {HL_FOUND_NOT_BEGUN, RESTS, RESTS, RESTS, RESTS, RESTS},
    {HL_FOUND_NO_PRIMARY_METRIC, RESTS, RESTS, RESTS, RESTS, RESTS},
    {HL_FOUND_ARM_WITHOUT_UNITS, LIMITS, LIMITS, LIMITS, LIMITS, LIMITS},
};

/* What a metric is counted over. */
static bool is_of_base(hl_finding_code code)
{
    return code == HL_FOUND_DENOMINATORS_DIFFER || code == HL_FOUND_COMERS_DIFFER ||
           code == HL_FOUND_ROWS_PER_UNIT || code == HL_FOUND_ROWS_PER_UNIT_APART;
}

static unsigned rank_of_code(hl_finding_code code, hl_decision decision)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const ranks *r = &table[i];
        const unsigned by_decision[HL_DECISIONS] = {
            [HL_DECIDE_SHIP] = r->ship,           [HL_DECIDE_KEEP_CONTROL] = r->keep_control,
            [HL_DECIDE_NOT_SHOWN] = r->not_shown, [HL_DECIDE_KEEP_RUNNING] = r->keep_running,
            [HL_DECIDE_STOP_GUARDRAIL] = r->stop, [HL_DECIDE_COUNTED_APART] = r->not_shown,
        };
        if (r->code == code && decision == HL_DECIDE_COUNTED_APART && is_of_base(code))
            return RESTS;
        if (r->code == code)
            return by_decision[decision];
    }
    return ALSO;
}

static hl_arm_decision says_of(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return verdict->arms[i].decision;
    return HL_ARM_UNDECIDED;
}

static bool any_says(const hl_verdict *verdict, hl_arm_decision decision)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].decision == decision)
            return true;
    return false;
}

static bool is_of_guardrail(const hl_context *context, const hl_finding *finding)
{
    return finding->metric != SIZE_MAX &&
           context->design->metrics[finding->metric].role == HL_ROLE_GUARDRAIL;
}

static bool has_said(const hl_context *context, hl_finding_code code, size_t arm)
{
    const hl_finding *reasons = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        if (reasons[i].code == code && reasons[i].arm == arm)
            return true;
    return false;
}

/* While an experiment runs a guardrail counts where it holds up a better arm, what is not shown
 * where no arm is nearer; of an arm to stop nothing counts but what it breaks. */
static bool rests_on_another(const hl_context *context, const hl_finding *finding)
{
    const hl_verdict *verdict = &context->out->verdict;
    hl_arm_decision says = says_of(verdict, finding->arm);
    bool waits = any_says(verdict, HL_ARM_GUARDRAIL_UNDECIDED);
    if (verdict->decision == HL_DECIDE_STOP_GUARDRAIL)
        return says == HL_ARM_GUARDRAIL_BROKEN ||
               (says == HL_ARM_FIT_TO_SHIP && finding->code == HL_FOUND_BETTER); /* said already */
    if (verdict->decision != HL_DECIDE_KEEP_RUNNING)
        return false;
    if (finding->code == HL_FOUND_WORSE &&
        (says == HL_ARM_WORSE || has_said(context, HL_FOUND_MAY_STOP_FOR_HARM, finding->arm)))
        return false; /* it is to stop, or may be, whoever waits */
    if (is_of_guardrail(context, finding))
        return says != HL_ARM_GUARDRAIL_UNDECIDED;
    bool waited_for = says == HL_ARM_GUARDRAIL_UNDECIDED && finding->code == HL_FOUND_BETTER;
    return (waits && !waited_for) || hl_analysis__runs_on(context);
}

/* A cost of an arm that nobody is to have is a detail, and so is one of an arm beside the one to
 * ship, and one that is read before the end. */
static unsigned rank_of_secondary(const hl_context *context, const hl_finding *finding,
                                  unsigned rank)
{
    const hl_verdict *verdict = &context->out->verdict;
    hl_arm_decision says = says_of(verdict, finding->arm);
    bool dropped = says == HL_ARM_WORSE || says == HL_ARM_GUARDRAIL_BROKEN;
    bool beside = verdict->decision == HL_DECIDE_SHIP && verdict->arm != finding->arm;
    bool ships = verdict->decision == HL_DECIDE_STOP_GUARDRAIL && says == HL_ARM_FIT_TO_SHIP;
    return dropped || beside || hl_analysis__runs_on(context) ? DETAIL : ships ? LIMITS : rank;
}

/* Harm in a segment limits whatever is decided, but of an arm that is to stop for everybody: one
 * that breaks a guardrail, or is worse on the whole and gains nowhere. */
static bool limits_anyhow(const hl_context *context, const hl_finding *finding)
{
    hl_arm_decision says = says_of(&context->out->verdict, finding->arm);
    return hl_finding_is_harm_in_segment(finding) && says != HL_ARM_GUARDRAIL_BROKEN &&
           (says != HL_ARM_WORSE || has_said(context, HL_FOUND_SEGMENT_BETTER, finding->arm));
}

/* Of an arm that nobody enters nothing is to be had. */
static bool is_of_closed(const hl_context *context, const hl_finding *finding)
{
    return finding->code == HL_FOUND_ARM_WITHOUT_UNITS &&
           says_of(&context->out->verdict, finding->arm) == HL_ARM_CLOSED;
}

static unsigned rank_of(const hl_context *context, const hl_finding *finding)
{
    unsigned rank = rank_of_code(finding->code, context->out->verdict.decision);
    if (limits_anyhow(context, finding))
        return LIMITS;
    if (is_of_closed(context, finding))
        return DETAIL;
    if (finding->code == HL_FOUND_SECONDARY_WORSE ||
        finding->code == HL_FOUND_GUARDRAIL_HARM_TOLERATED)
        return rank_of_secondary(context, finding, rank);
    if (finding->code == HL_FOUND_BETTER &&
        has_said(context, HL_FOUND_PRIMARIES_DISAGREE, finding->arm))
        return DETAIL; /* which says it */
    bool breaks = finding->code == HL_FOUND_GUARDRAIL_BROKEN ||
                  finding->code == HL_FOUND_GUARDRAIL_HARMED ||
                  finding->code == HL_FOUND_HARM_SINCE;
    bool of_arm = finding->arm != SIZE_MAX && !breaks && rank <= ALSO;
    return of_arm && rests_on_another(context, finding) ? DETAIL : rank;
}

void hl_analysis__rank_reasons(hl_context *context)
{
    hl_finding *reasons = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        reasons[i].rank = rank_of(context, &reasons[i]);
}
