/* Harm outside the planned looks. A planned look is read once, as of its day, and says the same
 * whenever a report is made from then on; whoever ships by it wants to know all the same when an
 * arm turns out to do harm. So guardrails, and the primary metrics of an arm that is better, are
 * watched on all days whose windows have closed, after a look and between planned ones.
 *
 * They are read at one level, a corrected p below 0.001 (say_harm.c: Haybittle 1971; Peto et al.
 * 1976), every night anew. That errs on one side only: an arm that does nothing is stopped a little
 * more often, none is shipped that would not have been. tests/proof/prove_harm_since.c measures how
 * often. */
#include "analysis/harm_watch.h"

#include "analysis/look_days.h"
#include "analysis/planned_look.h"
#include "analysis/withheld.h"
#include "base/civil.h"
#include "base/number.h"

static bool decides(const hl_metric *metric)
{
    return metric->role == HL_ROLE_PRIMARY || metric->role == HL_ROLE_GUARDRAIL;
}

/* The look in force reads less of the metric than there is, or no look is in force. */
static bool is_read_in_part(const hl_context *context, size_t metric)
{
    return hl_analysis__read_until(context, metric) < context->matured_day ||
           isnan(context->out->look_alpha);
}

static bool is_any_read_in_part(const hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (decides(&context->design->metrics[m]) && is_read_in_part(context, m))
            return true;
    return false;
}

/* The same analysis as one look at all days; NULL when memory ran out. */
static hl_context *all_days(hl_context *context)
{
    hl_design *design = hl_analysis__array(context, 1, sizeof *design);
    hl_analysis *out = hl_analysis__array(context, 1, sizeof *out);
    hl_context *at = hl_analysis__array(context, 1, sizeof *at);
    if (context->failed)
        return NULL;
    *design = *context->design;
    design->inference = HL_INFER_FIXED;
    design->alpha = hl_analysis__clear_harm;
    *at = hl_analysis__apart(context, out);
    at->design = out->design = design;
    out->inference = design->inference;
    out->look_alpha = design->alpha;
    at->read_day = at->planned_in = INT32_MAX;
    return at;
}

void hl_analysis__watch(hl_context *context)
{
    static void (*const steps[])(hl_context *) = {hl_analysis__arms, hl_analysis__metrics,
                                                  hl_analysis__multiplicity,
                                                  hl_analysis__guardrails};
    if (!context->has_days || context->matured_day == INT32_MAX || !is_any_read_in_part(context))
        return;
    hl_context *at = all_days(context);
    for (size_t i = 0; at != NULL && !at->failed && i < sizeof steps / sizeof steps[0]; i++) {
        steps[i](at);
        hl_analysis__pass(at);
    }
    context->failed = at == NULL || at->failed;
    context->watched = at;
}

static bool is_harm(const hl_metric *metric, double effect)
{
    return metric->goal == HL_GOAL_INCREASE ? effect < 0 : effect > 0;
}

bool hl_analysis__harms_since(const hl_context *context, size_t metric, size_t arm)
{
    const hl_context *at = context->watched;
    const hl_metric *of = &context->design->metrics[metric];
    if (at == NULL || !decides(of) || !is_read_in_part(context, metric))
        return false;
    const hl_comparison *now = hl_metric_comparison(&context->metrics[metric], arm);
    const hl_comparison *c = hl_metric_comparison(&at->metrics[metric], arm);
    if (of->role == HL_ROLE_GUARDRAIL)
        return now->guard != HL_GUARD_BROKEN && c->guard == HL_GUARD_BROKEN;
    return hl_analysis__shown(context, metric, now) >= 0 && is_harm(of, c->difference.estimate) &&
           c->p_effective_adjusted < hl_analysis__clear_harm;
}

static bool is_stopped(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return verdict->arms[i].decision == HL_ARM_GUARDRAIL_BROKEN ||
                   verdict->arms[i].decision == HL_ARM_WORSE;
    return false;
}

static void say(hl_context *context, size_t metric, size_t arm)
{
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    const hl_context *at = context->watched;
    const hl_comparison *c = hl_metric_comparison(&at->metrics[metric], arm);
    hl_finding finding = hl_analysis__of_comparison(at, HL_FOUND_HARM_SINCE, metric, c);
    finding.effect.low = finding.effect.high = HL_NAN; /* at another level than all others */
    finding.p = c->p_effective_adjusted;
    finding.limit = hl_analysis__clear_harm;
    hl_base__text_add(&text, hl_base__day_text(context->matured_day, day));
    finding.name = hl_analysis__keep(context, &text);
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_harm_since(hl_context *context, const hl_verdict *verdict)
{
    for (size_t m = 0; context->watched != NULL && m < context->design->metric_count; m++)
        for (size_t i = 0; i < verdict->arm_count && !context->failed; i++) {
            size_t arm = verdict->arms[i].arm;
            if (is_stopped(verdict, arm) && hl_analysis__harms_since(context, m, arm))
                say(context, m, arm);
        }
}
