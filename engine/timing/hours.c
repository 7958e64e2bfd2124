#include "timing/hours.h"

enum { HOUR_MS = 3600000, MINUTE_MS = 60000 };

static int64_t bound(const hl_zone *zone, int64_t ms, bool is_local)
{
    return is_local ? hl_base__zone_instant(zone, ms) : ms;
}

static int64_t local(const hl_zone *zone, int64_t utc_ms)
{
    return utc_ms + (int64_t)hl_base__zone_offset(zone, utc_ms) * 1000;
}

/* The part of the local hour that begins at hour_ms, if there is one that day. */
static bool part_of(const hl_zone *zone, int64_t hour_ms, int64_t from, int64_t to,
                    hl_timing_hour *out)
{
    int64_t start = hl_base__zone_instant(zone, hour_ms);
    int64_t end = start + HOUR_MS;
    if (local(zone, start) != hour_ms)
        return false;
    out->from_ms = start > from ? start : from;
    out->until_ms = end < to ? end : to;
    return out->until_ms - out->from_ms >= MINUTE_MS;
}

static hl_status narrow(const hl_zone *zone, const hl_timing_choose_options *options,
                        hl_timing_hour *hour, hl_error *err)
{
    return options->open == NULL ? HL_OK
                                 : options->open(options->open_context, hl_base__zone_name(zone),
                                                 &hour->from_ms, &hour->until_ms, err);
}

hl_status hl_timing__hours(const hl_zone *zone, const hl_timing_choose_options *options,
                           const bool legal[24], hl_timing_hour out[HL_TIMING_SLOTS], size_t *count,
                           hl_error *err)
{
    bool seen[HL_TIMING_SLOTS] = {false};
    int64_t from = bound(zone, options->from_ms, options->from_is_local);
    int64_t to = bound(zone, options->to_ms, options->to_is_local);
    from = from > options->now_utc_ms ? from : options->now_utc_ms;
    *count = 0;
    int64_t first = hl_base__zone_day(zone, from) * HL_DAY_MS;
    hl_status status = HL_OK;
    /* eight days hold every slot, the first one in part */
    for (int64_t hour_ms = first; status == HL_OK && hour_ms < first + 8 * HL_DAY_MS;
         hour_ms += HOUR_MS) {
        hl_timing_hour h = {.day = hl_base__civil_day_of(hour_ms)};
        int hour = (int)((hour_ms - h.day * HL_DAY_MS) / HOUR_MS);
        h.slot = hl_base__civil_weekday(h.day) * 24 + hour;
        if (!legal[hour] || seen[h.slot] || !part_of(zone, hour_ms, from, to, &h))
            continue;
        status = narrow(zone, options, &h, err);
        if (h.until_ms - h.from_ms < MINUTE_MS)
            continue;
        seen[h.slot] = true;
        out[(*count)++] = h;
    }
    return status;
}

hl_status hl_timing__special_days(const hl_special_day *days, size_t count, hl_days *out,
                                  hl_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!hl_calendar__days_add(out,
                                   hl_base__civil_days(days[i].year, days[i].month, days[i].day),
                                   days[i].working))
            return hl_error_memory(err);
    hl_calendar__days_sort(out);
    return HL_OK;
}
