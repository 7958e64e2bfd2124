/* What types of events mean to an operator, by the words that people name them with. */
#ifndef HL_CONFIG_EVENT_WORDS_H
#define HL_CONFIG_EVENT_WORDS_H

#include <stdbool.h>

typedef enum hl_event_sense {
    HL_EVENT_NEUTRAL, /* nobody can tell */
    HL_EVENT_WANTED,  /* an order, a click */
    HL_EVENT_UNWANTED /* a refund, a block */
} hl_event_sense;

/* Of a type of events, a column or an attribute. A negation (not_blocked) is neutral. */
hl_event_sense hl_config__event_sense(const char *type);

/* Whether it ends the relationship, and not only a journey: "unsubscribe", "Blocked", "退订". */
bool hl_config__is_farewell(const char *type);

/* Whether it takes a farewell back: "resubscribe", "opt_in", "重新订阅". Of words that mean more
 * than that (follow_up, 关注商品) only as the whole name. */
bool hl_config__is_return(const char *type);

#endif
