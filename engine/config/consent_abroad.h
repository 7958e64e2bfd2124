/* What attributes and values say of advertising in languages other than English and Chinese, as
 * shop and CRM exports of those countries have them. The name is the one spelling of
 * config/name_words.h; accents may be left out. */
#ifndef HL_CONFIG_CONSENT_ABROAD_H
#define HL_CONFIG_CONSENT_ABROAD_H

#include <stdbool.h>

/* An attribute that says no where it is yes: "baja", "robinsonliste", "수신거부", "配信停止". */
bool hl_config__abroad_refuses(const char *name);
/* One that says yes: "einwilligung", "수신동의", "メルマガ". */
bool hl_config__abroad_permits(const char *name);
/* One that may, and may mean something else: "abonnement", "inscrito". */
bool hl_config__abroad_may_permit(const char *name);
/* A word for newsletters or mail. */
bool hl_config__abroad_mails(const char *name);
/* A status of anything: "estado", "statut". */
bool hl_config__abroad_is_status(const char *name);

/* A value: yes, no, and one that says by its own words that its user left. */
bool hl_config__abroad_says_yes(const char *value);
bool hl_config__abroad_says_no(const char *value);
bool hl_config__abroad_says_left(const char *value);
/* One that says of a status that it is canceled: of an order something else, of a subscriber that
 * they left (Mailchimp in Spanish: "Cancelado"). */
bool hl_config__abroad_says_canceled(const char *value);

#endif
