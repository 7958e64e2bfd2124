/* The hours of the week as columns of a regression. */
#ifndef HL_TIMING_BASIS_H
#define HL_TIMING_BASIS_H

#include <stdint.h>

#include "hookline/timing.h"

enum {
    HL_TIMING_KINDS = 2 * HL_TIMING_SLOTS, /* kind = 2 * slot + (1 on a day off) */
    HL_TIMING_HARMONICS = 6,               /* of a day: the shortest is 4 hours long */
    HL_TIMING_COLUMNS = 1 + 7 + 4 * HL_TIMING_HARMONICS,
    HL_TIMING_ORDERS = 2 + 2 * HL_TIMING_HARMONICS,
};

/* x is HL_TIMING_KINDS x HL_TIMING_COLUMNS: the level of days off, weekdays, then harmonics of the
 * day and the same as they differ on days off; order is the class of variance of each column. */
void hl_timing__basis(double *x, uint8_t *order);

#endif
