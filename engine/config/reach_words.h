/* Attributes of users that say whether messages reach them at all: "hard_bounced",
 * "invalid_number", "email_valid", "空号"; and what values say of it. What cannot arrive by e-mail
 * may by SMS: each has the channels that it is of. */
#ifndef HL_CONFIG_REACH_WORDS_H
#define HL_CONFIG_REACH_WORDS_H

#include <stdbool.h>

typedef enum hl_reach {
    HL_REACH_NONE,   /* no such name */
    HL_REACH_BROKEN, /* yes: nothing arrives */
    HL_REACH_GOOD,   /* yes: it does */
    HL_REACH_CHECKED /* yes: somebody made sure; no may only mean that nobody did */
} hl_reach;

/* Of an attribute's name in the one spelling of config/name_words.h. *channels: HL_CONSENT_... that
 * it is of. Not of rates and counts ("bounce_rate"), nor of visits ("session_bounced"). */
hl_reach hl_config__reach_name(const char *name, unsigned *channels);
/* The channels by which nothing arrives where the value, so spelt, of a status is that: "bounced",
 * "空号"; 0: it says nothing of that. of: the channels that the status is of, where "invalid" and
 * "inactive" say so too; 0: of none. */
unsigned hl_config__reach_lost(const char *value, unsigned of);

#endif
