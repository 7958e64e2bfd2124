/* A finding of an analysis as a sentence. */
#ifndef HL_REPORTS_FINDING_H
#define HL_REPORTS_FINDING_H

#include "base/text.h"
#include "hookline/analysis.h"
#include "hookline/lang.h"
#include "reports/document.h"
#include "reports/messages/message.h"

/* With names. */
void hl_reports__finding(const hl_analysis *analysis, const hl_finding *finding, hl_lang lang,
                         hl_text *out);

/* With the titles of the document, in its language. */
const char *hl_reports__finding_in(hl_document *document, const hl_analysis *analysis,
                                   const hl_finding *finding);

/* The same values in another sentence than its own. */
const char *hl_reports__finding_as(hl_document *document, const hl_analysis *analysis,
                                   const hl_finding *finding, const hl_message *message);

/* Whose days the report's days are: "Asia/Shanghai", "UTC". */
const char *hl_reports__days_zone(const hl_analysis *analysis);

/* What may stand in the sentence of a finding, and the members (HL_HAS_...) that it is made of;
 * index from 0, NULL behind the last. */
const char *hl_reports__placeholder(size_t index, uint32_t *needs);

/* The message of the finding's code, or the one that its numbers ask for (finding_message.c). */
const hl_message *hl_reports__message_of(const hl_analysis *analysis, const hl_finding *finding);

/* Whether the name is "by = value", as the analysis puts it together. */
bool hl_reports__is_pair(const char *name, const char *by, const char *value);

#endif
