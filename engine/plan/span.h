/* Durations on the calendar: months and days are civil time in a zone (the same clock time some
 * days later, by RFC 5545 where that time does not exist or exists twice), the rest is elapsed. */
#ifndef HL_PLAN_SPAN_H
#define HL_PLAN_SPAN_H

#include "base/zone.h"
#include "hookline/definition.h"
#include "hookline/time.h"

int64_t hl_plan__span_after(const hl_zone *zone, int64_t utc_ms, const hl_span *span);
int64_t hl_plan__span_before(const hl_zone *zone, int64_t utc_ms, const hl_span *span);

/* Until when a recurring date lasts: anchor and the hook's expiry, else the end of its civil day.
 */
int64_t hl_plan__recurs_until(const hl_zone *zone, const hl_hook *hook, int64_t anchor_ms);

/* By the clock of the zone; offset 0 for HL_PLAN_OPEN and HL_PLAN_NONE. */
hl_local_time hl_plan__local_time(const hl_zone *zone, int64_t utc_ms);

/* [*from, *to) of the period (not HL_PERIOD_NONE) that the instant is in. Returns its number
 * (minutes, days, weeks, months since 1970). */
int64_t hl_plan__period_at(const hl_zone *zone, hl_period period, int64_t utc_ms, int64_t *from,
                           int64_t *to);
/* The instant at which the period of that number starts. */
int64_t hl_plan__period_start(const hl_zone *zone, hl_period period, int64_t number);

/* What the clock of the zone shows at an instant, 0 to 1439; and whether that is from 22:00 to
 * 08:00, when promotions disturb. */
int32_t hl_plan__minute_of_day(const hl_zone *zone, int64_t utc_ms);
bool hl_plan__is_dark(const hl_zone *zone, int64_t utc_ms);

#endif
