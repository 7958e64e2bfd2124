#include <stdlib.h>
#include <string.h>

#include "base/zone_data.h"

hl_zone *hl_base__zone_new(const char *name, size_t length)
{
    hl_zone *zone = calloc(1, sizeof *zone);
    if (zone == NULL)
        return NULL;
    zone->cycle_end = INT64_MAX;
    zone->name = malloc(length + 1);
    zone->offset = calloc(1, sizeof *zone->offset);
    if (zone->name == NULL || zone->offset == NULL) {
        hl_base__zone_free(zone);
        return NULL;
    }
    memcpy(zone->name, name, length);
    zone->name[length] = '\0';
    return zone;
}

void hl_base__zone_free(hl_zone *zone)
{
    if (zone == NULL)
        return;
    free(zone->name);
    free(zone->at_ms);
    free(zone->offset);
    free(zone);
}

static bool grow(hl_zone *zone)
{
    if (zone->count < zone->capacity)
        return true;
    size_t capacity = zone->capacity == 0 ? 32 : zone->capacity * 2;
    int64_t *at = realloc(zone->at_ms, capacity * sizeof *at);
    if (at == NULL)
        return false;
    zone->at_ms = at;
    int32_t *offset = realloc(zone->offset, (capacity + 1) * sizeof *offset);
    if (offset == NULL)
        return false;
    zone->offset = offset;
    zone->capacity = capacity;
    return true;
}

bool hl_base__zone_append(hl_zone *zone, int64_t at_ms, int32_t offset)
{
    if (zone->count > 0 && zone->at_ms[zone->count - 1] >= at_ms)
        zone->count--;
    if (zone->offset[zone->count] == offset)
        return true;
    zone->failed = zone->failed || !grow(zone);
    if (zone->failed)
        return false;
    zone->at_ms[zone->count++] = at_ms;
    zone->offset[zone->count] = offset;
    return true;
}

const char *hl_base__zone_name(const hl_zone *zone)
{
    return zone->name;
}

/* Changes at or before the instant = the index of the offset that holds. */
static size_t changes_until(const hl_zone *zone, int64_t utc_ms)
{
    size_t low = 0;
    size_t high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->at_ms[middle] <= utc_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How far back an instant must go to lie where the changes are written out. */
static int64_t cycles_back(const hl_zone *zone, int64_t utc_ms)
{
    if (utc_ms < zone->cycle_end)
        return 0;
    return ((utc_ms - zone->cycle_end) / HL_ZONE_CYCLE_MS + 1) * HL_ZONE_CYCLE_MS;
}

int32_t hl_base__zone_offset(const hl_zone *zone, int64_t utc_ms)
{
    return zone->offset[changes_until(zone, utc_ms - cycles_back(zone, utc_ms))];
}

int32_t hl_base__zone_offset_range(const hl_zone *zone, int64_t utc_ms, int64_t *from,
                                   int64_t *until)
{
    int64_t back = cycles_back(zone, utc_ms);
    size_t i = changes_until(zone, utc_ms - back);
    *from = i == 0 ? INT64_MIN : zone->at_ms[i - 1] + back;
    *until = i < zone->count ? zone->at_ms[i] + back : INT64_MAX;
    if (zone->cycle_end != INT64_MAX && i == zone->count)
        *until = zone->cycle_end + back; /* the next cycle may go on with the same offset */
    return zone->offset[i];
}

/* The first range of one offset that local time has not yet left: local lies in it, or in the gap
 * before it, and then the offset before the gap counts (RFC 5545, 3.3.5). */
int64_t hl_base__zone_instant(const hl_zone *zone, int64_t local_ms)
{
    enum { WIDEST_OFFSET_MS = 27 * 3600 * 1000 };
    int64_t from = 0;
    int64_t until = 0;
    int32_t offset = hl_base__zone_offset_range(zone, local_ms - WIDEST_OFFSET_MS, &from, &until);
    int32_t before = offset;
    while (local_ms - (int64_t)offset * 1000 >= until) {
        before = offset;
        offset = hl_base__zone_offset_range(zone, until, &from, &until);
    }
    int64_t utc_ms = local_ms - (int64_t)offset * 1000;
    return utc_ms >= from ? utc_ms : local_ms - (int64_t)before * 1000;
}

bool hl_base__zone_comes_again(const hl_zone *zone, int64_t utc_ms)
{
    int64_t from = 0, until = 0;
    int64_t offset = hl_base__zone_offset_range(zone, utc_ms, &from, &until);
    if (until == INT64_MAX)
        return false;
    int64_t back = (offset - hl_base__zone_offset(zone, until)) * 1000;
    return back > 0 && utc_ms + back >= until;
}

int64_t hl_base__zone_day(const hl_zone *zone, int64_t utc_ms)
{
    int64_t offset = zone == NULL ? 0 : hl_base__zone_offset(zone, utc_ms);
    return hl_base__civil_day_of(utc_ms + offset * 1000);
}

int64_t hl_base__zone_day_start(const hl_zone *zone, int64_t day)
{
    int64_t midnight = day * HL_DAY_MS;
    return zone == NULL ? midnight : hl_base__zone_instant(zone, midnight);
}
