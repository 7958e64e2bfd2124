/* Touch by touch, when what a metric asks for came: the attribution of reports (attribution.h)
 * among the touches that went out. */
#ifndef HL_LOG_TOUCH_OUTCOMES_H
#define HL_LOG_TOUCH_OUTCOMES_H

#include "log/attribution.h"

/* Zeroed = empty and ready; used again by the next user. */
typedef struct hl_log_outcomes {
    int64_t *came_utc_ms; /* of each touch that was given: the first event, or HL_LOG_NO_TIME */
    size_t capacity;
    void *scratch;
    size_t scratch_size;
} hl_log_outcomes;

/* Of one user: for every touch of the experiment when the first event of the metric, which is yes
 * or no, lies in its window; HL_LOG_NO_TIME where none does, for touches of others and those
 * without a sent_utc_ms. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_log__touch_outcomes(uint32_t experiment, const hl_log_metric *metric,
                                              const hl_log_touch *touches, size_t touch_count,
                                              const hl_log_event *events, size_t event_count,
                                              hl_log_outcomes *out, hl_error *err);
void hl_log__outcomes_free(hl_log_outcomes *outcomes);

#endif
