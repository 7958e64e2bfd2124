#include "base/moment.h"

hl_moment hl_base__moment_read(const char *text, size_t length)
{
    hl_moment m = {.fault = HL_TIME_FINE};
    int64_t at = 0;
    int64_t offset = 0;
    m.form = hl_base__time_read_offset(NULL, text, length, &at, &offset, &m.fault);
    m.utc_ms = at;
    m.clock_ms = at + offset;
    return m;
}

int hl_base__moment_order(const hl_moment *a, const hl_moment *b)
{
    bool instants = a->form == HL_TIME_INSTANT && b->form == HL_TIME_INSTANT;
    int64_t x = instants ? a->utc_ms : a->clock_ms;
    int64_t y = instants ? b->utc_ms : b->clock_ms;
    return (x > y) - (x < y);
}

/* The shortest date is "3/1/26". */
bool hl_base__is_date_like(const char *text, size_t length)
{
    enum { SHORTEST = 6 };
    bool mark = false;
    for (size_t i = 0; i < length && !mark; i++)
        mark = text[i] < '0' || text[i] > '9';
    return mark && length >= SHORTEST && text[0] >= '0' && text[0] <= '9';
}

bool hl_base__is_open_time(hl_time_fault fault)
{
    static const bool open[HL_TIME_FAULTS] = {
        [HL_TIME_ORDER] = true,      [HL_TIME_DAY_FIRST] = true, [HL_TIME_MONTH_FIRST] = true,
        [HL_TIME_SHORT_YEAR] = true, [HL_TIME_SERIAL] = true,    [HL_TIME_SECONDS] = true,
        [HL_TIME_ROUNDED] = true};
    return open[fault];
}
