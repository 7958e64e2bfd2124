/* The one look of a fixed sample: what is read of each metric once the planned units are in. */
#ifndef HL_ANALYSIS_PLANNED_LOOK_H
#define HL_ANALYSIS_PLANNED_LOOK_H

#include "analysis/context.h"

/* Sets context->planned_in: the first day at the end of which a fixed sample has its planned units;
 * INT32_MAX where they are not in, or where days are not known. */
void hl_analysis__plan_day(hl_context *context);
/* The last day of which a metric's closed windows are read: matured_day, or before it the day on
 * which the windows of the planned units had closed, or that of the planned look in force. */
int32_t hl_analysis__read_until(const hl_context *context, size_t metric);
/* Whether the windows of the planned units have closed, of this metric. Of one without a window
 * that is never known. */
bool hl_analysis__planned_closed(const hl_context *context, size_t metric);
/* Touches, and units with them, that came after planned_in: of no look, or of it in part. */
double hl_analysis__beyond_look(const hl_context *context);
/* The day (inclusive) on which the windows of all metrics that decide have closed of the planned
 * units, as text that lasts; NULL where they are not in, or after setting failed. */
const char *hl_analysis__planned_look_on(hl_context *context);
/* The same of the primary metrics, as the planned look that was; NULL where it has not been. */
const char *hl_analysis__planned_look_was(hl_context *context);

#endif
