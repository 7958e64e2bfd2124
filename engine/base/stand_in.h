/* Numbers that programs write where they know none: -1, -999, 99999999, 2147483647. Any of them may
 * be a value; among the others of its column it is none where it lies far off all of them. */
#ifndef HL_BASE_STAND_IN_H
#define HL_BASE_STAND_IN_H

#include <stdbool.h>

#include "base/wide.h"

/* Of a column, the values other than 0 that do not look like a stand-in. Zeroed: there are none. */
typedef struct hl_usual_values {
    hl_i128 least, largest;
    bool any;
} hl_usual_values;

void hl_base__usual_add(hl_usual_values *usual, hl_i128 attos);
/* Whether it looks like one: -1, whole numbers of nines (of four digits and more, or below 0) also
 * with .9 or .99 behind them, of six and more like digits, the ends of 32 bits. */
bool hl_base__may_stand_in(hl_i128 attos);
/* Whether one that looks so is no value of the column: the only ones below 0, beside values of 10
 * and more (a rating goes from -1 to 1); or 50 times as large as the largest, of six digits and
 * more 20 times (a price of 9,999 is one beside prices of 999). */
bool hl_base__stands_in(hl_i128 attos, const hl_usual_values *usual);

#endif
