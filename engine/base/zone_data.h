/* The inside of a zone: its offsets as a step function of time. Read from TZif by zone_file.c,
 * extended by the POSIX rule of its footer by zone_rule.c, looked up by zone.c. */
#ifndef HL_BASE_ZONE_DATA_H
#define HL_BASE_ZONE_DATA_H

#include "base/zone.h"

/* 400 Gregorian years are a whole number of weeks, so every POSIX rule repeats after them. */
#define HL_ZONE_CYCLE_MS (INT64_C(146097) * HL_DAY_MS)

struct hl_zone {
    char *name;
    size_t count;      /* changes of the offset */
    size_t capacity;   /* of at; offset has one more */
    int64_t *at_ms;    /* rising; offset[i + 1] holds from at_ms[i] on */
    int32_t *offset;   /* count + 1, seconds east; neighbours differ */
    bool failed;       /* out of memory while it was made */
    int64_t cycle_end; /* from here on the offsets repeat with HL_ZONE_CYCLE_MS; INT64_MAX: never */
};

/* An empty zone with one offset for ever; NULL when out of memory. */
hl_zone *hl_base__zone_new(const char *name, size_t length);
void hl_base__zone_free(hl_zone *zone);
/* The offset from at_ms on; at_ms not before the last change. An offset that is no change is left
 * out, and one at the instant of the last change replaces it. False when out of memory. */
bool hl_base__zone_append(hl_zone *zone, int64_t at_ms, int32_t offset);

/* Fills the zone from the bytes of a TZif file (RFC 8536, versions 1 to 4). False when they are
 * not one, are inconsistent, or memory ran out. */
bool hl_base__zone_decode(hl_zone *zone, const unsigned char *bytes, size_t size);

/* Continues the zone behind its last change by a POSIX TZ text ("EST5EDT,M3.2.0,M11.1.0", with the
 * extended hours of RFC 8536). False when the text is no such rule, or memory ran out. */
bool hl_base__zone_extend(hl_zone *zone, const char *rule, size_t length);

#endif
