/* The amounts of each arm, in a sample of the rows that have one (row_sample.h): whether all arms
 * write them in one unit is judged by the analysis (check_amounts.c). */
#ifndef HL_SCAN_ARM_AMOUNTS_H
#define HL_SCAN_ARM_AMOUNTS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

typedef struct hl_scan_amount {
    double value;
    uint32_t variable, arm; /* as the scan's sampled_arms number it */
    int64_t times;
} hl_scan_amount;

/* Zeroed: none. `of` is the scan's to free. */
typedef struct hl_scan_amounts {
    hl_scan_amount *of;
    size_t count;
} hl_scan_amounts;

/* Of the rows of the table all values of metrics' columns that are not 0. */
HL_NODISCARD hl_status hl_scan__gather_amounts(struct hl_scan *scan, const hl_sampled_table *table,
                                               hl_error *err);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__amounts_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, whose name in the scan is `name`. False when out of memory. */
bool hl_scan__take_amounts(const struct hl_scan *scan, const char *name, size_t arm,
                           hl_cells *cells);

#endif
