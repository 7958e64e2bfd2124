/* Findings are made here and put where they belong: among the verdict's reasons, the checks or the
 * warnings. The table of codes says which members each has. */
#ifndef HL_ANALYSIS_FINDINGS_H
#define HL_ANALYSIS_FINDINGS_H

#include "analysis/context.h"

/* All members absent but the code. */
hl_finding hl_analysis__finding(hl_finding_code code);
/* One of a metric and, unless SIZE_MAX, an arm. */
hl_finding hl_analysis__finding_of(hl_finding_code code, size_t metric, size_t arm);
/* count items of the finding, all absent, to be filled; NULL after setting failed. */
hl_finding_item *hl_analysis__items(hl_context *context, hl_finding *finding, size_t count);
/* An item for every arm of the design, with its count. */
hl_finding_item *hl_analysis__arm_items(hl_context *context, hl_finding *finding,
                                        const double *counts);

/* Whether the check is one of the split: failed, it makes the verdict an SRM. */
bool hl_analysis__is_of_split(hl_check_kind kind);

void hl_analysis__because(hl_context *context, const hl_finding *finding);
void hl_analysis__warn(hl_context *context, const hl_finding *finding);
void hl_analysis__check(hl_context *context, hl_check_kind check, hl_check_status status,
                        const hl_finding *finding);

#endif
