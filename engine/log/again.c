#include "log/again.h"

bool hl_log__is_again(const hl_log_event *a, const hl_log_event *b)
{
    const int64_t hour = 3600000, soon = 120000, about = 2000, farthest = 14 * hour + about;
    int64_t apart = b->at_utc_ms - a->at_utc_ms, beside = (apart + about) % hour;
    if (apart <= 0 || a->user != b->user || a->type != b->type || !a->valued || !b->valued ||
        a->value != b->value || a->value == 0)
        return false;
    return apart <= soon || (apart >= hour - about && apart <= farthest && beside <= 2 * about);
}
