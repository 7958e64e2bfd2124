/* What plans made of the touches of each arm, as a finding's items say it. */
#ifndef HL_REPORTS_FINDING_SLOTS_H
#define HL_REPORTS_FINDING_SLOTS_H

#include "reports/finding.h"

/* document: whose titles are shown; NULL: names are. */
void hl_reports__slots(hl_document *document, const hl_finding *finding, hl_lang lang,
                       hl_text *out);

#endif
