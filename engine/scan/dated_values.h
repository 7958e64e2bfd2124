/* What the first metric has on each day of a column of dates, by arm, in a sample of the rows:
 * whether arms shift over days on which the metric is unlike is judged by the analysis
 * (check_arms_shift.c). */
#ifndef HL_SCAN_DATED_VALUES_H
#define HL_SCAN_DATED_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "cells/cells.h"

struct hl_scan;

/* The arrays of the cells, zeroed; none, where rows are no units of their own. False when out of
 * memory. */
bool hl_scan__dated_values_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, which `from` is in the sample. False when out of memory. */
bool hl_scan__take_dated_values(const struct hl_scan *scan, uint32_t from, size_t arm,
                                hl_cells *cells);

#endif
