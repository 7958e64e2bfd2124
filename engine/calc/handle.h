/* The insides of an hl_calc, and what its files share. */
#ifndef HL_CALC_HANDLE_H
#define HL_CALC_HANDLE_H

#include "base/text.h"
#include "base/value.h"
#include "calc/method.h"
#include "hookline/calc.h"

enum { HL_CALC_MOST_VALUES = 24 }; /* inputs or outputs of one method */

struct hl_calc {
    hl_text out;
    hl_text errors; /* what is wrong with a line, joined by "; " */
    hl_text line;   /* a line made from key=value pairs */
    hl_arena arena; /* what the last answer to such pairs points at */
    hl_calc_value values[HL_CALC_MOST_VALUES];
    bool failed;
};

/* Reads the inputs of a method from the members of `in`: every problem is added to errors. False
 * when there was one, or when errors has failed for want of memory. Lists live in the arena. */
bool hl_calc__read_inputs(const hl_method *method, const hl_value *in, hl_arg *args,
                          hl_arena *arena, hl_text *errors);
/* Adds "there is no method '...'", with the nearest name. */
void hl_calc__unknown_method(const char *name, hl_text *errors);
/* Sets the error to what stands in errors; returns status, or HL_FAILED when memory ran out. */
HL_NODISCARD hl_status hl_calc__refuse(const hl_text *errors, hl_status status, hl_error *err);

#endif
