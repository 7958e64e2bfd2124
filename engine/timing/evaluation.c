#include "timing/evaluation.h"

#include "base/number.h"

const char *hl_timing_overlap_name(hl_timing_overlap overlap)
{
    static const char *const names[] = {"ok", "not tried", "too few", "not drawn"};
    return names[overlap];
}

hl_timing_evaluation hl_timing__evaluation(const hl_timing_evaluate_options *options)
{
    const hl_estimate none = {HL_NAN, HL_NAN, HL_NAN};
    return (hl_timing_evaluation){.policy = options->policy,
                                  .logged = HL_NAN,
                                  .mean_weight = HL_NAN,
                                  .largest = HL_NAN,
                                  .ips = none,
                                  .snips = none,
                                  .doubly_robust = none,
                                  .adaptive = none,
                                  .anytime = none,
                                  .by_model = none,
                                  .gain = none};
}
