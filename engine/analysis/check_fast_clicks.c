/* Clicks within two seconds of delivery: link scanners of mail and chat gateways rather than
 * people. Reported with the share of them that, taken out of the clicks in every arm alike, would
 * change the conclusion of a metric that counts clicks. */
#include <string.h>

#include "analysis/compare.h"
#include "analysis/data_checks.h"
#include "base/number.h"

enum { STEPS = 50 };

/* The sample with `clicks` clicks fewer; products shrink in proportion. */
static void take_out(hl_moments *m, double clicks)
{
    double rest = m->sum[0] > clicks ? (m->sum[0] - clicks) / m->sum[0] : 0;
    m->sum[0] *= rest;
    m->mean[0] *= rest;
    m->product[0][1] *= rest;
    m->product[1][0] *= rest;
    m->product[0][0] *= rest * rest;
    m->within *= rest;
}

/* The sign of what is concluded: +1 higher, -1 lower, 0 nothing shown. The level is that of a
 * single comparison that would just be shown now, so that the answer is about the clicks alone. */
static int conclusion(const hl_comparison_input *input, size_t arm, size_t control, double level)
{
    hl_comparison view;
    hl_analysis__compare(input, arm, control, &view);
    if (!(view.p < level))
        return 0;
    return view.difference.estimate > 0 ? 1 : -1;
}

/* The smallest share of fast clicks whose loss changes the conclusion; NaN when none does. */
static double flipping_share(hl_context *context, const hl_comparison_input *input,
                             const hl_comparison *comparison, const double *fast)
{
    size_t arms = context->design->arm_count;
    hl_moments *reduced = hl_analysis__array(context, arms, sizeof *reduced);
    if (reduced == NULL)
        return HL_NAN;
    double level = context->out->look_alpha * comparison->p / comparison->p_adjusted;
    if (!(level > 0))
        level = context->out->look_alpha;
    hl_comparison_input changed = *input;
    changed.samples = reduced;
    int now = conclusion(input, comparison->arm, comparison->control, level);
    for (int step = 1; now != 0 && step <= STEPS; step++) {
        memcpy(reduced, input->samples, arms * sizeof *reduced);
        double share = (double)step / STEPS;
        take_out(&reduced[comparison->arm], share * fast[comparison->arm]);
        take_out(&reduced[comparison->control], share * fast[comparison->control]);
        if (conclusion(&changed, comparison->arm, comparison->control, level) != now)
            return share;
    }
    return HL_NAN;
}

/* The click metric and arm whose conclusion falls first; metric alone where none does. */
static void find_flip(hl_context *context, const double *fast, hl_finding *finding)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric_result *result = &context->metrics[m];
        if (result->metric->event == NULL || strcmp(result->metric->event, "click") != 0 ||
            result->metric->kind != HL_METRIC_PROPORTION)
            continue;
        hl_comparison_input input = hl_analysis__comparison_input(context, m, 0);
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            if (!(comparison->p_effective_adjusted < context->out->look_alpha))
                continue;
            double share = flipping_share(context, &input, comparison, fast);
            bool first = isnan(finding->share_needed);
            if (first)
                finding->metric = m;
            if (!(share < finding->share_needed || (first && !isnan(share))))
                continue;
            finding->metric = m;
            finding->arm = comparison->arm;
            finding->share_needed = share;
        }
    }
}

void hl_analysis__check_fast_clicks(hl_context *context)
{
    double *fast = hl_analysis__counts(context, HL_COUNT_FAST_CLICKS);
    double touches = (double)hl_analysis__counter_total(context, HL_COUNT_TOUCHES);
    hl_finding finding = hl_analysis__finding(HL_FOUND_FAST_CLICKS);
    finding.n = (double)hl_analysis__counter_total(context, HL_COUNT_FAST_CLICKS);
    if (context->failed || !(finding.n > 0))
        return;
    finding.limit = HL_CELLS_FAST_CLICK_MS / 1000.0;
    if (touches > 0)
        finding.share = finding.n / touches;
    if (context->strata == HL_STRATA_NONE) /* clicks cannot be taken out of single days */
        find_flip(context, fast, &finding);
    if (finding.metric != SIZE_MAX)
        finding.code =
            finding.arm == SIZE_MAX ? HL_FOUND_FAST_CLICKS_HOLD : HL_FOUND_FAST_CLICKS_FLIP;
    hl_analysis__check(context, HL_CHECK_FAST_CLICKS, HL_CHECK_WARN, &finding);
}
