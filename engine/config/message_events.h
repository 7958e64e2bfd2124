/* Types of events that happen to a message itself, as senders call them. */
#ifndef HL_CONFIG_MESSAGE_EVENTS_H
#define HL_CONFIG_MESSAGE_EVENTS_H

#include <stdbool.h>

/* Whether it is one: "delivered", "Opened Email", "click", "短信点击", of which one message alone
 * can be the cause. Not what a customer does (an order, a reply, a farewell), which comes of
 * everything that the customer was sent, nor what happens to something else ("app_open",
 * "order_delivered"). */
bool hl_config__is_of_message(const char *type);

#endif
