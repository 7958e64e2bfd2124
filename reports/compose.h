/* An analysis as a document in one language: the verdict first, then why, then the metrics with an
 * interval for every number, segments, factors, the timeline, checks and what was put in. */
#ifndef HL_REPORTS_COMPOSE_H
#define HL_REPORTS_COMPOSE_H

#include "reports/document.h"

void hl_reports__compose(const hl_analysis *analysis, hl_document *document);

#endif
