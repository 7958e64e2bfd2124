/* Texts of conditions that mean what the data holds as numbers, or as yes and no: {"$gte": "5"} of
 * a column with 10, {"blocked": "false"} of one with FALSE and 0. The condition compares texts, and
 * answers otherwise than what is meant. Found by the data: kept for the process, as what could not
 * be compared is (written_order.h), and asked for by whoever has judged all of it. */
#ifndef HL_ASSIGN_MISLED_TEXT_H
#define HL_ASSIGN_MISLED_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "assign/loose.h"
#include "hookline/error.h"

/* A comparison of two texts that had this outcome. */
void hl_assign__note_text_order(const hl_value *actual, const hl_value *operand, hl_order order);
void hl_assign__note_text_equality(const hl_value *actual, const hl_value *operand, bool equal);

/* Whether a condition has a text at all that may be a number, or yes or no. */
bool hl_assign__may_mislead(const hl_value *condition);

/* Before judging: what has been noted so far is of others. */
uint64_t hl_assign__misled_mark(void);
/* HL_REJECTED, with what to write instead, when since the mark a text was compared with values most
 * of which are numbers (or yes and no), and the answer was another one than of the number. */
HL_NODISCARD hl_status hl_assign__misled_check(uint64_t mark, hl_error *err);

#endif
