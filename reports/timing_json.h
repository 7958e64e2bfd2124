#ifndef HL_REPORTS_TIMING_JSON_H
#define HL_REPORTS_TIMING_JSON_H

#include "base/text.h"
#include "hookline/timing.h"

void hl_reports__timing_json(const hl_timing_report *report, hl_text *out);

void hl_reports__timing_evaluation_json(const hl_timing_evaluation *evaluation, hl_text *out);

#endif
