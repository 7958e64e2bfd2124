/* How large a gain the data leave room for. */
#ifndef HL_ANALYSIS_GAIN_H
#define HL_ANALYSIS_GAIN_H

#include "analysis/compare.h"

/* Sets `gain` of every comparison of a primary metric. */
void hl_analysis__gains(hl_context *context);

#endif
