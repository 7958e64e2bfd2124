/* What the rows of units say of their ids, once all are read: how many are of units in two arms,
 * ids with far more rows than others, ids that are one user's and are written in two ways. */
#ifndef HL_SCAN_UNIT_ROWS_H
#define HL_SCAN_UNIT_ROWS_H

#include "scan/unit_sums.h"

/* Into cells->rows_of_units. False when out of memory. */
bool hl_scan__unit_rows(const hl_unit_sums *units, hl_cells *cells);
/* A copy of its own for the cells. False likewise. */
bool hl_scan__unit_rows_copy(const hl_unit_rows *from, hl_cells *cells);

#endif
