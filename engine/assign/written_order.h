/* Texts that a condition compares with a number, when they do not spell one as programs do. */
#ifndef HL_ASSIGN_WRITTEN_ORDER_H
#define HL_ASSIGN_WRITTEN_ORDER_H

#include <stdbool.h>

#include "assign/loose.h"

/* How the number that an UNTYPED text writes ("1,299.00", "¥500", "12 %", "5００") stands to
 * `number`. "1,299" may be 1299 or 1.299: it is what both are. NO_NUMBER when it cannot be said,
 * and always for a STRING. equality: only EQUAL or not is asked, where a text that is no number at
 * all is an answer. */
hl_order hl_assign__written_order(const hl_value *text, double number, bool equality);

#endif
