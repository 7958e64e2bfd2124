/* Periods in which the weights stayed the same: expected counts follow the weights in force when
 * each unit was enrolled. Without a change there is one period, of all units. */
#ifndef HL_ANALYSIS_PERIODS_H
#define HL_ANALYSIS_PERIODS_H

#include "analysis/context.h"

size_t hl_analysis__periods(const hl_context *context);
/* The period of a day; SIZE_MAX on a day during which the weights changed: its units are left out.
 */
size_t hl_analysis__period_of(const hl_context *context, int32_t day);
double hl_analysis__period_weight(const hl_context *context, size_t period, size_t arm);
/* Sets judged_day: the last day that counts, but for today where its units alone are off (p below
 * 0.01) and those before are not: it is not over, and an arm that is sent in the evening has nobody
 * at noon. */
void hl_analysis__judge_whole_days(hl_context *context);
/* Counts of one counter, periods x arms, up to judged_day. NULL after setting failed. */
double *hl_analysis__period_counts(hl_context *context, hl_cells_counter counter, uint32_t split);
/* Summed over periods; what the weights in force make expected of them, rounded. By arm. NULL after
 * setting failed. */
double *hl_analysis__all_periods(hl_context *context, const double *counts);
double *hl_analysis__expected(hl_context *context, const double *counts);
/* A test of period counts against the weights in force: exact for few units, chi-square for many.
 * NaN when nobody was counted or weights are unknown. */
double hl_analysis__srm_p(hl_context *context, const double *counts);
/* Of counts by arm in one period. */
double hl_analysis__srm_p_of(hl_context *context, const double *counts, size_t period);

#endif
