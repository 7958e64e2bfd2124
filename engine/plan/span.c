#include "plan/span.h"

#include "hookline/plan.h"

enum { MINUTE_MS = 60000 };

static int64_t local_of(const hl_zone *zone, int64_t utc_ms)
{
    return utc_ms + (int64_t)hl_base__zone_offset(zone, utc_ms) * 1000;
}

hl_local_time hl_plan__local_time(const hl_zone *zone, int64_t utc_ms)
{
    bool none = utc_ms == HL_PLAN_OPEN || utc_ms == HL_PLAN_NONE;
    return (hl_local_time){utc_ms, none ? 0 : hl_base__zone_offset(zone, utc_ms)};
}

/* The same time of day, months later; the last of the month when it is shorter. */
static int64_t add_months(int64_t local_ms, int32_t months)
{
    hl_civil c = hl_base__civil_from_ms(local_ms);
    int32_t total = c.year * 12 + (c.month - 1) + months;
    c.year = total / 12;
    c.month = total % 12 + 1;
    int32_t length = hl_base__civil_month_length(c.year, c.month);
    c.day = c.day > length ? length : c.day;
    return hl_base__civil_ms(&c);
}

static int64_t move(const hl_zone *zone, int64_t utc_ms, const hl_span *span, int32_t sign)
{
    if (span->months != 0 || span->days != 0) {
        int64_t local = local_of(zone, utc_ms);
        if (span->months != 0)
            local = add_months(local, sign * span->months);
        utc_ms = hl_base__zone_instant(zone, local + sign * (int64_t)span->days * HL_DAY_MS);
    }
    return utc_ms + sign * span->ms;
}

int64_t hl_plan__span_after(const hl_zone *zone, int64_t utc_ms, const hl_span *span)
{
    return move(zone, utc_ms, span, 1);
}

int64_t hl_plan__span_before(const hl_zone *zone, int64_t utc_ms, const hl_span *span)
{
    return move(zone, utc_ms, span, -1);
}

int64_t hl_plan__period_start(const hl_zone *zone, hl_period period, int64_t number)
{
    if (period == HL_PERIOD_MINUTE)
        return number * MINUTE_MS;
    int64_t day = number;
    if (period == HL_PERIOD_WEEK)
        day = number * 7 - 3; /* 1970-01-01 was a Thursday */
    else if (period == HL_PERIOD_MONTH)
        day = hl_base__civil_days((int32_t)(1970 + number / 12), (int32_t)(number % 12) + 1, 1);
    return hl_base__zone_instant(zone, day * HL_DAY_MS);
}

int64_t hl_plan__period_at(const hl_zone *zone, hl_period period, int64_t utc_ms, int64_t *from,
                           int64_t *to)
{
    int64_t number = utc_ms / MINUTE_MS;
    if (period != HL_PERIOD_MINUTE) {
        int64_t day = hl_base__civil_day_of(local_of(zone, utc_ms));
        hl_civil c = hl_base__civil_from_ms(day * HL_DAY_MS);
        number = period == HL_PERIOD_DAY    ? day
                 : period == HL_PERIOD_WEEK ? (day + 3) / 7
                                            : (int64_t)(c.year - 1970) * 12 + c.month - 1;
    }
    *from = hl_plan__period_start(zone, period, number);
    *to = hl_plan__period_start(zone, period, number + 1);
    return number;
}

int32_t hl_plan__minute_of_day(const hl_zone *zone, int64_t utc_ms)
{
    int64_t local = local_of(zone, utc_ms);
    return (int32_t)((local - hl_base__civil_day_of(local) * HL_DAY_MS) / MINUTE_MS);
}

bool hl_plan__is_dark(const hl_zone *zone, int64_t utc_ms)
{
    enum { MORNING = 8, EVENING = 22 };
    int32_t hour = hl_plan__minute_of_day(zone, utc_ms) / 60;
    return hour < MORNING || hour >= EVENING;
}

int64_t hl_plan__recurs_until(const hl_zone *zone, const hl_hook *hook, int64_t anchor_ms)
{
    int64_t from = 0;
    int64_t to = 0;
    if (hook->expiry.present)
        return hl_plan__span_after(zone, anchor_ms, &hook->expiry);
    (void)hl_plan__period_at(zone, HL_PERIOD_DAY, anchor_ms, &from, &to);
    return to;
}
