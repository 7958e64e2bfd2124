/* The tables of the short form. */
#ifndef HL_REPORTS_COMPOSE_SHORT_H
#define HL_REPORTS_COMPOSE_SHORT_H

#include "reports/document.h"

/* Primary metrics, guardrails, secondary metrics, factors, and for whom the effect differs: all by
 * the inference in force. */
void hl_reports__compose_short_tables(const hl_analysis *analysis, hl_document *document);
/* Whether an effect of the arm on a primary metric is shown to differ between segments. */
bool hl_reports__short_differs(const hl_analysis *analysis, size_t arm);

#endif
