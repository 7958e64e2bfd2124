/* What people and programs write in one field: times, durations, numbers, zones, names that are
 * shown. The first byte chooses. */
#include <string.h>

#include "base/number.h"
#include "base/ruined_id.h"
#include "base/spelling.h"
#include "base/wide.h"
#include "base/written_number.h"
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

/* Either reading of a text is one, and only "1,299" and "1.299" are two. */
static void take_written_number(const char *text, size_t length)
{
    hl_written_number point;
    hl_written_number comma;
    bool yes = false;
    hl_number_form a = hl_base__written_number(text, length, '.', false, &point);
    hl_number_form b = hl_base__written_number(text, length, ',', false, &comma);
    bool open = point.writing == HL_WRITTEN_OPEN_POINT || point.writing == HL_WRITTEN_OPEN_COMMA;
    if (point.writing != comma.writing || (a != b && !open) ||
        (!open && a == HL_NUMBER_EXACT && point.attos != comma.attos))
        abort();
    if ((a == HL_NUMBER_BLANK) != (hl_base__written_bit(text, length, &yes) == HL_NUMBER_BLANK) &&
        a == HL_NUMBER_BLANK)
        abort();
    (void)hl_base__id_fault(text, length, yes);
}

/* What is tidied once is tidy. */
static void take_name(const char *text, size_t length)
{
    char once[HL_FOLDED(400)];
    char twice[HL_FOLDED(HL_FOLDED(400))];
    if (length > 400)
        return;
    size_t tidy = hl_base__tidy(text, length, once);
    if (tidy >= sizeof once || hl_base__tidy(once, tidy, twice) != tidy ||
        memcmp(once, twice, tidy) != 0)
        abort();
    size_t fold = hl_base__fold(text, length, once);
    if (fold >= sizeof once || hl_base__fold(once, fold, twice) != fold ||
        memcmp(once, twice, fold) != 0)
        abort();
}

static void take_number(const char *text, size_t length)
{
    take_written_number(text, length);
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
    take_name(text, length);
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
