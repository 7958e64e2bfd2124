/* One effect over the segments of a dimension: random effects on the log ratio, shrunken lifts,
 * Cochran's Q. */
#include "stats/pooling.h"

#include "analysis/compare.h"
#include "base/number.h"

static hl_estimate as_lift(double estimate, double low, double high)
{
    return (hl_estimate){expm1(estimate), expm1(low), expm1(high)};
}

static void pool_arm(hl_context *context, hl_segment_result *segments, size_t count,
                     const hl_log_ratio *ratios, size_t which)
{
    size_t others = context->design->arm_count - 1;
    double *estimate = hl_analysis__array(context, 2 * count, sizeof *estimate);
    hl_shrunk *shrunk = hl_analysis__array(context, count, sizeof *shrunk);
    hl_interaction *out = hl_analysis__append(context, &context->interactions, sizeof *out);
    if (context->failed)
        return;
    for (size_t i = 0; i < count; i++) {
        estimate[i] = ratios[i * others + which].estimate;
        estimate[count + i] = sqrt(ratios[i * others + which].variance);
    }
    hl_pooling pooled =
        hl_stats__pool(estimate, estimate + count, count, hl_analysis__conf(context), shrunk);
    *out = (hl_interaction){.by = segments[0].by,
                            .metric = segments[0].metric,
                            .arm = segments[0].comparisons[which].arm,
                            .q = pooled.q,
                            .df = pooled.q_df,
                            .p = pooled.p,
                            .p_adjusted = HL_NAN,
                            .values = pooled.count,
                            .pooled = as_lift(pooled.mean, pooled.low, pooled.high),
                            .tau = sqrt(pooled.tau2),
                            .method = "cochran_q"};
    for (size_t i = 0; i < count; i++) {
        hl_estimate *lifts = (hl_estimate *)segments[i].shrunk_lift;
        lifts[which] = as_lift(shrunk[i].estimate, shrunk[i].low, shrunk[i].high);
    }
}

void hl_analysis__meta_analysis(hl_context *context, hl_segment_result *segments, size_t count,
                                const hl_log_ratio *ratios)
{
    for (size_t i = 0; i < segments[0].comparison_count && !context->failed; i++)
        pool_arm(context, segments, count, ratios, i);
}
