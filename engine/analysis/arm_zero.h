/* What an arm has in place of the 0 of the others. */
#ifndef HL_ANALYSIS_ARM_ZERO_H
#define HL_ANALYSIS_ARM_ZERO_H

#include "analysis/context.h"

/* The value that all units of the arm have who did nothing, where every message costs 0.05: the
 * profit of who did not buy is -0.05, and 0 in the arm that was sent nothing. 0 where the arm has
 * no such value. of: the amounts of a metric that is no ratio. */
double hl_analysis__zero_of_arm(hl_context *context, const hl_arm_amounts *of, size_t arm);

#endif
