/* Types of events that are messages of the user to us, as chat tools and senders call them. */
#ifndef HL_CONFIG_REPLY_WORDS_H
#define HL_CONFIG_REPLY_WORDS_H

#include <stdbool.h>

/* Whether it is one: "reply", "Replied", "inbound_message", "客户回复". Not what we say
 * ("agent_reply", "auto_reply"), nor that nothing came ("no_reply"). */
bool hl_config__is_reply(const char *type);

#endif
