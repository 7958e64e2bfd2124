/* Metrics of what nobody wants (unsubscribes, complaints, refunds), asked for without a goal. */
#ifndef HL_SCAN_UNWANTED_METRICS_H
#define HL_SCAN_UNWANTED_METRICS_H

#include "hookline/problems.h"
#include "scan/scan_layout.h"

/* Fewer are better of them, as their column's name or their own says it (event_words.h), where
 * neither the request's words nor a definition say a goal: it is told with what to write.
 * problems: may be NULL. */
void hl_scan__heed_unwanted(hl_scan_layout *layout, hl_problems *problems);

#endif
