/* Harm outside the planned looks. A planned look is read once, as of its day, and says the same
 * whenever a report is made from then on; whoever ships by it wants to know all the same when an
 * arm turns out to do harm. So guardrails, and the primary metrics of an arm that is better, are
 * watched on all days whose windows have closed, after a look and between planned ones.
 *
 * They are read at one level, a corrected p below 0.001 (say_harm.c: Haybittle 1971; Peto et al.
 * 1976), as of every day that the look does not read; what one of these days showed is said from
 * then on, whatever the later ones say, as whoever has stopped an arm by it should not be told on
 * the next morning to ship it. That errs on one side only: an arm that does nothing is stopped a
 * little more often, none is shipped that would not have been. tests/proof/prove_harm_since.c
 * measures how often. Days on which no arm lies 2.6 standard errors beyond what is tolerated can
 * show nothing (measured there), and are not analysed. */
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

/* The same analysis as one look at all days up to `day`; NULL when memory ran out. */
static hl_context *all_days(hl_context *context, int32_t day)
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
    at->matured_day = day;
    return at;
}

static void analyse(hl_context *at)
{
    static void (*const steps[])(hl_context *) = {hl_analysis__arms, hl_analysis__metrics,
                                                  hl_analysis__multiplicity,
                                                  hl_analysis__guardrails};
    for (size_t i = 0; !at->failed && i < sizeof steps / sizeof steps[0]; i++) {
        steps[i](at);
        hl_analysis__pass(at);
    }
}

static bool is_harm(const hl_metric *metric, double effect)
{
    return metric->goal == HL_GOAL_INCREASE ? effect < 0 : effect > 0;
}

/* What that day shows, beside what the look does. */
static bool shows_harm(const hl_context *context, const hl_context *at, size_t metric, size_t arm)
{
    const hl_metric *of = &context->design->metrics[metric];
    const hl_comparison *now = hl_metric_comparison(&context->metrics[metric], arm);
    const hl_comparison *c = hl_metric_comparison(&at->metrics[metric], arm);
    if (of->role == HL_ROLE_GUARDRAIL)
        return now->guard != HL_GUARD_BROKEN && c->guard == HL_GUARD_BROKEN;
    return hl_analysis__shown(context, metric, now) >= 0 && is_harm(of, c->difference.estimate) &&
           c->p_effective_adjusted < hl_analysis__clear_harm;
}

static void note(hl_context *context, hl_context *at)
{
    const hl_design *design = context->design;
    for (size_t m = 0; m < design->metric_count; m++)
        for (size_t i = 0; i < design->arm_count; i++) {
            hl_harmed *harmed = &context->harmed[m * design->arm_count + i];
            if (i != design->control && decides(&design->metrics[m]) &&
                is_read_in_part(context, m) && shows_harm(context, at, m, i))
                harmed->on = at;
        }
}

/* ---- days that need not be analysed */

/* How many standard errors an arm lies beyond what is tolerated. */
static double beyond(const hl_metric *metric, const hl_moments *arm, const hl_moments *control)
{
    double n[] = {(double)control->n, (double)arm->n};
    double mean[] = {control->sum[0] / n[0], arm->sum[0] / n[1]};
    double variance = (control->product[0][0] / n[0] - mean[0] * mean[0]) / n[0] +
                      (arm->product[0][0] / n[1] - mean[1] * mean[1]) / n[1];
    double harm = metric->goal == HL_GOAL_DECREASE ? mean[1] - mean[0] : mean[0] - mean[1];
    double tolerated = !isnan(metric->margin)        ? metric->margin
                       : !isnan(metric->margin_lift) ? metric->margin_lift * fabs(mean[0])
                                                     : 0;
    return (harm - tolerated) / sqrt(variance);
}

/* Of ratios, touches, quantiles and what is adjusted by covariates that is not asked. */
static bool is_plain(const hl_context *context, size_t metric)
{
    const hl_metric *of = &context->design->metrics[metric];
    return of->kind != HL_METRIC_RATIO && of->kind != HL_METRIC_QUANTILE &&
           of->per == HL_PER_UNIT && context->design->covariate_count == 0 &&
           context->strata == HL_STRATA_NONE;
}

static bool may_show(hl_context *at, size_t metric)
{
    static const double clearly = 2.6;
    const hl_design *design = at->design;
    if (!decides(&design->metrics[metric]))
        return false;
    if (!is_plain(at, metric))
        return true;
    const hl_moments *arms = hl_analysis__moments(at, metric, 0);
    for (size_t i = 0; arms != NULL && i < design->arm_count; i++)
        if (i != design->control &&
            beyond(&design->metrics[metric], &arms[i], &arms[design->control]) > clearly)
            return true;
    return false;
}

static bool may_show_any(hl_context *at)
{
    bool may = false;
    for (size_t m = 0; !may && m < at->design->metric_count && !at->failed; m++)
        may = may_show(at, m);
    hl_analysis__pass(at);
    return may;
}

/* ---- day after day */

/* Of planned looks all days: what one showed between them is not forgotten at the next. */
static int32_t first_unread(const hl_context *context)
{
    int32_t first = context->matured_day;
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL)
        return context->out->enrolment.known && context->out->enrolment.first < first
                   ? context->out->enrolment.first
                   : first;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        int32_t until = hl_analysis__read_until(context, m);
        if (decides(&context->design->metrics[m]) && until < first)
            first = until + 1;
    }
    return first;
}

void hl_analysis__watch(hl_context *context)
{
    const hl_design *design = context->design;
    if (!context->has_days || context->matured_day == INT32_MAX || !is_any_read_in_part(context))
        return;
    context->harmed = hl_analysis__array(context, design->metric_count * design->arm_count,
                                         sizeof *context->harmed);
    for (int32_t day = first_unread(context); day <= context->matured_day && !context->failed;
         day++) {
        hl_context *at = all_days(context, day);
        bool last = day == context->matured_day;
        if (at != NULL && (last || may_show_any(at))) {
            analyse(at);
            if (!at->failed)
                note(context, at);
        }
        context->failed = at == NULL || at->failed;
        context->watched = last ? at : NULL;
    }
}

bool hl_analysis__harms_since(const hl_context *context, size_t metric, size_t arm)
{
    return context->harmed != NULL &&
           context->harmed[metric * context->design->arm_count + arm].on != NULL;
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
    const hl_context *at = context->harmed[metric * context->design->arm_count + arm].on;
    const hl_comparison *c = hl_metric_comparison(&at->metrics[metric], arm);
    hl_finding finding = hl_analysis__of_comparison(at, HL_FOUND_HARM_SINCE, metric, c);
    finding.effect.low = finding.effect.high = HL_NAN; /* at another level than all others */
    finding.p = c->p_effective_adjusted;
    finding.limit = hl_analysis__clear_harm;
    hl_base__text_add(&text, hl_base__day_text(at->matured_day, day));
    finding.name = hl_analysis__keep(context, &text);
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_harm_since(hl_context *context, const hl_verdict *verdict)
{
    for (size_t m = 0; context->harmed != NULL && m < context->design->metric_count; m++)
        for (size_t i = 0; i < verdict->arm_count && !context->failed; i++) {
            size_t arm = verdict->arms[i].arm;
            if (is_stopped(verdict, arm) && hl_analysis__harms_since(context, m, arm))
                say(context, m, arm);
        }
}
