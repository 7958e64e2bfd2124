#include "log/metric_value.h"

bool hl_log__add_value(hl_i128 *sum, hl_i128 value)
{
    const hl_i128 most = HL_LOG_ONE * HL_LOG_ONE * 100;
    hl_i128 total = 0;
    if (__builtin_add_overflow(*sum, value, &total) || total >= most || total <= -most)
        return false;
    *sum = total;
    return true;
}

bool hl_log__accumulate(hl_log_accumulator *sum, int64_t at_utc_ms, int64_t delay_ms, hl_i128 value)
{
    if (!hl_log__add_value(&sum->sum, value))
        return false;
    if (sum->count == 0 || value > sum->max)
        sum->max = value;
    bool earlier = sum->count == 0 || at_utc_ms < sum->first_at_utc_ms;
    /* of events of one instant the shortest delay, so that their order cannot matter */
    bool tied = sum->count > 0 && at_utc_ms == sum->first_at_utc_ms;
    if (earlier || (tied && delay_ms < sum->first_delay_ms)) {
        sum->first_at_utc_ms = at_utc_ms;
        sum->first_delay_ms = delay_ms;
    }
    sum->count++;
    return true;
}

/* Hours in attos, rounded half up: one hour is 3,600,000 ms and 10^18 / 3,600,000 is 10^13 / 36. */
static hl_i128 hours(int64_t ms)
{
    const hl_i128 ten13 = 10000000000000;
    return ((hl_i128)ms * ten13 + 18) / 36;
}

bool hl_log__accumulated(const hl_log_accumulator *sum, hl_metric_value kind, hl_i128 *out)
{
    *out = 0;
    switch (kind) {
    case HL_VALUE_OF_ANY:
        *out = sum->count > 0 ? HL_LOG_ONE : 0;
        return true;
    case HL_VALUE_OF_COUNT:
        *out = sum->count * HL_LOG_ONE;
        return true;
    case HL_VALUE_OF_SUM:
        *out = sum->sum;
        return true;
    case HL_VALUE_OF_MAX:
        *out = sum->count > 0 ? sum->max : 0;
        return true;
    case HL_VALUE_OF_FIRST_DELAY:
        *out = sum->count > 0 ? hours(sum->first_delay_ms) : 0;
        return sum->count > 0;
    }
    return false;
}

hl_metric_value hl_log__numerator_value(const hl_metric *metric)
{
    return hl_metric_is_rate(metric) ? HL_VALUE_OF_ANY : metric->value;
}
