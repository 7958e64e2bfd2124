/* Harm that limits a decision without making it: on secondary metrics, which decide nothing, and
 * before the end of a sample that is read at its end, where an arm may be stopped all the same.
 *
 * To stop for harm is always allowed: an arm that is stopped is not shipped, so no false gain comes
 * of it, whenever one looks. What looking early does is to find harm where there is none, so it is
 * said only of harm that a corrected p below 0.001 shows (Haybittle 1971; Peto et al. 1976): of
 * arms that do nothing that stops fewer than one in a hundred over thirty looks
 * (docs/statistics/verdict.md). */
#include "analysis/data_checks.h"
#include "analysis/harm_watch.h"
#include "analysis/reasons.h"
#include "analysis/withheld.h"
#include "base/number.h"

/* ---- secondary metrics */

static bool is_secondary_cost(const hl_context *context, size_t metric, const hl_comparison *c)
{
    return context->metrics[metric].metric->role == HL_ROLE_SECONDARY &&
           !hl_analysis__is_counted_apart(context, metric, c->arm) &&
           hl_analysis__shown(context, metric, c) < 0;
}

void hl_analysis__say_secondaries(hl_context *context)
{
    hl_inference inference = context->design->inference;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            if (!is_secondary_cost(context, m, c))
                continue;
            hl_finding finding =
                hl_analysis__of_comparison(context, HL_FOUND_SECONDARY_WORSE, m, c);
            finding.p = hl_comparison_quoted(c, inference, context->out->look).p_adjusted;
            hl_analysis__because(context, &finding);
        }
    }
}

/* ---- on guardrails that hold */

static bool is_tolerated_cost(const hl_context *context, size_t metric, const hl_comparison *c)
{
    return context->metrics[metric].metric->role == HL_ROLE_GUARDRAIL &&
           c->guard == HL_GUARD_HELD && !isnan(c->margin) &&
           !hl_analysis__is_counted_apart(context, metric, c->arm) &&
           hl_analysis__shown(context, metric, c) < 0;
}

size_t hl_analysis__first_cost(const hl_context *context, size_t arm)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_comparison *c = hl_metric_comparison(&context->metrics[m], arm);
        if (c != NULL && (is_secondary_cost(context, m, c) || is_tolerated_cost(context, m, c)))
            return m;
    }
    return SIZE_MAX;
}

/* What is tolerated is no reason not to ship, and a cost all the same. */
void hl_analysis__say_tolerated(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            if (!is_tolerated_cost(context, m, c))
                continue;
            hl_finding finding =
                hl_analysis__of_guardrail(context, HL_FOUND_GUARDRAIL_HARM_TOLERATED, m, c);
            hl_analysis__set_margin(context, c, &finding);
            hl_analysis__because(context, &finding);
        }
    }
}

/* ---- before the end, and of guardrails that nothing waits for */

static bool does_harm(const hl_metric *metric, const hl_comparison *c)
{
    return metric->goal == HL_GOAL_INCREASE ? c->difference.estimate < 0
                                            : c->difference.estimate > 0;
}

/* The corrected p of one look, also between planned ones; of small counts the exact one too. */
static double p_of_one_look(const hl_comparison *c)
{
    return isnan(c->p_effective_adjusted) ? fmax(c->p_adjusted, c->p_exact)
                                          : c->p_effective_adjusted;
}

/* The primary metric on which harm by the arm is clearest; SIZE_MAX where it is clear on none.
 * checked: who has the checks. */
static size_t clearest_harm(const hl_context *context, const hl_context *checked, size_t arm)
{
    size_t clearest = SIZE_MAX;
    double least = hl_analysis__clear_harm;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        const hl_comparison *c = hl_metric_comparison(result, arm);
        bool counts = result->metric->role == HL_ROLE_PRIMARY && c != NULL &&
                      does_harm(result->metric, c) && !hl_analysis__has_few_units(context, m, c) &&
                      !hl_analysis__is_counted_apart(checked, m, arm) && p_of_one_look(c) < least;
        least = counts ? p_of_one_look(c) : least;
        clearest = counts ? m : clearest;
    }
    return clearest;
}

static void say_may_stop(hl_context *context, size_t arm)
{
    const hl_context *read = context->watched == NULL ? context : context->watched;
    size_t m = clearest_harm(read, context, arm);
    if (m == SIZE_MAX)
        return;
    const hl_comparison *c = hl_metric_comparison(&read->metrics[m], arm);
    hl_finding finding = hl_analysis__of_comparison(read, HL_FOUND_MAY_STOP_FOR_HARM, m, c);
    if (read != context) /* an interval would be at another level than all others */
        finding.effect.low = finding.effect.high = HL_NAN;
    finding.p = p_of_one_look(c);
    finding.limit = hl_analysis__clear_harm;
    hl_analysis__because(context, &finding);
}

static bool has_said(const hl_context *context, size_t metric, size_t arm)
{
    const hl_finding *because = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        if (because[i].code == HL_FOUND_GUARDRAIL_BEYOND_MARGIN && because[i].metric == metric &&
            because[i].arm == arm)
            return true;
    return false;
}

static bool is_dropped(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return verdict->arms[i].decision == HL_ARM_GUARDRAIL_BROKEN ||
                   verdict->arms[i].decision == HL_ARM_WORSE;
    return true;
}

/* Guardrails of which harm is shown, and estimated beyond what is tolerated, whether or not the arm
 * waits for them. */
static void say_beyond(hl_context *context, const hl_verdict *verdict, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (c->guard == HL_GUARD_UNDECIDED && !is_dropped(verdict, c->arm) &&
            !hl_analysis__is_counted_apart(context, metric, c->arm) &&
            !has_said(context, metric, c->arm))
            hl_analysis__say_beyond_margin(context, metric, c);
    }
}

void hl_analysis__say_open_harm(hl_context *context, const hl_verdict *verdict)
{
    bool early = context->design->inference != HL_INFER_ANYTIME && !hl_analysis__has_ended(context);
    for (size_t i = 0; early && i < verdict->arm_count && !context->failed; i++)
        if (!is_dropped(verdict, verdict->arms[i].arm))
            say_may_stop(context, verdict->arms[i].arm);
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_GUARDRAIL)
            say_beyond(context, verdict, m);
}
