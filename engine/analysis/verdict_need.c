/* How many more units, of what is really undecided: for the primary metric that needs fewest
 * (need_effect.c), and for the guardrails that hold up an arm (need_guardrail.c). */
#include "analysis/margins.h"
#include "analysis/need.h"
#include "analysis/projection.h"
#include "analysis/reasons.h"
#include "analysis/standstill.h"
#include "analysis/withheld.h"
#include "base/number.h"

#define QUARTILE 0.6745

static bool not_judged(const hl_context *context, const hl_comparison *comparison)
{
    return context->design->inference != HL_INFER_ANYTIME && hl_analysis__is_withheld(comparison);
}

/* What is lacking, at the present rate; low and high: at the quartiles of that rate, as n is a
 * count. */
static hl_need to_judge(const hl_context *context, size_t metric, const hl_comparison *c)
{
    double n = c->withheld.n, lacking = (c->withheld.needed - n) * hl_analysis__all_units(context);
    double units = lacking / n, spread = QUARTILE * sqrt(n);
    return (hl_need){isfinite(units) ? HL_NEED_UNITS : HL_NEED_TOO_EARLY,
                     c,
                     metric,
                     units,
                     lacking / (n + spread),
                     n > spread ? lacking / (n - spread) : HL_INFINITY,
                     0,
                     HL_FOUND_UNITS_TO_JUDGE,
                     HL_NAN};
}

/* The primary metric of which most is lacking. */
static hl_need most_to_judge(const hl_context *context)
{
    hl_need most = {.units = 0};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            if (result->metric->role != HL_ROLE_PRIMARY || !not_judged(context, c))
                continue;
            hl_need one = to_judge(context, m, c);
            if (one.units > most.units)
                most = one;
        }
    }
    return most;
}

/* A number of units before a power of the plan's end, the smaller one, the larger power. */
static bool says_more(const hl_need *a, const hl_need *b)
{
    if (a->state != b->state)
        return a->state == HL_NEED_UNITS ||
               (a->state == HL_NEED_PLAN_END && b->state != HL_NEED_UNITS);
    return (a->state == HL_NEED_UNITS && a->units < b->units) ||
           (a->state == HL_NEED_PLAN_END && a->power > b->power);
}

/* Of those that are not shown. */
typedef hl_need need_function(const hl_context *, size_t, const hl_comparison *);
static hl_need least_primary(const hl_context *context, need_function *need_of)
{
    hl_need least = {.state = HL_NEED_NOTHING};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            if (result->metric->role != HL_ROLE_PRIMARY || not_judged(context, comparison) ||
                hl_analysis__shown(context, m, comparison) != 0)
                continue;
            hl_need one = need_of(context, m, comparison);
            if (says_more(&one, &least))
                least = one;
        }
    }
    return least;
}

/* ---- what is said */

static double rounded(double units)
{
    return isfinite(units) ? hl_analysis__rounded_units(units) : HL_NAN;
}

static void set_range(const hl_need *n, hl_finding *finding)
{
    finding->n = rounded(n->units);
    finding->n_low = rounded(n->low);
    finding->n_high = rounded(n->high);
    finding->power = n->power;
}

/* Those that are in, with the power that is asked for. */
static bool suffices(const hl_need *n)
{
    return n->state == HL_NEED_UNITS && n->units == 0;
}

/* The change as the lift where that speaks for the comparison. */
static void say_primary(hl_context *context, const hl_need *n)
{
    const hl_comparison *c = n->comparison;
    bool estimated = n->code == HL_FOUND_UNITS_NEEDED;
    double level = context->metrics[n->metric].arms[c->control].mean;
    bool lift = hl_analysis__says_lift(context, n->metric, c) ||
                (n->code == HL_FOUND_UNITS_NEEDED_FOR_WORTH && level > 0);
    hl_finding finding =
        hl_analysis__finding_of(suffices(n) ? HL_FOUND_UNITS_SUFFICE : n->code, n->metric, c->arm);
    finding.effect.estimate = !lift ? n->effect : estimated ? c->lift.estimate : n->effect / level;
    finding.effect_of = lift ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE;
    set_range(n, &finding);
    finding.of = context->design->planned_units;
    hl_analysis__because(context, &finding);
}

static void say_to_judge(hl_context *context, const hl_need *n)
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_UNITS_TO_JUDGE, n->metric, SIZE_MAX);
    finding.n = rounded(n->units);
    if (n->state == HL_NEED_UNITS)
        hl_analysis__because(context, &finding);
}

static hl_finding_code code_of_guardrail(const hl_need *n, bool beyond)
{
    if (n->state == HL_NEED_DENIED)
        return beyond ? HL_FOUND_GUARDRAIL_BEYOND_MARGIN : HL_FOUND_GUARDRAIL_NEAR_MARGIN;
    if (n->state != HL_NEED_UNITS && n->state != HL_NEED_PLAN_END)
        return HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY;
    return suffices(n) ? HL_FOUND_GUARDRAIL_UNITS_SUFFICE : n->code;
}

static void say_guardrail(hl_context *context, const hl_need *n)
{
    const hl_comparison *c = n->comparison;
    bool absolute = !isnan(context->design->metrics[n->metric].margin);
    hl_finding finding =
        hl_analysis__finding_of(HL_FOUND_GUARDRAIL_UNITS_NEEDED, n->metric, c->arm);
    hl_analysis__set_margin(context, c, &finding);
    finding.effect.estimate = absolute ? c->difference.estimate : c->lift.estimate;
    finding.effect_of = finding.margin_of;
    set_range(n, &finding);
    bool beyond = fabs(finding.effect.estimate) >= fabs(finding.margin);
    finding.code = code_of_guardrail(n, beyond);
    if (n->state != HL_NEED_NEVER)
        hl_analysis__because(context, &finding);
}

void hl_analysis__say_beyond_margin(hl_context *context, size_t metric,
                                    const hl_comparison *comparison)
{
    hl_need n = hl_analysis__need_of_guardrail(context, metric, comparison);
    bool absolute = !isnan(context->design->metrics[metric].margin);
    double change = absolute ? comparison->difference.estimate : comparison->lift.estimate;
    if (n.state == HL_NEED_DENIED && fabs(change) >= fabs(comparison->margin))
        say_guardrail(context, &n);
}

/* All undecided guardrails of an arm; what the one that needs most does, or that has no number. */
typedef hl_need guardrail_function(hl_context *, size_t, const hl_comparison *);
static hl_need say_guardrails(hl_context *context, size_t arm, guardrail_function *need_of)
{
    hl_need most = {.state = HL_NEED_NOTHING};
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            if (comparison->arm != arm || comparison->guard != HL_GUARD_UNDECIDED)
                continue;
            hl_need n = need_of(context, m, comparison);
            say_guardrail(context, &n);
            bool open = most.state == HL_NEED_NOTHING || most.state == HL_NEED_UNITS;
            if (open && (n.state != HL_NEED_UNITS || !(n.units <= most.units)))
                most = n;
        }
    }
    return most;
}

/* Why there is no number: of the first primary metric that is not decided for every arm. */
static hl_finding_code why_unknown(const hl_context *context, size_t metric, size_t open)
{
    const hl_metric_result *result = &context->metrics[metric];
    bool tied = false, far = false;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        bool counts = hl_analysis__shown(context, metric, c) == 0 && hl_analysis__stands_out(c);
        tied = tied || (counts && (c->flags & (HL_FLAG_TIES | HL_FLAG_SMALL_COUNTS)));
        far = far || counts;
    }
    if (tied)
        return HL_FOUND_UNITS_NEEDED_UNPROJECTED;
    if (hl_analysis__declares_effect(context, metric))
        return HL_FOUND_UNITS_NEEDED_TOO_EARLY;
    return far                               ? HL_FOUND_UNITS_NEEDED_UNSTEADY
           : open < result->comparison_count ? HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS
                                             : HL_FOUND_UNITS_NEEDED_UNKNOWN;
}

/* That its worth means nothing, which is why there is no number. */
static bool has_said(const hl_context *context, size_t metric)
{
    const hl_finding *because = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        if (because[i].code == HL_FOUND_WORTH_OF_NOTHING && because[i].metric == metric)
            return true;
    return false;
}

static void say_unknown(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        size_t open = 0;
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            bool asked = hl_analysis__is_answered(c) || hl_analysis__is_withheld(c);
            open += asked && !c->gain.worth_excluded && hl_analysis__shown(context, m, c) == 0;
        }
        if (result->metric->role != HL_ROLE_PRIMARY || open == 0 || has_said(context, m))
            continue;
        hl_finding finding = hl_analysis__finding_of(why_unknown(context, m, open), m, SIZE_MAX);
        hl_analysis__because(context, &finding);
        return;
    }
}

/* Of the arms that wait for a guardrail alone: the one that is ready first. */
static hl_need of_waiting(hl_context *context, const bool *waiting)
{
    hl_need first = {.state = HL_NEED_NOTHING};
    for (size_t i = 0; i < context->design->arm_count && !context->failed; i++) {
        if (!waiting[i])
            continue;
        hl_need one = say_guardrails(context, i, hl_analysis__need_of_guardrail);
        bool has_number = one.state == HL_NEED_UNITS;
        if (first.state == HL_NEED_NOTHING ||
            (has_number && (first.state != HL_NEED_UNITS || one.units < first.units)))
            first = one;
    }
    return first;
}

/* Of the primary metrics, and of the guardrails of the arm that they name, where those can be said
 * and need more. */
static hl_need of_primaries(hl_context *context)
{
    hl_need primary = least_primary(context, hl_analysis__need_of_effect),
            judging = most_to_judge(context);
    /* judged at the planned end, and not before, where there is one that is late enough */
    bool planned = hl_analysis__waits_for_planned_end(context);
    if (planned && !(judging.units > hl_analysis__to_planned_end(context)))
        judging = (hl_need){.units = 0};
    if (judging.comparison != NULL)
        say_to_judge(context, &judging);
    bool has_number = primary.state == HL_NEED_UNITS || primary.state == HL_NEED_PLAN_END;
    if (!has_number && judging.comparison != NULL)
        return judging;
    if (!has_number && !planned)
        say_unknown(context);
    if (!has_number)
        return primary;
    say_primary(context, &primary);
    hl_need guardrails =
        say_guardrails(context, primary.comparison->arm, hl_analysis__need_of_guardrail);
    bool more = guardrails.state == HL_NEED_UNITS && guardrails.units > primary.units;
    return more ? guardrails : primary;
}

/* Values of units may be below zero; a rate that is not above it is only not known yet. */
void hl_analysis__say_worth_of_nothing(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_WORTH_OF_NOTHING, m, SIZE_MAX);
        if (result->metric->role == HL_ROLE_PRIMARY && result->metric->worth > 0 &&
            !hl_analysis__worth_means(context, m))
            hl_analysis__because(context, &finding);
    }
}

static void set_units(const hl_need *need, hl_verdict *verdict)
{
    verdict->units_needed = rounded(need->units);
    verdict->units_needed_low = rounded(need->low);
    verdict->units_needed_high = rounded(need->high);
}

/* What is read at its planned units needs these, whatever else is known. */
static void take_planned_end(const hl_context *context, hl_verdict *verdict)
{
    if (hl_analysis__waits_for_planned_end(context) && !hl_analysis__values_still_change(context))
        verdict->units_needed = rounded(hl_analysis__to_planned_end(context));
}

/* The sample has ended: no number of units to add to it is said, as more of it is another look than
 * was planned. */
static void say_anew(hl_context *context, const bool *waiting)
{
    bool waits = false;
    for (size_t i = 0; i < context->design->arm_count && !context->failed; i++)
        if (waiting[i]) {
            (void)say_guardrails(context, i, hl_analysis__need_of_guardrail_anew);
            waits = true;
        }
    hl_need anew = least_primary(context, hl_analysis__need_anew);
    if (!waits && most_to_judge(context).comparison == NULL && anew.state == HL_NEED_UNITS)
        say_primary(context, &anew);
}

void hl_analysis__say_units_needed(hl_context *context, const bool *waiting, hl_verdict *verdict)
{
    hl_analysis__say_worth_of_nothing(context);
    if (hl_analysis__has_ended(context)) {
        say_anew(context, waiting);
        return;
    }
    size_t said = context->because.count;
    hl_need need = of_waiting(context, waiting);
    if (need.state == HL_NEED_NOTHING)
        need = of_primaries(context);
    if (need.comparison != NULL)
        context->held_up_by = need.metric;
    bool suffice = need.state == HL_NEED_UNITS && need.units == 0;
    if (hl_analysis__values_still_change(context) && !suffice)
        context->because.count = said; /* another number every day, and nobody comes in */
    else if (need.state == HL_NEED_UNITS)
        set_units(&need, verdict);
    take_planned_end(context, verdict);
}
