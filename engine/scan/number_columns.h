/* Numbers of a flat file as people write them: cells are read by what divides whole from parts in
 * their column, and what they say of it is gathered by every thread. The file is read again when
 * the column as a whole says that cells were read by the wrong assumption (number_marks.h). */
#ifndef HL_SCAN_NUMBER_COLUMNS_H
#define HL_SCAN_NUMBER_COLUMNS_H

#include "base/number_evidence.h"
#include "scan/result.h"

/* The value of a cell, as its column is written. */
hl_number_form hl_scan__number(hl_scan_worker *worker, size_t variable, hl_i128 *value);
/* A number that the fast reader did not take, or that may say something of its column; places as it
 * said. Its value at the scale of the sums; false: it is none, or does not fit. */
bool hl_scan__look_closer(hl_scan_worker *worker, size_t variable, bool taken, int places,
                          int64_t *value);
/* Digits behind the point of a cell, at most HL_SCAN_MOST_SCALE; -1: it is no such number. */
int hl_scan__number_places(hl_scan_worker *worker, size_t variable);

#endif
