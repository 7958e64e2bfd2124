/* Texts that a condition compares with a number or a boolean, when they do not spell one as
 * programs do. */
#ifndef HL_ASSIGN_WRITTEN_ORDER_H
#define HL_ASSIGN_WRITTEN_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "assign/loose.h"

/* How the number that an UNTYPED text writes ("1,299.00", "¥500", "12 %", "5００") stands to
 * `number`. "1,299" may be 1299 or 1.299: it is what both are. NO_NUMBER when it cannot be said,
 * and always for a STRING. equality: only EQUAL or not is asked, where a text that is no number at
 * all is an answer. */
hl_order hl_assign__written_order(const hl_value *text, double number, bool equality);
/* What is answered from here on in this thread where it cannot be said (and that is not counted
 * then): NONE again, please, when done. So one finds out whether it matters. */
void hl_assign__order_assume(hl_order order);
/* How often it could not be said in this thread. */
uint64_t hl_assign__orders_unread(void);
/* Counts a comparison that could not be decided, for hl_assign_unread_number() and its sisters;
 * not one of a column of numbers, which its reader counts. why: NO_NUMBER, NO_BOOLEAN, NO_DATE. */
void hl_assign__count_unread(hl_answer why, const hl_value *value);

#endif
