/* An analysis as a document in one language: the verdict first, then why, then the metrics with an
 * interval for every number, segments, factors, the timeline, checks and what was put in. The short
 * form (compose_short.h) is what fits one screen: of all this what the reader acts on. */
#ifndef HL_REPORTS_COMPOSE_H
#define HL_REPORTS_COMPOSE_H

#include "reports/document.h"

/* words: of the command that makes the report again; 0 of them: none is shown. */
void hl_reports__compose(const hl_analysis *analysis, const char *const *words, size_t count,
                         hl_document *document);

/* Parts of both forms. */
void hl_reports__compose_title(const hl_analysis *analysis, hl_document *document);
/* "Verdict: ship evening" */
void hl_reports__compose_decision(const hl_analysis *analysis, hl_document *document);
/* Whether the arm to ship is shown to be worse in a segment. */
bool hl_reports__harms_some(const hl_verdict *verdict);
/* The check, its status and what it found, as a bullet. */
void hl_reports__compose_check(const hl_analysis *analysis, const hl_check *check,
                               hl_document *document);
/* A finding as a bullet. */
void hl_reports__compose_finding(const hl_analysis *analysis, const hl_finding *finding,
                                 hl_document *document);

#endif
