/* Guardrails. With a margin: two one-sided tests at alpha/2 against it, harm below it shown (held)
 * and harm beyond it shown (broken), corrected as margins.c says. Without a margin: broken when
 * harm is shown, else held in the weaker sense that none is. While the experiment runs (anytime)
 * the always-valid interval takes the place of the tests. */
#include "analysis/margins.h"
#include "analysis/strata.h"
#include "analysis/withheld.h"
#include "base/number.h"

static hl_noninferiority margin_within(hl_context *context, const hl_margin_test *test)
{
    size_t count = 0;
    const hl_comparison *c = test->comparison;
    bool up = context->metrics[test->metric].metric->goal == HL_GOAL_INCREASE;
    hl_two_arms *strata = hl_analysis__strata(context, test->metric, c->control, c->arm, &count);
    if (strata == NULL)
        return (hl_noninferiority){HL_NAN, HL_NAN};
    return hl_stats__mh_margin(strata, count, fabs(test->margin.shift), test->margin.relative, up);
}

static hl_noninferiority margin_of(const hl_comparison_input *input, const hl_margin_test *test)
{
    const hl_comparison *c = test->comparison;
    return input->estimator->margin(&input->options, &input->samples[c->control],
                                    &input->samples[c->arm], fabs(test->margin.shift),
                                    test->margin.relative);
}

static void test_margin(hl_context *context, const hl_comparison_input *input, hl_margin_test *test)
{
    hl_noninferiority tests =
        context->strata == HL_STRATA_NONE ? margin_of(input, test) : margin_within(context, test);
    test->few = hl_analysis__has_few_units(context, test->metric, test->comparison);
    hl_analysis__take_margin(&tests, test);
}

/* No answer that is withheld, or between planned looks, is read as one that shows no harm. */
static hl_guard by_harm(const hl_context *context, size_t metric, const hl_comparison *comparison)
{
    double alpha = context->out->look_alpha;
    bool harm_is_increase = context->metrics[metric].metric->goal == HL_GOAL_DECREASE;
    if (isnan(alpha) || hl_analysis__has_few_units(context, metric, comparison) ||
        (context->design->inference != HL_INFER_ANYTIME && hl_analysis__is_withheld(comparison)))
        return HL_GUARD_UNDECIDED;
    double effect = comparison->difference.estimate;
    bool harmful = harm_is_increase ? effect > 0 : effect < 0;
    return harmful && comparison->p_effective_adjusted < alpha ? HL_GUARD_BROKEN : HL_GUARD_HELD;
}

/* The guardrail's comparisons: judged where it has no margin, else tested and added. */
static void take_guardrail(hl_context *context, size_t metric, hl_margin_tests *tests)
{
    const hl_metric_result *result = &context->metrics[metric];
    hl_margin margin = hl_analysis__margin_of(result->metric);
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    for (size_t k = 0; k < result->comparison_count && !context->failed; k++) {
        hl_comparison *comparison = &hl_analysis__open(result)[k];
        if (!margin.exists) {
            comparison->guard = by_harm(context, metric, comparison);
            continue;
        }
        hl_margin_test *test = &tests->list[tests->count++];
        *test = hl_analysis__margin_test(metric, 0, result->metric,
                                         &result->arms[comparison->control], comparison);
        test_margin(context, &input, test);
    }
}

void hl_analysis__guardrails(hl_context *context)
{
    size_t most = context->design->metric_count * context->design->arm_count;
    hl_margin_tests tests = {hl_analysis__array(context, most, sizeof *tests.list), 0};
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++)
        if (context->metrics[i].metric->role == HL_ROLE_GUARDRAIL)
            take_guardrail(context, i, &tests);
    if (!context->failed && tests.count > 0)
        hl_analysis__judge_margins(context, &tests);
}
