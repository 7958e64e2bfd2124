/* Time zones: the IANA database as the system installs it (TZif, RFC 8536).
 *
 *   hl_zones *zones = hl_base__zones_new(NULL);
 *   const hl_zone *zone = hl_base__zones_find(zones, "Asia/Shanghai", 13);
 *   int32_t east = hl_base__zone_offset(zone, utc_ms);
 *
 * A loaded zone is immutable and may be read by many threads; finding needs one thread at a time.
 */
#ifndef HL_BASE_ZONE_H
#define HL_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil.h"

typedef struct hl_zone hl_zone;
typedef struct hl_zones hl_zones;

/* directory NULL means that of hl_time_use_zones, else /usr/share/zoneinfo. NULL when out of
 * memory. */
hl_zones *hl_base__zones_new(const char *directory);
void hl_base__zones_free(hl_zones *zones);
/* Loads and keeps the zone; NULL when there is none of that name (or it cannot be read). Names are
 * IANA names ("Asia/Shanghai", "UTC"); absolute paths and ".." are no names. */
const hl_zone *hl_base__zones_find(hl_zones *zones, const char *name, size_t length);
/* Whether finding a zone ever ran out of memory: a zone may then be there that was not found. */
bool hl_base__zones_failed(const hl_zones *zones);
/* "2025b", from the database itself; "unknown" when it does not say. */
const char *hl_base__zones_version(const hl_zones *zones);
/* The IANA names, sorted, canonical and links; count of them in *count. Borrowed. NULL on failure.
 */
const char *const *hl_base__zones_names(hl_zones *zones, size_t *count);

const char *hl_base__zone_name(const hl_zone *zone);
/* Seconds east of UTC at the instant. */
int32_t hl_base__zone_offset(const hl_zone *zone, int64_t utc_ms);
/* The same, and the half-open range of instants [*from, *until) over which it holds. */
int32_t hl_base__zone_offset_range(const hl_zone *zone, int64_t utc_ms, int64_t *from,
                                   int64_t *until);
/* Local to instant by RFC 5545: in a gap, moved forward by the gap; in an overlap, the first. */
int64_t hl_base__zone_instant(const hl_zone *zone, int64_t local_ms);

#endif
