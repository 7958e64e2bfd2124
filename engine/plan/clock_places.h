/* Where users are by other attributes than a zone: countries, calling codes, locales. */
#ifndef HL_PLAN_CLOCK_PLACES_H
#define HL_PLAN_CLOCK_PLACES_H

#include "base/map.h"
#include "base/value.h"
#include "base/zone.h"

/* An attribute, by its name. */
typedef struct hl_place_column {
    uint8_t kind;      /* what it says: 0 nothing of places */
    int64_t elsewhere; /* users whose country has another clock */
    char example[32];  /* what one of them has */
} hl_place_column;

/* Zeroed: nobody was looked at. */
typedef struct hl_clock_places {
    hl_map names; /* of attributes, in order of first appearance */
    hl_place_column *columns;
    size_t capacity;
} hl_clock_places;

/* Whether an attribute of that name says where its user is. */
bool hl_plan__tells_place(const char *name);
/* Looks at what a user has for whom that zone stands in, whose clock then shows so many seconds
 * east of UTC. False: out of memory. */
bool hl_plan__places_take(hl_clock_places *places, const hl_value *attributes, int32_t offset_s);
void hl_plan__places_free(hl_clock_places *places);

#endif
