/* Columns of amounts in the table of sampled rows. */
#ifndef HL_SCAN_AMOUNT_COLUMNS_H
#define HL_SCAN_AMOUNT_COLUMNS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

/* The column of the table that the metric takes its value from; SIZE_MAX: it is one of yes and no,
 * or not looked at. */
size_t hl_scan__amount_column(const struct hl_scan *scan, const hl_sampled_table *table,
                              size_t metric);
/* The digest of the number 0 in the cells of the table. */
uint64_t hl_scan__zero(void);

/* Notes which metrics' columns ask whether somebody did something. False when out of memory. */
bool hl_scan__note_whether(const struct hl_scan *scan, hl_cells *cells);

#endif
