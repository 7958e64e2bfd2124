/* Differences of numbers as they were written, without the rounding of either. */
#ifndef HL_CALC_EXACT_DIFFERENCE_H
#define HL_CALC_EXACT_DIFFERENCE_H

#include "calc/method.h"

/* The double nearest to a - b, taken from their decimals when both are held exactly (at most 18
 * digits after the point): 1000000.1 - 1000000 is 0.1, not 0.09999999998. */
double hl_calc__exact_difference(const hl_arg *a, const hl_arg *b);

#endif
