#include "log/again.h"

bool hl_log__is_another(const hl_log_event *a, const hl_log_event *b)
{
    return b->at_utc_ms > a->at_utc_ms && a->user == b->user && a->type == b->type && a->valued &&
           b->valued && a->value != 0 && b->value != 0;
}

bool hl_log__is_of_same_value(const hl_log_event *a, const hl_log_event *b)
{
    return hl_log__is_another(a, b) && a->value == b->value;
}

/* Two systems differ by seconds, or in the hours of their zone. */
static bool is_by_another_clock(int64_t apart, int64_t soon)
{
    const int64_t hour = 3600000, about = 2000, farthest = 14 * hour + about;
    int64_t beside = (apart + about) % hour;
    return apart <= soon || (apart <= farthest && beside <= 2 * about);
}

bool hl_log__is_again(const hl_log_event *a, const hl_log_event *b)
{
    const int64_t hour = 3600000;
    return hl_log__is_of_same_value(a, b) && is_by_another_clock(b->at_utc_ms - a->at_utc_ms, hour);
}

bool hl_log__is_nearly_again(const hl_log_event *a, const hl_log_event *b)
{
    const int64_t soon = 120000;
    if (!hl_log__is_another(a, b) || a->value == b->value || (a->value < 0) != (b->value < 0))
        return false;
    hl_i128 x = a->value < 0 ? -a->value : a->value, y = b->value < 0 ? -b->value : b->value;
    return 10 * (x < y ? x : y) >= 7 * (x < y ? y : x) &&
           is_by_another_clock(b->at_utc_ms - a->at_utc_ms, soon);
}
