/* Partial sums of one thread by unit size, for metrics with a denominator of their own: what the
 * cells' histogram of sizes would take row by row, gathered by the denominator as long as few
 * different ones come. Exact as sums.h is, for as many rows. */
#ifndef HL_SCAN_SIZE_SUMS_H
#define HL_SCAN_SIZE_SUMS_H

#include "cells/cells.h"

typedef struct hl_scan_size {
    int64_t d, units; /* units: 0 where the place is free */
    hl_i128 y, yy;    /* sum, sum of squares */
} hl_scan_size;

typedef struct hl_size_sums {
    hl_scan_size *entries; /* open addressing */
    uint32_t bits;         /* 2^bits of them; 0: none yet */
    uint32_t used;
} hl_size_sums;

/* False when there is no room, for so many sizes or for want of memory: the row goes elsewhere. */
bool hl_scan__sizes_take(hl_size_sums *sizes, hl_arena *arena, int64_t d, int64_t y);
/* Moves everything to the histogram and leaves nothing. The numbers have so many decimals. False
 * when out of memory. */
bool hl_scan__sizes_flush(hl_size_sums *sizes, int scale_d, int scale_y, hl_histogram *to);
/* ... of units that all have this d. */
bool hl_scan__size_add(const hl_scan_size *size, int scale_d, int scale_y, hl_histogram *to);

#endif
