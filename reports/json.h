/* The JSON form, "hookline-analysis/1": docs/formats/analysis.md. */
#ifndef HL_REPORTS_JSON_H
#define HL_REPORTS_JSON_H

#include "base/text.h"
#include "hookline/report.h"

void hl_reports__render_json(const hl_analysis *analysis, hl_lang lang, hl_text *out);

#endif
