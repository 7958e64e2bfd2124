/* What people and programs write in one field: times, durations, numbers, zones, names that are
 * shown. The first byte chooses. */
#include <string.h>

#include "base/number.h"
#include "base/wide.h"
#include "base/zone.h"
#include "hookline.h"
#include "tests/support/fuzz.h"

static void take_time(const char *text, size_t length)
{
    int64_t at = 0;
    hl_time_fault fault;
    char shown[HL_TIME_TEXT];
    for (int epoch = 0; epoch < 6; epoch++) {
        hl_time_style style = {.epoch = (hl_epoch)epoch, .order = (hl_date_order)(epoch % 3)};
        hl_time_form form = hl_base__time_read(&style, text, length, &at, &fault);
        if ((form == HL_TIME_INVALID) != (fault != HL_TIME_FINE))
            abort();
        if (form != HL_TIME_INVALID && hl_time_is_usual(at))
            (void)hl_base__time_text(at, 0, shown);
    }
    hl_duration duration;
    if (hl_base__duration_parse(text, length, &duration))
        (void)hl_base__duration_nominal_ms(&duration);
}

static void take_number(const char *text, size_t length)
{
    hl_i128 value = 0;
    hl_wide wide = {{0}};
    char shown[HL_WIDE_TEXT];
    if (hl_base__decimal_parse(text, length, &value) == HL_DECIMAL_EXACT)
        (void)hl_base__decimal_to_double(value);
    if (hl_base__wide_parse(text, length, &wide)) {
        hl_wide again;
        const char *written = hl_base__wide_text(&wide, shown);
        if (!hl_base__wide_parse(written, strlen(written), &again) ||
            hl_base__wide_compare(&wide, &again) != 0)
            abort();
    }
    for (int scale = 18; scale <= 36; scale += 18)
        if (hl_base__wide_from_decimal(text, length, scale, &wide)) {
            hl_wide again;
            const char *written = hl_base__wide_decimal_text(&wide, scale, shown);
            if (!hl_base__wide_from_decimal(written, strlen(written), scale, &again) ||
                hl_base__wide_compare(&wide, &again) != 0)
                abort();
        }
}

static void take_zone(const char *text, size_t length)
{
    static hl_zones *zones; /* kept: its memory is still to be reached at the end */
    const hl_zone *zone = NULL;
    const char *near = NULL;
    if (zones == NULL)
        zones = hl_base__zones_new(NULL);
    if (hl_base__zones_find(zones, text, length, &zone) != HL_OK)
        return;
    if (zone != NULL)
        (void)hl_base__zone_offset(zone, 1772323200000);
    else if (length % 8 == 0) /* it looks at every zone there is */
        (void)!hl_base__zones_suggest(zones, text, length, &near);
}

/* Nothing that moves a cursor is left. */
static void take_shown(const char *text, size_t length)
{
    char shown[300];
    (void)length;
    for (const char *at = hl_shown(text, shown, sizeof shown); *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || (unsigned char)*at == 0x7f)
            abort();
}

static void take(const char *text, size_t length)
{
    static void (*const takes[])(const char *text, size_t length) = {take_time, take_number,
                                                                     take_zone, take_shown};
    if (length > 0)
        takes[(unsigned char)text[0] & 3U](text + 1, length - 1);
}

HL_FUZZ_TARGET("texts", 2000, take)
