/* Means of rows that count units: `COL:mean` beside --count takes each unit of a row to have its
 * number. Of a sum over them the mean is then too large by the units of a row, and its error next
 * to none, as all units of a row are alike. Values of units stand in several rows (0 orders, 1
 * order, in each arm), sums hardly do: so it is counted how many units stand in rows with a number
 * that another row has too. */
#ifndef HL_SCAN_COUNTED_MEANS_H
#define HL_SCAN_COUNTED_MEANS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

struct hl_scan_layout;

/* Whether rows count units, and some mean has no sum of squares. */
bool hl_scan__counts_means(const struct hl_scan_layout *layout);
/* Out of the sample of rows. In the scan's arena. */
HL_NODISCARD hl_status hl_scan__gather_counted(struct hl_scan *scan, hl_sampled_table *table,
                                               hl_error *err);
/* What was found, in the cells. False when out of memory. */
bool hl_scan__take_counted(const struct hl_scan *scan, hl_cells *cells);

#endif
