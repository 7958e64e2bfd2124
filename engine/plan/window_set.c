#include "plan/window_set.h"

#include "plan/french_holidays.h"

enum { MINUTE_MS = 60000 };

static bool starts_on(const hl_window *window, const hl_days *days, int64_t day)
{
    if ((window->days >> hl_base__civil_weekday(day) & 1U) == 0)
        return false;
    if (window->kind == HL_DAYS_FRENCH)
        return hl_plan__is_french_holiday(day);
    return window->kind == HL_DAYS_ALL ||
           hl_calendar__days_works(days, day) == (window->kind == HL_DAYS_WORKING);
}

/* Within one range of one offset local time runs evenly, so days are plain arithmetic. */
static void add_range(const hl_window *window, const hl_days *days, hl_interval range,
                      int64_t offset_ms, hl_intervals *out)
{
    bool overnight = window->to_minutes < window->from_minutes;
    int64_t open = (int64_t)window->from_minutes * MINUTE_MS;
    int64_t close = (int64_t)window->to_minutes * MINUTE_MS + (overnight ? HL_DAY_MS : 0);
    int64_t day = hl_base__civil_day_of(range.from + offset_ms) - (overnight ? 1 : 0);
    int64_t last = hl_base__civil_day_of(range.to - 1 + offset_ms);
    for (; day <= last; day++) {
        if (!starts_on(window, days, day))
            continue;
        int64_t from = day * HL_DAY_MS + open - offset_ms;
        int64_t to = day * HL_DAY_MS + close - offset_ms;
        hl_plan__intervals_add(out, from > range.from ? from : range.from,
                               to < range.to ? to : range.to);
    }
}

void hl_plan__window_set(const hl_window *window, const hl_zone *zone, const hl_days *days,
                         hl_interval within, hl_intervals *out)
{
    for (int64_t at = within.from; at < within.to;) {
        int64_t from = 0;
        int64_t until = 0;
        int32_t offset = hl_base__zone_offset_range(zone, at, &from, &until);
        int64_t to = until < within.to ? until : within.to;
        add_range(window, days, (hl_interval){at, to}, (int64_t)offset * 1000, out);
        at = to;
    }
}
