/* The JSON form, "hookline-analysis/1": docs/formats/analysis.md. It knows no language: sentences
 * stand in it in all of them, beside their codes. */
#ifndef HL_REPORTS_ANALYSIS_JSON_H
#define HL_REPORTS_ANALYSIS_JSON_H

#include "base/text.h"
#include "hookline/analysis.h"

void hl_reports__render_json(const hl_analysis *analysis, hl_text *out);

#endif
