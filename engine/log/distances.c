#include "log/distances.h"

#include "base/civil.h"

int64_t hl_log__longest_window(const hl_log_rules *rules, uint32_t type)
{
    int64_t longest = 0;
    for (size_t i = 0; i < rules->metric_count; i++) {
        const hl_log_metric *m = &rules->metrics[i];
        if ((m->event == type || m->denominator == type) && m->metric->within_ms > longest)
            longest = m->metric->within_ms;
    }
    return longest;
}

/* ---- before the touch */

/* Whole weeks, so that hours and weekdays weigh alike whenever an arm is sent; at least one, and as
 * many as the longest window of the type's metrics takes. */
static int64_t reach_before(const hl_log_rules *rules, uint32_t type)
{
    const int64_t week = 7 * HL_DAY_MS;
    int64_t longest = hl_log__longest_window(rules, type);
    return longest == 0 ? week : (longest + week - 1) / week * week;
}

/* Beyond that: whole weeks too, so that what was misread by a month or by a year stands out from
 * what customers did in all the time before. */
hl_cells_counter hl_log__early_counter(const hl_log_rules *rules, uint32_t type, int64_t before)
{
    static const struct {
        int64_t weeks;
        hl_cells_counter counter;
    } reaches[] = {
        {5, HL_COUNT_EARLY_MONTH}, {51, HL_COUNT_EARLY_MONTHS}, {54, HL_COUNT_EARLY_YEAR}};
    if (before <= reach_before(rules, type))
        return HL_COUNT_EARLY;
    for (size_t i = 0; i < sizeof reaches / sizeof reaches[0]; i++)
        if (before <= reaches[i].weeks * 7 * HL_DAY_MS)
            return reaches[i].counter;
    return HL_COUNT_EARLY_LONG;
}

/* ---- behind the window */

/* The same day of a later month, or its last. */
static int64_t months_later(int64_t utc_ms, int32_t months)
{
    hl_civil civil = hl_base__civil_from_ms(utc_ms);
    civil.year += (civil.month - 1 + months) / 12;
    civil.month = (civil.month - 1 + months) % 12 + 1;
    int32_t last = hl_base__civil_month_length(civil.year, civil.month);
    civil.day = civil.day < last ? civil.day : last;
    return hl_base__civil_ms(&civil);
}

hl_cells_counter hl_log__months_counter(const hl_log_rules *rules, uint32_t type,
                                        int64_t touch_utc_ms, int64_t at_utc_ms)
{
    enum { MONTHS = 12 };
    const int64_t week = 7 * HL_DAY_MS;
    int64_t window = hl_log__longest_window(rules, type);
    window = window < week ? window : week;
    for (int32_t months = 1; months <= MONTHS && window > 0; months++) {
        int64_t behind = at_utc_ms - months_later(touch_utc_ms, months);
        if (behind >= 0 && behind <= window)
            return HL_COUNT_MONTHS_AFTER;
        if (behind >= -window && behind <= 2 * window)
            return HL_COUNT_BESIDE_MONTHS;
    }
    return HL_COUNTERS;
}
