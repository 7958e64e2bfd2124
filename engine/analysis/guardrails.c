/* Guardrails. With a margin: non-inferiority, two one-sided tests at alpha/2. Held when harm below
 * the margin is shown (no correction: every guardrail must hold); broken when harm beyond it is
 * shown (Holm over all guardrails and arms). Without a margin: broken when harm is shown, else held
 * in the weaker sense that none is. While the experiment runs (anytime) the always-valid interval
 * takes the place of the tests. */
#include "analysis/compare.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/adjust.h"

/* The margin as a change in the harmful direction is positive; relative says of what. */
typedef struct margin {
    double shift; /* signed: what the effect must not pass */
    bool relative, exists;
} margin;

static margin margin_of(const hl_metric *metric)
{
    bool relative = isnan(metric->margin) && !isnan(metric->margin_lift);
    double size = relative ? metric->margin_lift : metric->margin;
    double sign = metric->goal == HL_GOAL_DECREASE ? 1 : -1;
    bool exists = !isnan(size);
    return (margin){sign * size, relative, exists};
}

static void margin_tests(const hl_comparison_input *input, const margin *m, hl_comparison *out,
                         double *broken)
{
    hl_noninferiority tests =
        input->estimator->margin(&input->options, &input->samples[out->control],
                                 &input->samples[out->arm], fabs(m->shift), m->relative);
    bool withheld = hl_analysis__is_withheld(out);
    out->p_margin = withheld ? HL_NAN : tests.p;
    *broken = withheld ? HL_NAN : tests.p_worse;
}

static hl_guard by_tests(const hl_comparison *comparison, double broken_adjusted, double alpha)
{
    if (broken_adjusted < alpha / 2)
        return HL_GUARD_BROKEN;
    return comparison->p_margin < alpha / 2 ? HL_GUARD_HELD : HL_GUARD_UNDECIDED;
}

static hl_guard by_sequence(const hl_comparison *comparison, const margin *m, bool harm_is_increase)
{
    double low = m->relative ? comparison->anytime.low : comparison->anytime.d_low;
    double high = m->relative ? comparison->anytime.high : comparison->anytime.d_high;
    bool exclusive = m->relative && comparison->flags & HL_FLAG_ANYTIME_EXCLUSIVE;
    if (isnan(low) || isnan(high) || exclusive)
        return HL_GUARD_UNDECIDED;
    if (harm_is_increase ? low > m->shift : high < m->shift)
        return HL_GUARD_BROKEN;
    return (harm_is_increase ? high < m->shift : low > m->shift) ? HL_GUARD_HELD
                                                                 : HL_GUARD_UNDECIDED;
}

static hl_guard by_harm(const hl_comparison *comparison, bool harm_is_increase, double alpha)
{
    double effect = comparison->difference.estimate;
    bool harmful = harm_is_increase ? effect > 0 : effect < 0;
    return harmful && comparison->p_effective_adjusted < alpha ? HL_GUARD_BROKEN : HL_GUARD_HELD;
}

static void judge(hl_context *context, hl_comparison *comparison, const hl_metric *metric,
                  double broken_adjusted)
{
    margin m = margin_of(metric);
    bool harm_is_increase = metric->goal == HL_GOAL_DECREASE;
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    if (!anytime && hl_analysis__is_withheld(comparison))
        comparison->guard = HL_GUARD_UNDECIDED;
    else if (!m.exists)
        comparison->guard = by_harm(comparison, harm_is_increase, context->out->look_alpha);
    else if (anytime)
        comparison->guard = by_sequence(comparison, &m, harm_is_increase);
    else
        comparison->guard = by_tests(comparison, broken_adjusted, context->out->look_alpha);
    comparison->margin = m.exists ? fabs(m.shift) : HL_NAN;
}

/* One pass over all guardrail comparisons: tests when judged is NULL, judgement otherwise. */
static size_t each_guardrail(hl_context *context, double *broken, bool judging)
{
    size_t at = 0;
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++) {
        hl_metric_result *result = &context->metrics[i];
        if (result->metric->role != HL_ROLE_GUARDRAIL)
            continue;
        margin m = margin_of(result->metric);
        hl_comparison_input input = hl_analysis__comparison_input(context, i, 0);
        for (size_t k = 0; k < result->comparison_count && !context->failed; k++, at++) {
            hl_comparison *comparison = &hl_analysis__open(result)[k];
            if (judging)
                judge(context, comparison, result->metric, broken[at]);
            else if (m.exists)
                margin_tests(&input, &m, comparison, &broken[at]);
        }
    }
    return at;
}

void hl_analysis__guardrails(hl_context *context)
{
    size_t most = context->design->metric_count * context->design->arm_count;
    double *broken = hl_analysis__array(context, most, sizeof *broken);
    if (broken == NULL)
        return;
    for (size_t i = 0; i < most; i++)
        broken[i] = HL_NAN;
    size_t count = each_guardrail(context, broken, false);
    if (count == 0)
        return;
    if (hl_analysis__went_well(context, hl_stats__holm(broken, broken, count, NULL)))
        (void)each_guardrail(context, broken, true);
}
