/* Which gains are excluded, and whether one that is shown is worth it. */
#include <math.h>

#include "analysis/reasons.h"

#define SMALL_GAIN 0.2 /* a larger bound excludes nothing that anyone expects */

/* The bound of a gain, signed as the effect is. */
static hl_finding of_gain(const hl_context *context, hl_finding_code code, size_t metric,
                          const hl_comparison *c)
{
    const hl_metric *of = context->metrics[metric].metric;
    double sign = of->goal == HL_GOAL_INCREASE ? 1 : -1;
    hl_finding finding = hl_analysis__finding_of(code, metric, c->arm);
    finding.other = c->control;
    finding.effect.estimate = sign * c->gain.above;
    finding.effect_of = finding.margin_of = HL_SCALE_LIFT;
    finding.margin = sign * of->worth;
    finding.level = c->gain.level;
    return finding;
}

bool hl_analysis__worth_means(const hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    const hl_comparison *c = result->comparisons;
    return result->comparison_count == 0 || hl_metric_is_rate(result->metric) || !(c->se > 0) ||
           !(result->arms[c->control].mean < 2 * c->se_control);
}

/* Better, but the interval that counts holds gains that are not worth it. */
static void say_worth_open(hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric *of = context->metrics[metric].metric;
    double sign = of->goal == HL_GOAL_INCREASE ? 1 : -1;
    hl_quoted quoted = hl_comparison_quoted(c, context->design->inference, context->out->look);
    double least = sign > 0 ? quoted.lift.low : -quoted.lift.high;
    if (c->gain.worth_excluded || !hl_analysis__worth_means(context, metric) ||
        hl_analysis__shown(context, metric, c) <= 0 || !(least < of->worth))
        return;
    hl_finding finding = hl_analysis__of_comparison(context, HL_FOUND_WORTH_NOT_SHOWN, metric, c);
    finding.effect = quoted.lift;
    finding.effect_of = finding.margin_of = HL_SCALE_LIFT;
    finding.margin = sign * of->worth;
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_worths_open(hl_context *context, size_t arm)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_comparison *c = hl_metric_comparison(&context->metrics[m], arm);
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY && c != NULL)
            say_worth_open(context, m, c);
    }
}

void hl_analysis__say_worths(hl_context *context, hl_decision decision, size_t ship)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        for (size_t i = 0; i < context->metrics[m].comparison_count; i++) {
            const hl_comparison *c = &context->metrics[m].comparisons[i];
            hl_finding finding = of_gain(context, HL_FOUND_WORTH_EXCLUDED, m, c);
            bool meant = decision != HL_DECIDE_SHIP || c->arm == ship;
            if (c->gain.worth_excluded && meant && hl_analysis__shown(context, m, c) >= 0)
                hl_analysis__because(context, &finding);
        }
}

/* Of a metric without `worth`: what is excluded for every arm that is not decided; nothing where
 * one has no bound. */
static void say_bound(hl_context *context, size_t metric, bool ended)
{
    const hl_metric_result *result = &context->metrics[metric];
    const hl_comparison *most = NULL;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (hl_analysis__shown(context, metric, c) != 0)
            continue;
        if (!(c->gain.above > 0 && (ended || c->gain.above <= SMALL_GAIN)))
            return;
        most = most == NULL || c->gain.above > most->gain.above ? c : most;
    }
    if (most == NULL)
        return;
    bool small = most->gain.above <= SMALL_GAIN;
    hl_finding finding =
        of_gain(context, small ? HL_FOUND_GAIN_EXCLUDED : HL_FOUND_LITTLE_EXCLUDED, metric, most);
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_bounds(hl_context *context, bool ended)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY &&
            isnan(context->design->metrics[m].worth))
            say_bound(context, m, ended);
}
