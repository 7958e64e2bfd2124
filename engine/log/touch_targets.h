/* What a request for touches means in a store: experiments, their metrics, and the segment. */
#ifndef HL_LOG_TOUCH_TARGETS_H
#define HL_LOG_TOUCH_TARGETS_H

#include "hookline/store_timing.h"
#include "log/experiments.h"

typedef struct hl_log_touch_target {
    const hl_log_experiment *x; /* borrowed from the store */
    const hl_log_metric *metric;
    const hl_log_metric *guardrail; /* NULL: not asked for, or the experiment has none such */
    hl_predicate *segment; /* of the definition; NULL: it is an attribute, or not asked for */
} hl_log_touch_target;

typedef struct hl_log_touch_targets {
    size_t count;
    hl_log_touch_target *list; /* by name */
} hl_log_touch_targets;

/* In the open transaction. HL_REJECTED: problems have all that is wrong. What was filled in is
 * freed by hl_log__touch_targets_free, also after a failure. */
HL_NODISCARD hl_status hl_log__touch_targets(hl_store *store, const hl_touches_request *request,
                                             hl_problems *problems, hl_log_touch_targets *out,
                                             hl_error *err);
void hl_log__touch_targets_free(hl_log_touch_targets *targets);
/* NULL: no touches of that experiment (the number of its name) are asked for. */
const hl_log_touch_target *hl_log__touch_target(const hl_log_touch_targets *targets,
                                                uint32_t experiment);

#endif
