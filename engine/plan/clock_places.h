/* Where users are by other attributes than a zone: countries, states, calling codes, locales. */
#ifndef HL_PLAN_CLOCK_PLACES_H
#define HL_PLAN_CLOCK_PLACES_H

#include "base/map.h"
#include "base/value.h"
#include "base/zone.h"

/* Whose clock it is that a place is compared with. */
typedef enum hl_place_clock {
    HL_PLACE_STAND_IN, /* the definition's, for want of one of the user's own */
    HL_PLACE_OWN,      /* the zone that a profile says */
    HL_PLACE_CLOCKS
} hl_place_clock;

/* An attribute, by its name. */
typedef struct hl_place_column {
    uint8_t kind;              /* what it says: 0 nothing of places */
    struct {                   /* by hl_place_clock: */
        int64_t elsewhere;     /* users whose place has another clock */
        char example[32];      /* what one of them has, */
        const hl_zone *beside; /* and the clock that it is not of */
    } of[HL_PLACE_CLOCKS];
} hl_place_column;

/* Zeroed: nobody was looked at. */
typedef struct hl_clock_places {
    hl_map names; /* of attributes, in order of first appearance */
    hl_place_column *columns;
    size_t capacity;
    int64_t own; /* users with a zone of their own and an attribute that says a place */
} hl_clock_places;

/* A clock at an instant. zones: those of the clock, which states are looked up in; borrowed. */
typedef struct hl_clock_now {
    hl_zones *zones;
    const hl_zone *zone;
    int64_t now_ms;
} hl_clock_now;

/* Whether an attribute of that name says where its user is. */
bool hl_plan__tells_place(const char *name);
/* Looks at what a user has whom that clock is taken for. A stand-in is compared with every
 * attribute; a zone of the user's own with the first of state, country and number that says
 * anything. *agrees: that one is of that clock. False: out of memory. */
bool hl_plan__places_take(hl_clock_places *places, const hl_value *attributes,
                          const hl_clock_now *clock, hl_place_clock whose, bool *agrees);
/* Whether what a user has is of a place with the clock of UTC for at least a part of the year
 * (Great Britain, Iceland, Ghana), and nothing of a country that has not (*elsewhere). False: out
 * of memory. */
bool hl_plan__places_are_at_zero(hl_clock_places *places, const hl_value *attributes, bool *at_zero,
                                 bool *elsewhere);
/* Whether some clock of the country (ISO 3166-1, "us") is within an hour of that one; so it is of a
 * country that is not known. */
bool hl_plan__country_has_clock(const char *code, const hl_zone *zone, int64_t at_ms);
void hl_plan__places_free(hl_clock_places *places);

#endif
