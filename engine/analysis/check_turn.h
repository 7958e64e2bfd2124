/* Whether values that nobody knows could turn what is said of a metric. */
#ifndef HL_ANALYSIS_CHECK_TURN_H
#define HL_ANALYSIS_CHECK_TURN_H

#include "analysis/context.h"

/* The first arm of which a conclusion on the metric (primary: better, worse or not shown;
 * guardrail: held, broken or neither) could be another one, were the values of lost[arm] units
 * large in one arm and small in another; SIZE_MAX: none. moments: of the units that are known, by
 * arm. */
size_t hl_analysis__turned_arm(hl_context *context, size_t metric, const double *lost,
                               const hl_moments *moments);

#endif
