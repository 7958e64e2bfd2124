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
/* actual === expected; objects and arrays are never the same one. */
bool hl_assign__strictly_equal(const hl_value *actual, const hl_value *expected);
/* The same with letter case folded in texts. */
bool hl_assign__equal_folded(const hl_value *actual, const hl_value *expected);
/* actual == number; an UNTYPED text also the one that it writes as people do. */
bool hl_assign__equals_number(const hl_value *actual, double number);
/* Same JSON text. */
bool hl_assign__same_document(const hl_value *a, const hl_value *b);
/* typeof, with "null" and "array" of their own. */
bool hl_assign__is_of_type(const hl_value *value, const char *type);

typedef enum hl_order { HL_ORDER_NONE, HL_ORDER_LESS, HL_ORDER_EQUAL, HL_ORDER_GREATER } hl_order;
/* Texts in UTF-16 order, anything else as numbers; NONE when a side is NaN. */
hl_order hl_assign__loose_order(const hl_value *actual, const hl_value *expected, bool *no_memory);

#endif
