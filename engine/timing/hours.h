/* Legal hours that lie in a span of time, by the clock of a zone. */
#ifndef HL_TIMING_HOURS_H
#define HL_TIMING_HOURS_H

#include "base/zone.h"
#include "calendar/days.h"
#include "hookline/timing.h"

/* An hour in which a touch may go: the part of it that lies in the span. */
typedef struct hl_timing_hour {
    int slot;
    int64_t day;               /* since 1970-01-01, local */
    int64_t from_ms, until_ms; /* UTC, half open; at least a minute */
} hl_timing_hour;

/* The first hour of every slot that has one in the span of the options; at most HL_TIMING_SLOTS,
 * *count of them. An hour that the clocks skip is none. Fails where the options' open does. */
HL_NODISCARD hl_status hl_timing__hours(const hl_zone *zone,
                                        const hl_timing_choose_options *options,
                                        const bool legal[24], hl_timing_hour out[HL_TIMING_SLOTS],
                                        size_t *count, hl_error *err);

/* Days of a definition, sorted. The caller frees them, also after a failure. */
HL_NODISCARD hl_status hl_timing__special_days(const hl_special_day *days, size_t count,
                                               hl_days *out, hl_error *err);

#endif
