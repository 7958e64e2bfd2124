/* The clocks of states and provinces, in countries that have several. */
#ifndef HL_PLAN_STATE_CLOCKS_H
#define HL_PLAN_STATE_CLOCKS_H

#include <stdbool.h>
#include <stddef.h>

/* The zones of one, by the names of the database, most people first; where a state lies in two,
 * both. */
enum { HL_STATE_ZONES = 3 };
typedef struct hl_state_clock {
    const char *country; /* ISO 3166-1, in small letters, as all of these are */
    const char *code;    /* ISO 3166-2, behind the country */
    const char *zones[HL_STATE_ZONES];
    const char *names[3]; /* in the one spelling of config/name_words.h; the last may be NULL */
} hl_state_clock;

/* The state of that country (its code) that goes by the name, in that spelling; NULL: none is
 * known. */
const hl_state_clock *hl_plan__state_clock(const char *country, const char *words);
/* The country of which some state has that zone; NULL: none that has several clocks. */
const char *hl_plan__state_country(const char *zone);

#endif
