/* Texts of conditions that mean what the data holds as numbers, or as yes and no: {"$gte": "5"} of
 * a column with 10, {"blocked": "false"} of one with FALSE and 0. The condition compares texts, and
 * answers otherwise than what is meant. Found by the data: noted by whoever judges all of it, a
 * part for each thread, and asked for at the end. */
#ifndef HL_ASSIGN_MISLED_TEXT_H
#define HL_ASSIGN_MISLED_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "assign/loose.h"
#include "hookline/error.h"

/* What the operand says: a number, yes or no, or neither these nor a date, and is put in order with
 * what the data holds. */
typedef enum hl_misled_kind { HL_MISLED_NUMBER, HL_MISLED_TRUTH, HL_MISLED_WORD } hl_misled_kind;

/* Of one attribute and one operand. */
typedef struct hl_misled_note {
    char attribute[128];
    char operand[48];
    char example[48];    /* the least text of which the answer is another one */
    hl_misled_kind kind; /* of the operand */
    uint64_t misled, agreed, others;
} hl_misled_note;

/* Zeroed = nothing is noted. */
typedef struct hl_misled {
    hl_misled_note notes[32]; /* the least ones, in their order */
    size_t count;
} hl_misled;

/* A comparison of two texts that had this outcome. misled may be NULL. */
void hl_assign__note_text_order(hl_misled *misled, const hl_value *actual, const hl_value *operand,
                                hl_order order);
void hl_assign__note_text_equality(hl_misled *misled, const hl_value *actual,
                                   const hl_value *operand, bool equal);
/* In whatever order parts are merged, the whole is the same. */
void hl_assign__misled_merge(hl_misled *into, const hl_misled *from);

/* Whether a condition has a text at all that may be a number, or yes or no. */
bool hl_assign__may_mislead(const hl_value *condition);

/* HL_REJECTED, with what to write instead, when a text was compared with values most of which are
 * numbers (or yes and no), and the answer was another one than of the number. */
HL_NODISCARD hl_status hl_assign__misled_check(const hl_misled *misled, hl_error *err);

#endif
