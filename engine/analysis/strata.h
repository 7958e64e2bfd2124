/* Comparisons within days: what is read where the split is off on single days and right as a whole.
 */
#ifndef HL_ANALYSIS_STRATA_H
#define HL_ANALYSIS_STRATA_H

#include "analysis/compare.h"
#include "stats/mantel_haenszel.h"

/* Whether the values of a dimension are days on which units came in: dates, or a dimension called
 * day or date. Whatever else units are told apart by may be what the treatment changed. */
bool hl_analysis__is_of_days(const hl_context *context, uint32_t dimension);

/* One metric of two arms by stratum of context->strata; *count of them. NULL after setting failed.
 */
hl_two_arms *hl_analysis__strata(hl_context *context, size_t metric, size_t control, size_t arm,
                                 size_t *count);

/* Replaces what a comparison of two arms says (difference, lift, p, the always-valid view) by what
 * holds within strata, at conf. Gives back what passes: the samples of an input are gone then. */
void hl_analysis__compare_within(hl_context *context, size_t metric, double conf,
                                 hl_comparison *comparison);

#endif
