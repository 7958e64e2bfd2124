/* The verdict is a decision of every arm (verdict_arms.c), and what follows from all of them, in
 * this order:
 *   1. invalid_srm / invalid_data    when the split is broken: nothing can be read
 *   2. stop_guardrail                when an arm breaks a guardrail; all that do are to stop
 *   3. ship                          when an arm is fit to ship; which of several: fit_arms.c
 *   4. keep_control                  when every arm of which anything is to come is worse, or too
 *                                    small to be worth shipping
 *   5. counted_apart                 when what is left to decide are arms with other people in the
 *                                    metric that decides (check_denominators.c)
 *   6. not_shown                     at the planned end, when there is evidence neither way
 *   7. keep_running                  otherwise, with how many more units; at the planned end too,
 *                                    where a better arm waits for a guardrail, and where an arm
 *                                    cannot be judged yet
 * A fixed sample that has not ended keeps running unless it is to stop. "Shown" reads the corrected
 * p of the inference in force. docs/statistics/verdict.md has the table of all cases. */
#include "analysis/harm_watch.h"
#include "analysis/stops.h"
#include "analysis/verdict_arms.h"
#include "analysis/withheld.h"
#include "base/number.h"

/* How many arms each decision is of. */
typedef struct tally {
    size_t of[HL_ARM_DECISIONS];
} tally;

static tally count_up(const hl_context *context, const hl_standing *arms)
{
    tally out = {{0}};
    for (size_t i = 0; i < context->design->arm_count; i++)
        out.of[arms[i].says] += i != context->design->control;
    return out;
}

static size_t first_arm(const hl_context *context, const hl_standing *arms, hl_arm_decision says)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control && arms[i].says == says)
            return i;
    return SIZE_MAX;
}

static bool is_blocked(hl_context *context, hl_verdict *verdict)
{
    const hl_check *checks = context->checks.items;
    for (size_t i = 0; i < context->checks.count; i++) {
        if (checks[i].status != HL_CHECK_FAIL)
            continue;
        hl_analysis__say_block(context, &checks[i], verdict);
        return true;
    }
    return false;
}

static bool has_primary(const hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY)
            return true;
    return false;
}

static hl_decision decide(const hl_context *context, const tally *arms)
{
    size_t settled = arms->of[HL_ARM_WORSE] + arms->of[HL_ARM_WORTH_EXCLUDED];
    size_t waiting = arms->of[HL_ARM_GUARDRAIL_UNDECIDED] + arms->of[HL_ARM_WITHHELD];
    size_t open = waiting + arms->of[HL_ARM_UNDECIDED], apart = arms->of[HL_ARM_COUNTED_APART];
    bool ended = hl_analysis__has_ended(context) && has_primary(context);
    if (arms->of[HL_ARM_GUARDRAIL_BROKEN] > 0)
        return HL_DECIDE_STOP_GUARDRAIL;
    if (hl_analysis__runs_on(context))
        return HL_DECIDE_KEEP_RUNNING;
    if (arms->of[HL_ARM_FIT_TO_SHIP] > 0)
        return HL_DECIDE_SHIP;
    if (apart > 0 && (open == 0 || ended))
        return HL_DECIDE_COUNTED_APART;
    if (settled > 0 && open + apart == 0)
        return HL_DECIDE_KEEP_CONTROL;
    return ended && waiting == 0 ? HL_DECIDE_NOT_SHOWN : HL_DECIDE_KEEP_RUNNING;
}

/* Before a fixed sample has ended nothing is said of an arm but that it breaks a guardrail. */
static void keep_arms(hl_context *context, const hl_standing *arms, hl_verdict *verdict)
{
    hl_arm_verdict *list =
        hl_analysis__array(context, context->design->arm_count - 1, sizeof *list);
    bool open = hl_analysis__runs_on(context);
    size_t count = 0;
    for (size_t i = 0; list != NULL && i < context->design->arm_count; i++) {
        hl_arm_decision says = arms[i].says;
        bool early = open && says != HL_ARM_GUARDRAIL_BROKEN && says != HL_ARM_CLOSED;
        if (i != context->design->control)
            list[count++] = (hl_arm_verdict){i, early ? HL_ARM_UNDECIDED : says};
    }
    verdict->arms = list;
    verdict->arm_count = count;
}

static void say_units_needed(hl_context *context, const hl_standing *arms, hl_verdict *verdict)
{
    bool *waiting = hl_analysis__array(context, context->design->arm_count, sizeof *waiting);
    for (size_t i = 0; waiting != NULL && i < context->design->arm_count; i++)
        waiting[i] = arms[i].says == HL_ARM_GUARDRAIL_UNDECIDED;
    if (waiting != NULL)
        hl_analysis__say_units_needed(context, waiting, verdict);
}

/* No primary metric has units enough in any arm: then that is what is missing. */
static bool is_few_all_over(const hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++)
            if (result->metric->role == HL_ROLE_PRIMARY &&
                !hl_analysis__has_few_units(context, m, &result->comparisons[i]))
                return false;
    }
    return has_primary(context);
}

/* What is missing, and when it will be there. */
static void say_what_is_missing(hl_context *context, const hl_standing *arms, hl_verdict *verdict)
{
    bool runs = verdict->decision == HL_DECIDE_KEEP_RUNNING;
    if (!runs && verdict->decision != HL_DECIDE_NOT_SHOWN)
        return;
    if (!is_few_all_over(context))
        say_units_needed(context, arms, verdict);
    if (!runs)
        hl_analysis__say_bounds(context, true);
    if (runs && isnan(verdict->units_needed))
        hl_analysis__say_bounds(context, false);
    if (runs && (context->design->inference != HL_INFER_FIXED || hl_analysis__runs_on(context)))
        hl_analysis__say_next_look(context, verdict);
}

/* When a check is told beside the verdict. */
typedef enum caution { ALWAYS, WHERE_APART, WHERE_MANY, WHERE_DECIDES } caution;

/* Checks that do not forbid to read the verdict, and of which nobody should read it without. Some
 * turn nothing where they are alike in all arms. */
static const struct {
    hl_finding_code code;
    caution when;
} cautions[] = {
    {HL_FOUND_EVENTS_ELSEWHERE_RANGE, ALWAYS},
    {HL_FOUND_AFTER_WINDOW, ALWAYS},
    {HL_FOUND_EVENT_TYPES_ONE_ARM, ALWAYS},
    {HL_FOUND_EVENT_TYPES_UNDO, ALWAYS},
    {HL_FOUND_DAYS_WITHOUT_EVENTS, ALWAYS},
    {HL_FOUND_DAYS_THIN_OTHER, ALWAYS},
    {HL_FOUND_AMOUNTS_FAR, ALWAYS},
    {HL_FOUND_VALUE_OF_ARM, ALWAYS},
    {HL_FOUND_VALUE_ALONE, ALWAYS},
    {HL_FOUND_SEGMENTS_WITHOUT_ARM, ALWAYS},
    {HL_FOUND_SAME_VALUES, ALWAYS},
    {HL_FOUND_SAME_VALUES_OF_METRIC, ALWAYS},
    {HL_FOUND_UNDONE_ROWS, ALWAYS},
    {HL_FOUND_UNDONE_ROWS_APART, ALWAYS},
    {HL_FOUND_ORDER_TOTALS, ALWAYS},
    {HL_FOUND_ROWS_PER_UNIT, WHERE_DECIDES},
    {HL_FOUND_ROWS_PER_UNIT_APART, WHERE_DECIDES},
    {HL_FOUND_EXPORT_CUT, ALWAYS},
    {HL_FOUND_ONLY_BUYERS, ALWAYS},
    {HL_FOUND_EVENTS_END, ALWAYS},
    {HL_FOUND_ARMS_SHIFT, ALWAYS},
    {HL_FOUND_DENOMINATORS_DIFFER, WHERE_DECIDES},
    {HL_FOUND_COMERS_DIFFER, WHERE_DECIDES},
    {HL_FOUND_TOUCHES_UNLIKE, ALWAYS},
    {HL_FOUND_EVENTS_NEARLY_AGAIN, ALWAYS},
    {HL_FOUND_EVENTS_OF_NOBODY_RANGE, WHERE_MANY},
    {HL_FOUND_SUM_ALONE, WHERE_APART},
    {HL_FOUND_BASE_ALONE, WHERE_APART},
    {HL_FOUND_EVENTS_AGAIN_SOME, WHERE_APART},
};

/* Of a guardrail that holds nobody decides by whom it counts. */
static bool decides(const hl_context *context, const hl_finding *finding)
{
    const hl_metric_result *result = &context->metrics[finding->metric];
    const hl_comparison *c = hl_metric_comparison(result, finding->arm);
    return result->metric->role == HL_ROLE_PRIMARY ||
           (result->metric->role == HL_ROLE_GUARDRAIL && c != NULL && c->guard != HL_GUARD_HELD);
}

static bool is_caution(const hl_context *context, const hl_check *check)
{
    const double many = 0.05;
    for (size_t i = 0; i < sizeof cautions / sizeof cautions[0]; i++)
        if (cautions[i].code == check->finding.code)
            return check->status == HL_CHECK_WARN &&
                   (cautions[i].when != WHERE_DECIDES || decides(context, &check->finding)) &&
                   (cautions[i].when != WHERE_APART || check->finding.p < HL_SRM_BLOCKS) &&
                   (cautions[i].when != WHERE_MANY || check->finding.share >= many);
    return false;
}

static void say_cautions(hl_context *context)
{
    for (size_t i = 0; i < context->checks.count && !context->failed; i++) {
        const hl_check *check = (const hl_check *)context->checks.items + i;
        if (is_caution(context, check))
            hl_analysis__because(context, &check->finding);
    }
}

/* Harm of arms that it does not settle is to be said beside it; of a better arm that waits for a
 * guardrail at the end it is said with the units. */
static bool leaves_open(const hl_context *context, hl_decision decision)
{
    return decision == HL_DECIDE_STOP_GUARDRAIL || decision == HL_DECIDE_NOT_SHOWN ||
           decision == HL_DECIDE_COUNTED_APART ||
           (decision == HL_DECIDE_KEEP_RUNNING && !hl_analysis__has_ended(context));
}

/* A definition that was just stored: no sample has ended, and of nobody nothing is missing. */
static bool has_begun(const hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (context->arms[i].units > 0 || context->arms[i].touches > 0)
            return true;
    for (size_t m = 0; m < context->design->metric_count; m++)
        for (size_t i = 0; i < context->design->arm_count; i++)
            if (context->metrics[m].arms[i].n > 0)
                return true;
    return false;
}

static void say_not_begun(hl_context *context, const hl_standing *arms, hl_verdict *verdict)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_NOT_BEGUN);
    verdict->decision = HL_DECIDE_KEEP_RUNNING;
    verdict->arm = SIZE_MAX;
    keep_arms(context, arms, verdict);
    hl_analysis__because(context, &finding);
    hl_analysis__rank_reasons(context);
}

void hl_analysis__verdict(hl_context *context)
{
    hl_verdict *verdict = &context->out->verdict;
    hl_standing *arms = hl_analysis__standings(context);
    if (context->failed || is_blocked(context, verdict))
        return;
    if (!has_begun(context)) {
        say_not_begun(context, arms, verdict);
        return;
    }
    tally all = count_up(context, arms);
    verdict->decision = decide(context, &all);
    verdict->arm = verdict->decision == HL_DECIDE_STOP_GUARDRAIL
                       ? first_arm(context, arms, HL_ARM_GUARDRAIL_BROKEN)
                   : verdict->decision == HL_DECIDE_SHIP ? hl_analysis__arm_to_ship(context, arms)
                                                         : SIZE_MAX;
    keep_arms(context, arms, verdict);
    hl_analysis__say_guardrails(context, verdict->decision, verdict->arm, true);
    hl_analysis__say_harm_since(context, verdict);
    hl_analysis__say_primaries(context, verdict->decision, verdict->arm);
    hl_analysis__say_secondaries(context);
    hl_analysis__say_tolerated(context);
    say_cautions(context);
    hl_analysis__say_delays(context);
    if (verdict->decision == HL_DECIDE_SHIP)
        hl_analysis__say_worth_of_nothing(context);
    hl_analysis__say_fit_arms(context, arms, verdict);
    hl_analysis__say_worths(context, verdict->decision, verdict->arm);
    hl_analysis__say_guardrails(context, verdict->decision, verdict->arm, false);
    hl_analysis__say_factors(context);
    hl_analysis__say_segments(context, verdict->decision, verdict->arm);
    say_what_is_missing(context, arms, verdict);
    if (leaves_open(context, verdict->decision))
        hl_analysis__say_open_harm(context, verdict);
    if (context->strata != HL_STRATA_NONE) {
        hl_finding within = hl_analysis__finding(HL_FOUND_WITHIN_DAYS);
        hl_analysis__because(context, &within);
    }
    hl_analysis__say_stops(context);
    hl_analysis__say_shown_since(context, verdict);
    hl_analysis__say_inference(context);
    hl_analysis__rank_reasons(context);
}
