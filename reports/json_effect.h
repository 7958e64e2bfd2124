/* What every JSON form says of an effect alike: an estimate with its ends, and flags by name. */
#ifndef HL_REPORTS_JSON_EFFECT_H
#define HL_REPORTS_JSON_EFFECT_H

#include "hookline/analysis.h"
#include "json/writer.h"

/* "key": {"estimate", "low", "high"}; what does not exist or has no end is null. */
void hl_reports__json_estimate(hl_json_writer *w, const char *key, const hl_estimate *estimate);
/* "effect_of": which of lift and difference speaks for a comparison (hl_lift_speaks). */
void hl_reports__json_scale(hl_json_writer *w, bool lift);
/* "flags": [...] */
void hl_reports__json_flags(hl_json_writer *w, hl_flags flags);

#endif
