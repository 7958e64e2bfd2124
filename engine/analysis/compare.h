/* One metric in one split: its moments by arm, and the estimator that reads them. */
#ifndef HL_ANALYSIS_COMPARE_H
#define HL_ANALYSIS_COMPARE_H

#include "analysis/context.h"
#include "analysis/estimator.h"

typedef struct hl_comparison_input {
    hl_estimator_options options;
    const hl_estimator *estimator;
    hl_moments *samples; /* by arm */
    hl_flags flags;
} hl_comparison_input;

hl_estimator_options hl_analysis__estimator_options(const hl_context *context, size_t metric);
/* samples is NULL after setting failed. */
hl_comparison_input hl_analysis__comparison_input(hl_context *context, size_t metric,
                                                  uint32_t split);
const hl_arm_estimate *hl_analysis__arm_estimates(hl_context *context,
                                                  const hl_comparison_input *input);
/* One arm against another, without the exact test and the always-valid view. */
void hl_analysis__compare(const hl_comparison_input *input, size_t arm, size_t control,
                          hl_comparison *out);
/* What the design says of the always-valid view of an arm against another. */
hl_sequence_design hl_analysis__sequence_design(const hl_context *context, const hl_metric *metric,
                                                size_t arm, size_t control);
/* One arm against the design's control, with the exact test beside small counts and the
 * always-valid view. */
void hl_analysis__compare_with_control(hl_context *context, const hl_comparison_input *input,
                                       size_t arm, hl_comparison *out);
/* Every arm against the design's control; *count of them. */
hl_comparison *hl_analysis__comparisons(hl_context *context, const hl_comparison_input *input,
                                        size_t *count);
/* The comparisons of a metric's result, to be completed by a later step. */
hl_comparison *hl_analysis__open(const hl_metric_result *result);

/* Pools the segments of one dimension and metric: shrunk lifts, and one interaction per arm.
 * strata: for each comparison those of all segments; means may become effective counts. */
void hl_analysis__meta_analysis(hl_context *context, hl_segment_result *segments, size_t count,
                                hl_two_arms *strata);

/* Replaces p_adjusted of a family by Dunnett's, with simultaneous intervals. */
void hl_analysis__dunnett(hl_context *context, hl_metric_role role);

#endif
