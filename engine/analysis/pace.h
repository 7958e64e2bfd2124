/* How fast units come in. */
#ifndef HL_ANALYSIS_PACE_H
#define HL_ANALYSIS_PACE_H

#include "analysis/context.h"

/* Units of all arms a day, over the last seven days that are over, or as many as there are; NaN
 * where days are not known. */
double hl_analysis__pace(const hl_context *context);
/* The day on which so many more units are in at that pace, and their windows of the metric closed;
 * as text ("2026-12-03") that the analysis keeps. NULL where none can be said. */
const char *hl_analysis__day_of(hl_context *context, size_t metric, double units);
/* The day on which the windows of the first so many units had closed, or will have; NULL where they
 * are not in. */
const char *hl_analysis__closed_of(hl_context *context, size_t metric, double units);

/* On which days units came in. */
void hl_analysis__enrolment(hl_context *context);

#endif
