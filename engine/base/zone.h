/* Time zones: the IANA database as the system installs it (TZif, RFC 8536).
 *
 *   hl_zones *zones = hl_base__zones_new(NULL);
 *   const hl_zone *zone = NULL;
 *   if (hl_base__zones_find(zones, "Asia/Shanghai", 13, &zone) == HL_OK && zone != NULL)
 *       east = hl_base__zone_offset(zone, utc_ms);
 *
 * A loaded zone is immutable and may be read by many threads; finding needs one thread at a time.
 */
#ifndef HL_BASE_ZONE_H
#define HL_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"
#include "hookline/error.h"

typedef struct hl_zone hl_zone;
typedef struct hl_zones hl_zones;

/* directory NULL means that of hl_time_use_zones, else /usr/share/zoneinfo. NULL when out of
 * memory. */
hl_zones *hl_base__zones_new(const char *directory);
void hl_base__zones_free(hl_zones *zones);
/* Loads and keeps the zone; *out is NULL when there is none of that name (or it cannot be read).
 * Names are IANA names ("Asia/Shanghai", "UTC"), other spellings of them, those of Windows, and
 * offsets ("+08:00", "GMT+8": zone_names.h); absolute paths and ".." are no names. HL_FAILED:
 * out of memory, and the zone may be there all the same. */
HL_NODISCARD hl_status hl_base__zones_find(hl_zones *zones, const char *name, size_t length,
                                           const hl_zone **out);
/* "2025b", from the database itself; "unknown" when it does not say. */
const char *hl_base__zones_version(const hl_zones *zones);
/* The IANA names, sorted, canonical and links; borrowed. *count is 0 when the database lists none.
 * HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_base__zones_names(hl_zones *zones, const char *const **out,
                                            size_t *count);

/* The zone that a name which is none may mean: by its place ("Asia/Beijing": Asia/Shanghai), else
 * by its letters; NULL when none is near. For a question, not to be taken: it may name two.
 * Borrowed. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_base__zones_suggest(hl_zones *zones, const char *text, size_t length,
                                              const char **near);

/* The IANA name, or "UTC+08:00". */
const char *hl_base__zone_name(const hl_zone *zone);
/* Seconds east of UTC at the instant. */
int32_t hl_base__zone_offset(const hl_zone *zone, int64_t utc_ms);
/* Whether the clocks show this instant's local time a second time, having been put back. */
bool hl_base__zone_comes_again(const hl_zone *zone, int64_t utc_ms);
/* Seconds east of UTC, and the half-open range of instants [*from, *until) over which it holds. */
int32_t hl_base__zone_offset_range(const hl_zone *zone, int64_t utc_ms, int64_t *from,
                                   int64_t *until);
/* Local to instant by RFC 5545: in a gap, moved forward by the gap; in an overlap, the first. */
int64_t hl_base__zone_instant(const hl_zone *zone, int64_t local_ms);

/* The civil day by the zone's clock (NULL: of UTC) that an instant falls on, and the instant at
 * which a day begins: where a change of the clock takes midnight away, the end of the gap. */
int64_t hl_base__zone_day(const hl_zone *zone, int64_t utc_ms);
int64_t hl_base__zone_day_start(const hl_zone *zone, int64_t day);

#endif
