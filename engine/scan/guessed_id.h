/* The column that says whose a row is where none is called so: by what stands in the first rows. */
#ifndef HL_SCAN_GUESSED_ID_H
#define HL_SCAN_GUESSED_ID_H

#include "scan/scan_layout.h"

/* Of a mapped CSV file, among the columns that nobody asked for: the first that is filled in nearly
 * all of the first rows, mostly by different values that are no fractions, no times, and no numbers
 * of rows. -1: there is none. False when out of memory. */
bool hl_scan__guess_id(const hl_scan_layout *layout, int *column);

#endif
