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

bool hl_log__is_again(const hl_log_event *a, const hl_log_event *b)
{
    const int64_t hour = 3600000, about = 2000, farthest = 14 * hour + about;
    int64_t apart = b->at_utc_ms - a->at_utc_ms, beside = (apart + about) % hour;
    return hl_log__is_of_same_value(a, b) &&
           (apart <= hour || (apart <= farthest && beside <= 2 * about));
}
