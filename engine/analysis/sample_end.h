/* When a fixed sample ends of which nobody said when it ends. */
#ifndef HL_ANALYSIS_SAMPLE_END_H
#define HL_ANALYSIS_SAMPLE_END_H

#include "analysis/context.h"

/* The end of a sample without planned_units, by the days of its touches. Sets context->reads_from,
 * the first day of a report on which it can be read when no more go out. */
void hl_analysis__sample_end(hl_context *context);
/* No planned end is declared, and touches still go out, or windows of theirs are open. */
bool hl_analysis__touches_go_on(const hl_context *context);
/* ... with the day on which that ends when no more go out. */
hl_finding hl_analysis__say_touches_go_on(hl_context *context);

#endif
