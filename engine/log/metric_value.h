/* What the events of one touch, or of one unit, make of a metric: an accumulator that takes events
 * in any order. */
#ifndef HL_LOG_METRIC_VALUE_H
#define HL_LOG_METRIC_VALUE_H

#include "base/wide.h"
#include "hookline/design.h"
#include "hookline/error.h"

typedef struct hl_log_accumulator {
    int64_t count;
    hl_i128 sum; /* attos */
    hl_i128 max; /* of the values, when count > 0 */
    int64_t first_at_utc_ms;
    int64_t first_delay_ms; /* of the event at first_at, from its touch */
} hl_log_accumulator;

/* One in attos: what a count or "yes" adds to a value. */
#define HL_LOG_ONE ((hl_i128)1000000000000000000)

/* False, and *sum as it was, when the sum is 10^20 or more: what a value of a unit may be, so that
 * there is room above it in 128 bits. Of single values it takes a hundred and one. */
bool hl_log__add_value(hl_i128 *sum, hl_i128 value);
/* False as hl_log__add_value. */
HL_NODISCARD bool hl_log__accumulate(hl_log_accumulator *sum, int64_t at_utc_ms, int64_t delay_ms,
                                     hl_i128 value);
/* The value in attos; false when there is none (a delay without an event). */
bool hl_log__accumulated(const hl_log_accumulator *sum, hl_metric_value kind, hl_i128 *out);
/* What the numerator of a metric is made of: proportions, retention and funnel steps ask whether
 * there was an event; the others say. */
hl_metric_value hl_log__numerator_value(const hl_metric *metric);

#endif
