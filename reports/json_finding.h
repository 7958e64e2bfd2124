/* Findings in JSON: the code, its numbers, and the sentence in every language. */
#ifndef HL_REPORTS_JSON_FINDING_H
#define HL_REPORTS_JSON_FINDING_H

#include "hookline/analysis.h"
#include "json/writer.h"

void hl_reports__json_finding(hl_json_writer *w, const hl_analysis *analysis,
                              const hl_finding *finding);
void hl_reports__json_check(hl_json_writer *w, const hl_analysis *analysis, const hl_check *check);

#endif
