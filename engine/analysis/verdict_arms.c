#include "analysis/verdict_arms.h"

#include "analysis/data_checks.h"
#include "analysis/harm_watch.h"
#include "analysis/stops.h"
#include "analysis/withheld.h"
#include "base/number.h"

/* ---- counting */

/* Planned to have no units, and without any: nothing is to come. */
static bool is_closed(const hl_context *context, size_t metric, size_t arm)
{
    return hl_analysis__weights_known(context) && context->design->arms[arm].weight == 0 &&
           context->metrics[metric].arms[arm].n == 0;
}

/* A withheld answer, or none at all, or one of few units: no evidence. */
static bool is_withheld(const hl_context *context, size_t metric, const hl_comparison *c)
{
    bool unanswered =
        context->design->inference != HL_INFER_ANYTIME && !hl_analysis__is_answered(c);
    return unanswered || hl_analysis__has_few_units(context, metric, c);
}

static void count_primary(const hl_context *context, size_t metric, size_t arm, hl_standing *out)
{
    const hl_comparison *comparison = hl_metric_comparison(&context->metrics[metric], arm);
    bool apart = hl_analysis__is_counted_apart(context, metric, arm);
    int shown = apart ? 0 : hl_analysis__shown(context, metric, comparison);
    bool closed = is_closed(context, metric, arm);
    out->apart += apart;
    out->better += shown > 0;
    out->worse += shown < 0;
    if (shown < 0 && out->first_worse == SIZE_MAX)
        out->first_worse = metric;
    out->primaries++;
    out->small += !apart && comparison->gain.worth_excluded;
    out->closed += closed;
    out->unseen += !closed && hl_metric_nothing_seen(&context->metrics[metric], comparison);
    out->withheld += !closed && is_withheld(context, metric, comparison);
    if (shown > 0 && out->leading == NULL) {
        out->leading = comparison;
        out->leading_metric = metric;
    }
}

static void count_guardrail(const hl_context *context, size_t metric, size_t arm, hl_standing *out)
{
    hl_guard guard = hl_metric_comparison(&context->metrics[metric], arm)->guard;
    bool breaks = guard == HL_GUARD_BROKEN || hl_analysis__harms_since(context, metric, arm);
    bool apart = hl_analysis__is_counted_apart(context, metric, arm);
    out->broken += breaks && !apart;
    out->apart += breaks && apart;
    out->undecided += guard == HL_GUARD_UNDECIDED;
    if (guard == HL_GUARD_UNDECIDED && out->first_undecided == SIZE_MAX)
        out->first_undecided = metric;
}

static void count_harm_since(const hl_context *context, size_t arm, hl_standing *out)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        bool harms = context->design->metrics[m].role == HL_ROLE_PRIMARY &&
                     !hl_analysis__is_counted_apart(context, m, arm) &&
                     hl_analysis__harms_since(context, m, arm);
        out->worse += harms;
        if (harms && out->first_worse == SIZE_MAX)
            out->first_worse = m;
    }
}

/* ---- what follows: the first row that holds */

static bool does_break(const hl_standing *s)
{
    return s->broken > 0;
}

static bool is_all_closed(const hl_standing *s)
{
    return s->primaries > 0 && s->closed == s->primaries;
}

static bool is_worse(const hl_standing *s)
{
    return s->worse > 0;
}

/* It brings less than what is worth shipping, whatever else is shown of it. */
static bool is_too_small(const hl_standing *s)
{
    return s->primaries > 0 && s->small == s->primaries;
}

/* Whatever the others say: what it does to this one nobody knows. */
static bool lacks_data(const hl_standing *s)
{
    return s->unseen > 0;
}

/* A difference may be of who is counted alone. */
static bool is_counted_apart(const hl_standing *s)
{
    return s->apart > 0;
}

static bool is_fit(const hl_standing *s)
{
    return s->better > 0 && s->undecided == 0;
}

static bool is_waiting(const hl_standing *s)
{
    return s->better > 0;
}

static bool lacks_answers(const hl_standing *s)
{
    return s->withheld > 0;
}

static const struct {
    bool (*holds)(const hl_standing *s);
    hl_arm_decision says;
} rows[] = {
    {does_break, HL_ARM_GUARDRAIL_BROKEN},
    {is_all_closed, HL_ARM_CLOSED},
    {is_worse, HL_ARM_WORSE},
    {is_too_small, HL_ARM_WORTH_EXCLUDED},
    {lacks_data, HL_ARM_WITHHELD},
    {is_counted_apart, HL_ARM_COUNTED_APART},
    {is_fit, HL_ARM_FIT_TO_SHIP},
    {is_waiting, HL_ARM_GUARDRAIL_UNDECIDED},
    {lacks_answers, HL_ARM_WITHHELD},
};

static hl_arm_decision what_holds(const hl_standing *s)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].holds(s))
            return rows[i].says;
    return HL_ARM_UNDECIDED;
}

static hl_standing standing_of(const hl_context *context, size_t arm)
{
    hl_standing out = {
        .leading_metric = SIZE_MAX, .first_worse = SIZE_MAX, .first_undecided = SIZE_MAX};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY)
            count_primary(context, m, arm, &out);
        if (context->design->metrics[m].role == HL_ROLE_GUARDRAIL)
            count_guardrail(context, m, arm, &out);
    }
    if (out.better > 0) /* what is not shipped anyhow is said beside the decision (say_harm.c) */
        count_harm_since(context, arm, &out);
    out.says = hl_analysis__is_stopped(context, arm) ? HL_ARM_CLOSED : what_holds(&out);
    return out;
}

hl_standing *hl_analysis__standings(hl_context *context)
{
    size_t arms = context->design->arm_count;
    hl_standing *list = hl_analysis__array(context, arms, sizeof *list);
    for (size_t i = 0; list != NULL && i < arms; i++)
        if (i != context->design->control)
            list[i] = standing_of(context, i);
    return list;
}
