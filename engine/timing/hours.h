/* Legal hours that lie in a span of time, by the clock of a zone. */
#ifndef HL_TIMING_HOURS_H
#define HL_TIMING_HOURS_H

#include "base/zone.h"
#include "hookline/timing.h"

/* An hour in which a touch may go: the part of it that lies in the span. */
typedef struct hl_timing_hour {
    int slot;
    int64_t from_ms, until_ms; /* UTC, half open; at least a minute */
} hl_timing_hour;

/* The first hour of every slot that has one in the span of the options; at most HL_TIMING_SLOTS.
 * Returns how many. An hour that the clocks skip is none. */
size_t hl_timing__hours(const hl_zone *zone, const hl_timing_choose_options *options,
                        const bool legal[24], hl_timing_hour out[HL_TIMING_SLOTS]);

#endif
