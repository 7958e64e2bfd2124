/* How people write zones: other spellings of IANA names, the names of Windows, offsets; and what a
 * name that is none of these may have meant. */
#ifndef HL_BASE_ZONE_NAMES_H
#define HL_BASE_ZONE_NAMES_H

#include <stdbool.h>

#include "base/zone.h"

/* A name that people use, and the IANA name. */
typedef struct hl_zone_name {
    const char *name;
    const char *iana;
} hl_zone_name;

/* windows_zones.c */
extern const hl_zone_name hl_base__windows_zones[];
extern const size_t hl_base__windows_zone_count;

enum { HL_ZONE_NAME_SIZE = 101 }; /* any name, with its NUL */

/* The name that the text stands for: an IANA name ("asia/shanghai", " America/New York ", "China
 * Standard Time") or an offset as "UTC+08:00" ("+8", "GMT+8", "utc+0800"; the sign is the one of
 * ISO 8601: east is +). "" when nothing is known of that spelling: abbreviations such as "CST",
 * which mean several zones, and cities. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_base__zone_spelled(hl_zones *zones, const char *text, size_t length,
                                             char name[HL_ZONE_NAME_SIZE]);
/* Whether it is a name of the database that people write for two clocks: EST and MST, there fixed
 * ones (of Panama, of Phoenix), are to most the clocks of New York and Denver, half of the year an
 * hour ahead. HST is one clock: Hawaii has no summer time. */
bool hl_base__zone_is_vague(const char *text, size_t length);
/* Whether the name is one that hl_base__zone_spelled writes for an offset, and which. */
bool hl_base__zone_is_offset(const char *name, size_t length, int32_t *seconds_east);

#endif
