/* Whether an arm of which nothing comes any more has stopped, or is between two of its days. */
#ifndef HL_ANALYSIS_PAUSES_H
#define HL_ANALYSIS_PAUSES_H

#include "analysis/context.h"

/* The last day that is over, of those that count; of a source without as_of the last that it has.
 */
int32_t hl_analysis__last_over(const hl_context *context);
/* Of an arm that has no units in a split behind its day `last`. */
bool hl_analysis__is_pause(const hl_context *context, uint32_t arm, uint32_t split, int32_t last);
/* The last day before others went on while an arm pauses; where none does, the last that counts.
 * What had ended by then has. */
int32_t hl_analysis__quiet_until(const hl_context *context);

#endif
