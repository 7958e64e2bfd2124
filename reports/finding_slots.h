/* What fills places of findings: what plans made of the touches of each arm, an effect that stands
 * alone, whose days are meant. */
#ifndef HL_REPORTS_FINDING_SLOTS_H
#define HL_REPORTS_FINDING_SLOTS_H

#include "reports/finding.h"
#include "reports/show.h"

/* document: whose titles are shown; NULL: names are. */
void hl_reports__slots(hl_document *document, const hl_finding *finding, hl_lang lang,
                       hl_text *out);

/* Decimals of a finding's effect where it stands alone: as exact as where it stands with its
 * interval, in the finding or in the tables; a guess at what is true has two digits. What must be
 * seen to lie on its side of a margin does. */
int hl_reports__change_decimals(const hl_analysis *analysis, const hl_finding *finding,
                                hl_show_form form);

/* "a fall of more than 5.7 %", of the change that is shown as "-5.7 %": in the direction that the
 * goal calls better; a change to the other side is said as it is. */
void hl_reports__gain_beyond(double gain, hl_metric_goal goal, const char *shown, hl_lang lang,
                             hl_text *out);
/* The same of a finding's effect. */
void hl_reports__gain(const hl_analysis *analysis, const hl_finding *finding, hl_show_form form,
                      hl_lang lang, hl_text *out);

#endif
