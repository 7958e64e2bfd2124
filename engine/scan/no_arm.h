/* Rows that are no users: totals, and the header once more. They are refused as what they are. */
#ifndef HL_SCAN_NO_ARM_H
#define HL_SCAN_NO_ARM_H

#include "scan/worker.h"

/* Complains and returns true when the arm's text says that the row is none of a user: unless the
 * control or an arm of the definition is called so. */
bool hl_scan__is_no_arm(hl_scan_worker *worker, const char *text, size_t length);
/* A row that is complained of for its arm and starts with what totals are called says so instead.
 */
void hl_scan__explain_arm(hl_scan_worker *worker, const char *raw, size_t raw_length);

#endif
