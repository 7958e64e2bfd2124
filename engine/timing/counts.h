/* Touches and their outcomes by the hour at which they went out. */
#ifndef HL_TIMING_COUNTS_H
#define HL_TIMING_COUNTS_H

#include <stddef.h>
#include <stdint.h>

/* What an outcome is: yes or no (scale 0), or a value. Of values all sums are in units of the
 * scale, and dispersion is the variance of one touch's over its mean, of each segment and, behind
 * them, of one that was never seen. */
typedef struct hl_timing_measure {
    double scale;
    double *dispersion;
} hl_timing_measure;

/* Touches of one segment that went out on one day in one kind of hour (timing/basis.h) with one
 * message, which stands for hook, variant and experiment. Touches weigh less than 1 while an
 * outcome may still come. */
typedef struct hl_timing_cell {
    uint32_t segment, kind, message;
    int32_t day;              /* since 1970-01-01, local */
    double touches, outcomes; /* 0 <= outcomes <= touches; of values: their sum */
} hl_timing_cell;

typedef struct hl_timing_counts {
    hl_timing_cell *cells;
    size_t count, segments, messages;
    hl_timing_measure measure; /* the log's */
} hl_timing_counts;

/* Orders cells by segment, kind, message and day, and makes one of those that agree in all four:
 * what is made of them does not depend on the order in which they came. */
void hl_timing__order(hl_timing_counts *counts);

#endif
