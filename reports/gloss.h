/* Terms are explained where a report says them first. */
#ifndef HL_REPORTS_GLOSS_H
#define HL_REPORTS_GLOSS_H

#include "reports/document.h"

/* Of a document that is whole: in its sentences, not in heads and tables. */
void hl_reports__gloss(hl_document *document);

#endif
