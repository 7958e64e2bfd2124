/* The bytes of a time zone (TZif), and the POSIX rule of its footer alone: what is taken for a zone
 * has one offset at every instant, and its ranges meet. */
#include <string.h>

#include "base/zone_data.h"
#include "tests/support/fuzz.h"

static void look_at(const hl_zone *zone)
{
    static const int64_t instants[] = {
        INT64_MIN / 4, -62135596800000, -1,           0, 1772323200000,
        4102444800000, 253402300799999, INT64_MAX / 4};
    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        int64_t from = 0;
        int64_t until = 0;
        int64_t at = instants[i];
        int32_t offset = hl_base__zone_offset_range(zone, at, &from, &until);
        if (offset != hl_base__zone_offset(zone, at) || from > at || until <= at)
            abort();
        (void)hl_base__zone_day_start(zone, hl_base__zone_day(zone, at));
    }
}

static void take(const char *text, size_t length)
{
    hl_zone *zone = hl_base__zone_new("fuzz", 4);
    if (zone != NULL && hl_base__zone_decode(zone, (const unsigned char *)text, length))
        look_at(zone);
    hl_base__zone_free(zone);
    zone = hl_base__zone_new("fuzz", 4);
    if (zone != NULL && hl_base__zone_extend(zone, text, length))
        look_at(zone);
    hl_base__zone_free(zone);
}

HL_FUZZ_TARGET("zone_file", 20000, take)
