/* Nobody comes in any more. */
#ifndef HL_ANALYSIS_STANDSTILL_H
#define HL_ANALYSIS_STANDSTILL_H

#include "analysis/context.h"

/* No unit has come in for a week, and more are waited for. */
bool hl_analysis__stands_still(const hl_context *context);
/* ... and what is estimated changes all the same: touches go on, or windows are open. */
bool hl_analysis__values_still_change(const hl_context *context);
/* Says which of the two. */
void hl_analysis__say_standstill(hl_context *context);

#endif
