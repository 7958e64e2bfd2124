/* Comparisons whose fixed answer is withheld: their estimates say something, their p would not. */
#ifndef HL_ANALYSIS_WITHHELD_H
#define HL_ANALYSIS_WITHHELD_H

#include "analysis/context.h"

/* Withholds the answer of a comparison for a reason of the table in withheld.c: there are n of
 * something, and `needed` are needed. Of several reasons the first counts. */
void hl_analysis__withhold(hl_comparison *comparison, hl_flags reason, double n, double needed);
/* ... of which an arm has n, however much the other has. */
void hl_analysis__withhold_of_arm(hl_comparison *comparison, hl_flags reason, double n,
                                  double needed);
/* A test has compared the two. Where no unit of either arm has anything of the metric there is only
 * the exact test, which says that nothing was seen: more likely a name is wrong, or events are
 * still to be imported, than that nobody did anything. */
bool hl_analysis__is_answered(const hl_comparison *comparison);
bool hl_analysis__is_withheld(const hl_comparison *comparison);
/* Fewer than HL_UNITS_LEAST units in either arm: valid as its tests may be, nothing is decided by
 * them. */
bool hl_analysis__has_few_units(const hl_context *context, size_t metric,
                                const hl_comparison *comparison);
/* The finding that says why; HL_FOUND_NO_ANSWER where nothing is withheld. */
hl_finding_code hl_analysis__why_withheld(const hl_comparison *comparison);

#endif
