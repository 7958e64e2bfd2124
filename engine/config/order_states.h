/* What a shop's export calls the state of an order: whether it was undone. */
#ifndef HL_CONFIG_ORDER_STATES_H
#define HL_CONFIG_ORDER_STATES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a column is called as those are that say a state: "order_status", "Financial Status",
 * 订单状态. */
bool hl_config__names_order_state(const char *column);
/* Whether the text says that the order was undone, wholly or in part: "cancelled",
 * "partially_refunded", "Voided", 已退款, 交易关闭. What is denied or failed was not ("not
 * refunded", "refund_failed", 未退款). At most HL_WORDS_LONGEST bytes are looked at. */
bool hl_config__is_undone(const char *text, size_t length);

#endif
