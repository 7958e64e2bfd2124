/* Checks of the data, one file per family; data_checks.c calls them in the order of the report. */
#ifndef HL_ANALYSIS_DATA_CHECKS_H
#define HL_ANALYSIS_DATA_CHECKS_H

#include "analysis/findings.h"

/* Counts of one counter by arm, up to counted_day. NULL after setting failed. */
double *hl_analysis__counts(hl_context *context, hl_cells_counter counter);
int64_t hl_analysis__counter_total(const hl_context *context, hl_cells_counter counter);

/* Can the mismatch of a counter in a split come from arms that send later? now: by arm. */
bool hl_analysis__may_catch_up(hl_context *context, hl_cells_counter counter, uint32_t split,
                               const double *now);

/* "2026-03-01"; NULL after setting failed. */
const char *hl_analysis__day_name(hl_context *context, int32_t day);

/* A number with four digits, for people: "16700000". NULL after setting failed. */
const char *hl_analysis__amount_text(hl_context *context, double value);

/* The status of losses that are no verdict, unless they are accepted. */
static inline hl_check_status hl_analysis__blocking(const hl_context *context)
{
    return context->options->accept_losses ? HL_CHECK_WARN : HL_CHECK_FAIL;
}
/* More of it than this is lost: no verdict. */
static const double hl_analysis__most_share = 0.01;

void hl_analysis__check_srm(hl_context *context);
void hl_analysis__check_weights(hl_context *context);
void hl_analysis__check_srm_stages(hl_context *context);
void hl_analysis__check_srm_sequential(hl_context *context);
void hl_analysis__check_srm_days(hl_context *context);
void hl_analysis__check_srm_segments(hl_context *context);
void hl_analysis__check_arms(hl_context *context);
void hl_analysis__check_covariates(hl_context *context);
void hl_analysis__check_balance(hl_context *context);
/* The smallest p, times the pairs of arms, of alike means of a covariate; 1 where there is none.
 * arms: moments with the covariates, by arm. */
double hl_analysis__covariate_p(const hl_context *context, const hl_moments *arms,
                                size_t covariate);
void hl_analysis__check_losses(hl_context *context);
void hl_analysis__check_units(hl_context *context);
void hl_analysis__check_unsegmented(hl_context *context);
void hl_analysis__check_unseen(hl_context *context);
void hl_analysis__check_repeated_rows(hl_context *context);
void hl_analysis__check_currencies(hl_context *context);
void hl_analysis__check_stand_ins(hl_context *context);
void hl_analysis__check_amounts(hl_context *context);
void hl_analysis__check_value_alone(hl_context *context);
void hl_analysis__check_denominators(hl_context *context);
/* Whether that check found what the metric is counted over another in the arm than in the control,
 * and nobody said to decide all the same (accept_losses). */
bool hl_analysis__is_counted_apart(const hl_context *context, size_t metric, size_t arm);
void hl_analysis__check_repeated_values(hl_context *context);
void hl_analysis__check_contradictions(hl_context *context);
void hl_analysis__check_meaning(hl_context *context);
void hl_analysis__check_missing_rows(hl_context *context);
void hl_analysis__check_same_values(hl_context *context);
void hl_analysis__check_scale_codes(hl_context *context);
void hl_analysis__check_yes_no_codes(hl_context *context);
void hl_analysis__check_segments_after(hl_context *context);
void hl_analysis__check_arm_days(hl_context *context);
void hl_analysis__check_arms_shift(hl_context *context);
void hl_analysis__check_audience(hl_context *context);
void hl_analysis__check_counters(hl_context *context);
void hl_analysis__check_fast_clicks(hl_context *context);
void hl_analysis__check_condition(hl_context *context);
void hl_analysis__check_slots(hl_context *context);
void hl_analysis__check_maturity(hl_context *context);
void hl_analysis__check_novelty(hl_context *context);
void hl_analysis__warnings(hl_context *context);

#endif
