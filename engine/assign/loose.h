/* Values as JavaScript compares them, for conditions that were written for GrowthBook's SDK.
 * ECMA-262: ToString, ToNumber, ToBoolean, IsStrictlyEqual, IsLessThan. Where a value may be NULL
 * it stands for null. UNTYPED (a CSV field) is text that also is the number or boolean it spells,
 * and the number or yes and no that it writes as people do where it is compared with a number
 * (written_order.h) or a boolean.
 * An array becomes a text to be compared with one: when memory runs out for that, *no_memory
 * becomes true and the answer means nothing. */
#ifndef HL_ASSIGN_LOOSE_H
#define HL_ASSIGN_LOOSE_H

#include <stdbool.h>

#include "base/text.h"
#include "base/value.h"

/* Adds the value's text: "null", "true", "12", elements joined by commas. */
void hl_assign__loose_text(const hl_value *value, hl_text *out);
/* NaN when the value is no number. null is 0, true is 1, blank text is 0. */
double hl_assign__loose_number(const hl_value *value);
bool hl_assign__loose_truth(const hl_value *value);
/* value + "" === text */
bool hl_assign__loose_text_equals(const hl_value *value, const hl_value *text, bool fold_case,
                                  bool *no_memory);
/* What is said of two values. The last three: it cannot be said, as the text is not plainly the
 * number, the yes or no, or the date that it is compared with. */
typedef enum hl_answer {
    HL_ANSWER_NO,
    HL_ANSWER_YES,
    HL_ANSWER_NO_NUMBER,
    HL_ANSWER_NO_BOOLEAN,
    HL_ANSWER_NO_DATE
} hl_answer;
/* actual === expected; objects and arrays are never the same one. Texts may fold the case of
 * letters; one that equals a date is the same date, however it is written. */
hl_answer hl_assign__equality(const hl_value *actual, const hl_value *expected, bool fold_case);
/* actual == number; an UNTYPED text also the one that it writes as people do. */
hl_answer hl_assign__equals_number(const hl_value *actual, double number);
/* Same JSON text. */
bool hl_assign__same_document(const hl_value *a, const hl_value *b);
/* typeof, with "null" and "array" of their own. */
bool hl_assign__is_of_type(const hl_value *value, const char *type);

/* NO_NUMBER, NO_DATE: it cannot be said, as with hl_answer. */
typedef enum hl_order {
    HL_ORDER_NONE,
    HL_ORDER_LESS,
    HL_ORDER_EQUAL,
    HL_ORDER_GREATER,
    HL_ORDER_NO_NUMBER,
    HL_ORDER_NO_DATE
} hl_order;
/* Dates by when they are, other texts in UTF-16 order, anything else as numbers; NONE when a side
 * is NaN. */
hl_order hl_assign__loose_order(const hl_value *actual, const hl_value *expected, bool *no_memory);

#endif
