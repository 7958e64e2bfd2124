/* Windows: weekdays and local hours in which a touch may go out. */
#include <stddef.h>

#include "config/decode.h"

static const char until_midnight[] = "24:00";

static const hl_config_field fields[] = {
    {.key = "days", .decode = hl_config__days},
    {.key = "from",
     .decode = hl_config__clock,
     .offset = offsetof(hl_window, from_minutes),
     .accepted = "a local time from 00:00 to 23:59",
     .required = true},
    {.key = "to",
     .decode = hl_config__clock,
     .offset = offsetof(hl_window, to_minutes),
     .more = until_midnight,
     .accepted = "a local time from 00:00 to 24:00",
     .required = true},
    {.key = "zone", .decode = hl_config__zone, .offset = offsetof(hl_window, zone)},
};

static const hl_window initial = {.days = 0x7F};

enum { LONG_NIGHT = 18 * 60 };

/* 00:00 as an end is midnight at the end of the day, except after a start at 00:00: whether that
 * means nothing or the whole day, only its author knows. */
static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    hl_window *window = record;
    bool sound = hl_config__sound(decoder, "from") && hl_config__sound(decoder, "to");
    if (sound && window->from_minutes == window->to_minutes)
        hl_config__error_at(decoder, value, "to",
                            "another time than from; \"00:00\" to \"24:00\" is the whole day",
                            "the window starts when it ends");
    int32_t open = window->to_minutes - window->from_minutes;
    if (sound && open < 0 && window->to_minutes > 0 && open + 1440 > LONG_NIGHT)
        hl_config__warn(
            decoder, value,
            "is open for more than 18 hours, over midnight: do 'from' and 'to' stand in "
            "each other's place?");
    if (window->to_minutes == 0)
        window->to_minutes = 1440;
}

const hl_config_record hl_config__window = {"a window",        fields,   HL_CONFIG_COUNT(fields),
                                            sizeof(hl_window), &initial, check};
