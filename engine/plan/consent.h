/* Attributes of users that say no to advertising. */
#ifndef HL_PLAN_CONSENT_H
#define HL_PLAN_CONSENT_H

#include "config/condition.h"
#include "config/consent_words.h"
#include "plan/reading.h"

typedef struct hl_plan_consent hl_plan_consent;

typedef struct hl_consent_user {
    uint32_t person;
    bool in_audience; /* the audience lets them through, and they have an arm */
} hl_consent_user;

/* audience: of the experiment, which outlives it, or NULL. NULL: out of memory. */
hl_plan_consent *hl_plan__consent_new(const hl_condition *audience);
void hl_plan__consent_free(hl_plan_consent *consent);
/* The attributes of one user. *refused: or-ed with the channels of those that plainly say no
 * (HL_CONSENT_EMAIL ...). False: out of memory. */
bool hl_plan__consent_note(hl_plan_consent *consent, const hl_value *attributes,
                           const hl_consent_user *user, unsigned *refused);
/* Whether what the attribute says is understood, of whoever has it. */
bool hl_plan__consent_tells(const hl_plan_consent *consent, const char *name);
/* Once all users are read. False: out of memory. */
bool hl_plan__consent_tell(const hl_plan_consent *consent, hl_reading *reading);

#endif
