/* The names in a row: its arm, its experiment, the values that it is split by. */
#ifndef HL_SCAN_ROW_NAMES_H
#define HL_SCAN_ROW_NAMES_H

#include "scan/name_spelling.h"
#include "scan/worker.h"

enum { HL_SCAN_MOST_ARM_TEXT = HL_SCAN_MOST_NAME + 1 + HL_FOLDED(HL_SCAN_MOST_NAME) };

/* The arm of the row at hand as the scan interns it: of a file with many experiments
 * "experiment\x1farm". Its fields are names. Returns the length. */
size_t hl_scan__arm_text(hl_scan_worker *worker, char text[HL_SCAN_MOST_ARM_TEXT]);
/* The arm; false: the row names none that is wanted, as is complained of, or the worker failed. */
bool hl_scan__find_arm(hl_scan_worker *worker, uint32_t *arm);
/* Sets worker->splits; false likewise. */
bool hl_scan__find_splits(hl_scan_worker *worker);

#endif
