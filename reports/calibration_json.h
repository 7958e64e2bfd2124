/* A calibration as JSON, "hookline-calibration/1"; docs/commands/calibrate.md says what is in it.
 */
#ifndef HL_REPORTS_CALIBRATION_JSON_H
#define HL_REPORTS_CALIBRATION_JSON_H

#include "base/text.h"
#include "hookline/calibrate.h"

void hl_reports__calibration_json(const hl_calibration *calibration, hl_text *out);

#endif
