/* Attributes of users that say no to advertising. */
#ifndef HL_PLAN_CONSENT_H
#define HL_PLAN_CONSENT_H

#include "assign/known_attributes.h"
#include "config/consent_words.h"
#include "plan/reading.h"

typedef struct hl_plan_consent hl_plan_consent;

/* NULL: out of memory. */
hl_plan_consent *hl_plan__consent_new(void);
void hl_plan__consent_free(hl_plan_consent *consent);
/* The attributes of one user. *refused: or-ed with the channels of those that plainly say no
 * (HL_CONSENT_EMAIL ...), but for the first of_audience attributes of `known`, which the audience
 * asks for. False: out of memory. */
bool hl_plan__consent_note(hl_plan_consent *consent, const hl_value *attributes, uint32_t person,
                           const hl_known_attributes *known, uint32_t of_audience,
                           unsigned *refused);
/* Whether what the attribute says is understood, of whoever has it. */
bool hl_plan__consent_tells(const hl_plan_consent *consent, const char *name);
/* Once all users are read. False: out of memory. */
bool hl_plan__consent_tell(const hl_plan_consent *consent, hl_reading *reading);

#endif
