/* Hours that end at 23:59, where others begin at 00:00, leave one minute of the day out: whatever
 * quiet hours held back all evening goes out in it. */
#include "config/draft.h"

enum { LAST_MINUTE = 23 * 60 + 59 };

static bool goes_on(const hl_window *of, size_t count, const hl_window *ended)
{
    for (size_t i = 0; i < count; i++)
        if (of[i].from_minutes == (ended->to_minutes + 1) % (24 * 60) && &of[i] != ended)
            return true;
    return false;
}

static void remark_quiet(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *list = hl_base__value_get(document, "quiet_hours");
    for (size_t i = 0; list != NULL && i < list->count && i < x->quiet_count; i++) {
        const hl_window *one = &x->quiet[i];
        bool hole = goes_on(x->quiet, x->quiet_count, one);
        if (!hole && one->to_minutes != LAST_MINUTE)
            continue;
        hl_config__enter(decoder, "quiet_hours", 0);
        hl_config__enter(decoder, NULL, i);
        if (one->to_minutes == LAST_MINUTE)
            hl_config__warn_at(decoder, &list->items[i], "to",
                               "the minute from 23:59 on is not quiet, and all that waits goes out "
                               "in it: 24:00?");
        else
            hl_config__warn_at(decoder, &list->items[i], "to",
                               "one minute lies between these quiet hours and the next ones, and "
                               "all that waits goes out in it: %02d:%02d?",
                               (int)(one->to_minutes + 1) / 60, (int)(one->to_minutes + 1) % 60);
        hl_config__leave(decoder);
        hl_config__leave(decoder);
    }
}

static void remark_windows(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *windows = hl_base__value_get(document, "windows");
    hl_config__enter(decoder, "windows", 0);
    for (size_t i = 0; windows != NULL && i < x->window_count; i++) {
        if (x->windows[i].to_minutes != LAST_MINUTE)
            continue;
        hl_config__enter(decoder, x->windows[i].name, 0);
        hl_config__warn_at(decoder, hl_base__value_get(windows, x->windows[i].name), "to",
                           "the last minute of the day is not in it: 24:00?");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

void hl_config__remark_last_minute(hl_decoder *decoder, const hl_value *document,
                                   const hl_experiment *x)
{
    remark_quiet(decoder, document, x);
    remark_windows(decoder, document, x);
}
