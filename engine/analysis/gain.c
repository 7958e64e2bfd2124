/* How large a gain the data leave room for, on the primary metrics: the end of the lift's interval
 * in the goal's direction, of the inference that counts, at alpha shared by all primary metrics and
 * arms (Bonferroni; alpha itself where nothing is corrected). A larger gain is excluded: the test
 * of non-superiority that the interval inverts rejects it, one-sided at half of that level; an
 * always-valid interval promises the level for both sides together, so that is what is said.
 *
 * Few units exclude nothing: neither where the answer is withheld, nor where there is none, nor
 * where counts are so small that an exact test stands beside: it is of no difference, and there is
 * none of a gain. */
#include "analysis/gain.h"

#include "analysis/effect.h"
#include "analysis/margins.h"
#include "analysis/strata.h"
#include "analysis/withheld.h"
#include "base/number.h"

static size_t questions_of(const hl_context *context)
{
    size_t count = 0;
    if (context->design->correction == HL_CORRECT_NONE)
        return 1;
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY)
            count += context->metrics[m].comparison_count;
    return count;
}

static bool is_evidence(const hl_context *context, size_t metric, const hl_comparison *c)
{
    if (hl_analysis__has_few_units(context, metric, c))
        return false;
    if (context->design->inference == HL_INFER_ANYTIME)
        return !isnan(c->anytime.p);
    return hl_analysis__is_answered(c) && !hl_analysis__is_withheld(c) &&
           !(c->flags & HL_FLAG_SMALL_COUNTS);
}

/* The comparison at another level; as it is where that is its own. */
static hl_comparison at_level(hl_context *context, size_t metric, const hl_comparison *c,
                              double level)
{
    hl_comparison out = *c;
    if (level == context->out->look_alpha)
        return out;
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    if (context->failed)
        return out;
    input.options.conf = 1 - level;
    hl_analysis__compare(&input, c->arm, c->control, &out);
    hl_sequence_design design =
        hl_analysis__sequence_design(context, input.options.metric, c->arm, c->control);
    if (context->design->inference == HL_INFER_ANYTIME)
        hl_analysis__anytime(&input.options, input.estimator, &input.samples[c->control],
                             &input.samples[c->arm], &design, &out);
    if (context->strata != HL_STRATA_NONE)
        hl_analysis__compare_within(context, metric, input.options.conf, &out);
    return out;
}

/* The best that the interval holds: a gain is a rise or a fall, as the goal says. NaN without an
 * end there, and where a negative control turns signs round. */
static double best_of(const hl_context *context, const hl_comparison *c, hl_metric_goal goal)
{
    hl_counting counts = hl_comparison_counting(c, context->design->inference);
    double end = goal == HL_GOAL_INCREASE ? counts.lift.high : -counts.lift.low;
    bool turned = c->lift.estimate * c->difference.estimate < 0;
    return counts.exclusive || turned || !isfinite(end) || !isfinite(counts.lift.estimate) ? HL_NAN
                                                                                           : end;
}

static void set_gain(hl_context *context, size_t metric, size_t among, hl_comparison *c)
{
    const hl_metric *of = context->metrics[metric].metric;
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    double level = hl_analysis__level_among(context, among);
    if (!(level > 0) || !is_evidence(context, metric, c))
        return;
    hl_comparison at = at_level(context, metric, c, level);
    c->gain.above = best_of(context, &at, of->goal);
    c->gain.level = isnan(c->gain.above) ? HL_NAN : anytime ? level : level / 2;
    c->gain.worth_excluded = c->gain.above < of->worth;
}

void hl_analysis__gains(hl_context *context)
{
    size_t among = questions_of(context);
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++)
            if (result->metric->role == HL_ROLE_PRIMARY)
                set_gain(context, m, among, &hl_analysis__open(result)[i]);
    }
}
