/* Texts that a condition compares with a number or a boolean, when they do not spell one as
 * programs do. */
#ifndef HL_ASSIGN_WRITTEN_ORDER_H
#define HL_ASSIGN_WRITTEN_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "assign/loose.h"

/* How the number that an UNTYPED text writes ("1,299.00", "¥500", "12 %", "5００") stands to
 * `number`. "1,299" may be 1299 or 1.299: it is what both are. NONE when it cannot be said, and
 * always for a STRING; that is counted for hl_assign_unread_number(). equality: only EQUAL or not
 * is asked, where a text that is no number at all is an answer. */
hl_order hl_assign__written_order(const hl_value *text, double number, bool equality);
/* What is answered from here on in this thread where it cannot be said (and that is not counted
 * then): NONE again, please, when done. So one finds out whether it matters. */
void hl_assign__order_assume(hl_order order);
/* How often it could not be said in this thread. */
uint64_t hl_assign__orders_unread(void);
/* Whether it is an UNTYPED text that is neither blank nor yes nor no; counted for
 * hl_assign_unread_boolean(). */
bool hl_assign__is_no_answer(const hl_value *value);

#endif
