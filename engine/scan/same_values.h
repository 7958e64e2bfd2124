/* Units with one amount in two of their rows: bought twice, told by two systems, or sent back and
 * written as if it were bought. Counted in the sample of rows, by arm; what it means is judged by
 * the analysis (check_same_values.c). */
#ifndef HL_SCAN_SAME_VALUES_H
#define HL_SCAN_SAME_VALUES_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

typedef struct hl_scan_unit_counts {
    int64_t with, several, same; /* units, as in hl_same_values */
} hl_scan_unit_counts;

/* Of the metrics with a column of amounts. Zeroed: none. In the scan's arena. */
typedef struct hl_scan_same_values {
    size_t count, arms;
    size_t *metrics;
    hl_scan_unit_counts *of; /* by metric, then by arm of the sample */
} hl_scan_same_values;

/* Out of the sample of rows, where a column names their unit. */
HL_NODISCARD hl_status hl_scan__gather_same_values(struct hl_scan *scan, hl_sampled_table *table,
                                                   hl_error *err);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__same_values_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, which `from` is in the sample. */
void hl_scan__take_same_values(const struct hl_scan *scan, uint32_t from, size_t arm,
                               hl_cells *cells);

#endif
