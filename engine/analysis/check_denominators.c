/* What a metric is counted over, where the arm itself moves it: a ratio whose denominator is an
 * outcome (amounts per buyer, clicks per opener), a delay, which those alone have who came. Arms
 * were drawn alike, so the denominator per unit, or the share that has a value, is alike in them
 * unless the treatment changes it; then other people are in it, and a difference of the metric may
 * be of who is in it alone (Rosenbaum 1984, JRSS A 147:656-666): an arm that wins many small
 * orders has a smaller order on average. Told where p, times the pairs of arms, is below 0.001, and
 * where the metric decides a reason of the verdict; a warning, as what a visit, or a message,
 * brings may be what is asked. docs/statistics/losses.md */
#include "analysis/data_checks.h"
#include "analysis/planned_look.h"
#include "base/number.h"
#include "stats/student_t.h"

static const double few = 20; /* units of an arm, and of them that have a value */

/* Of what a metric is counted over, per unit. */
typedef struct base {
    double n, mean, variance; /* of the mean */
} base;

static base base_of_ratio(const hl_moments *m)
{
    double n = (double)m->n, mean = m->sum[1] / n;
    return (base){n, mean, (m->product[1][1] / n - mean * mean) / (n - 1)};
}

static base base_of_delay(const hl_context *context, size_t metric, uint32_t arm,
                          const hl_moments *m)
{
    double n = (double)hl_analysis__count(context, arm, HL_COUNT_ENROLLED,
                                          hl_analysis__read_until(context, metric));
    double share = n > 0 ? (double)m->n / n : HL_NAN;
    return (base){(double)m->n >= few ? n : 0, share, share * (1 - share) / n};
}

static bool is_delay(const hl_metric *metric)
{
    return metric->value == HL_VALUE_OF_FIRST_DELAY && metric->per == HL_PER_UNIT &&
           metric->kind != HL_METRIC_RATIO;
}

static base base_of(const hl_context *context, size_t metric, uint32_t arm, const hl_moments *m)
{
    return is_delay(&context->design->metrics[metric]) ? base_of_delay(context, metric, arm, m)
                                                       : base_of_ratio(m);
}

static void compare(hl_context *context, size_t metric, uint32_t arm, const base *control,
                    const base *treated)
{
    double pairs = (double)context->design->arm_count - 1;
    double se = sqrt(control->variance + treated->variance);
    double p = pairs * 2 * hl_stats__z_upper(fabs(treated->mean - control->mean) / se);
    if (!(fmin(control->n, treated->n) >= few) || !(control->mean > 0) || !(p < HL_SRM_BLOCKS))
        return;
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_DENOMINATORS_DIFFER, metric, arm);
    finding.other = context->design->control;
    finding.share = fabs(treated->mean / control->mean - 1);
    finding.p = p;
    hl_analysis__check(context, HL_CHECK_DENOMINATORS, HL_CHECK_WARN, &finding);
}

void hl_analysis__check_denominators(hl_context *context)
{
    const hl_design *design = context->design;
    for (size_t m = 0; m < design->metric_count && !context->failed; m++) {
        const hl_metric *metric = &design->metrics[m];
        bool ratio = metric->kind == HL_METRIC_RATIO && metric->per == HL_PER_UNIT;
        const hl_moments *arms =
            ratio || is_delay(metric) ? hl_analysis__moments(context, m, 0) : NULL;
        if (arms == NULL)
            continue;
        base control = base_of(context, m, (uint32_t)design->control, &arms[design->control]);
        for (uint32_t i = 0; i < design->arm_count; i++) {
            base treated = base_of(context, m, i, &arms[i]);
            if (i != design->control)
                compare(context, m, i, &control, &treated);
        }
    }
}
