/* Attributes of users that say whether they want advertising: `accepts_marketing`, `Email Marketing
 * Consent`, `opted_out`, `是否接收营销`, and what their values say. */
#ifndef HL_CONFIG_CONSENT_WORDS_H
#define HL_CONFIG_CONSENT_WORDS_H

#include <stdbool.h>

#include "base/value.h"

/* By which channels; of none of them: by any. */
enum {
    HL_CONSENT_EMAIL = 1,
    HL_CONSENT_SMS = 2,
    HL_CONSENT_PUSH = 4,
    HL_CONSENT_WHATSAPP = 8,
    HL_CONSENT_WECHAT = 16,
    HL_CONSENT_CALL = 32,
    HL_CONSENT_ANY = 64
};

typedef struct hl_consent_name {
    enum {
        HL_CONSENT_NONE,    /* no such name */
        HL_CONSENT_PERMITS, /* yes: advertising may go */
        HL_CONSENT_REFUSES, /* yes: it may not */
        HL_CONSENT_STATUS,  /* of anything: only a farewell (`unsubscribed`) says something, */
        HL_CONSENT_ACCOUNT, /* of the account: that it is gone, too, */
        HL_CONSENT_ADDRESS  /* of the address: that nobody has confirmed it, too */
    } is;
    bool
        plain; /* it says so by itself; else it may mean something else (`subscribed`: to a plan) */
    bool other; /* it is of something bought or counted (`order_status`) */
    unsigned channels;
    bool reason; /* of a refusal: whatever it says, there was one (`unsubscribe_reason`) */
} hl_consent_name;

/* Of an attribute, or of a member of one by its path ("marketing.sms"). */
hl_consent_name hl_config__consent_name(const char *name);

/* Whether members of an object of that name may say it: "marketing", "preferences". */
bool hl_config__consent_holds(const char *name);

/* The channels of that name (`sms-cn`): one bit of the above; 0: of none that attributes name. */
unsigned hl_config__consent_channel(const char *channel);

typedef enum hl_consent_answer {
    HL_CONSENT_SAYS_NOTHING,
    HL_CONSENT_SAYS_YES, /* to advertising, */
    HL_CONSENT_SAYS_NO,
    HL_CONSENT_SAYS_LEFT, /* no by its own words, whatever the attribute is called: `unsubscribed`
                           */
    HL_CONSENT_SAYS_ELSE  /* something that nobody can tell */
} hl_consent_answer;

/* What a value of such an attribute says of advertising. */
hl_consent_answer hl_config__consent_answer(const hl_consent_name *name, const hl_value *value);

/* By which channels one that says no does: those of the attribute, or of what a value says that is
 * of one ("bounced" is of e-mail alone). */
unsigned hl_config__consent_by(const hl_consent_name *name, const hl_value *value);

/* Whether it is a no that can mean nothing else. */
bool hl_config__consent_is_plain(const hl_consent_name *name, hl_consent_answer says);

#endif
