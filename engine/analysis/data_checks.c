/* The checks, in the order of the report. */
#include "analysis/data_checks.h"

#include "analysis/periods.h"

typedef void (*check_function)(hl_context *context);

/* Of the split: before anything is compared, because they say whether within days alone. */
static const check_function of_split[] = {
    hl_analysis__check_srm,          hl_analysis__check_arms,           hl_analysis__check_weights,
    hl_analysis__check_srm_stages,   hl_analysis__check_srm_sequential, hl_analysis__check_srm_days,
    hl_analysis__check_srm_segments,
};

static const check_function others[] = {
    hl_analysis__check_audience,        hl_analysis__check_condition,
    hl_analysis__check_losses,          hl_analysis__check_units,
    hl_analysis__check_repeated_rows,   hl_analysis__check_missing_rows,
    hl_analysis__check_meaning,         hl_analysis__check_same_values,
    hl_analysis__check_currencies,      hl_analysis__check_stand_ins,
    hl_analysis__check_repeated_values, hl_analysis__check_scale_codes,
    hl_analysis__check_contradictions,  hl_analysis__check_amounts,
    hl_analysis__check_value_alone,     hl_analysis__check_denominators,
    hl_analysis__check_arm_days,        hl_analysis__check_arms_shift,
    hl_analysis__check_covariates,      hl_analysis__check_balance,
    hl_analysis__check_unsegmented,     hl_analysis__check_segments_after,
    hl_analysis__check_counters,        hl_analysis__check_fast_clicks,
    hl_analysis__check_maturity,        hl_analysis__check_slots,
    hl_analysis__check_unseen,          hl_analysis__check_novelty,
    hl_analysis__check_yes_no_codes,    hl_analysis__warnings,
};

void hl_analysis__check_split(hl_context *context)
{
    hl_analysis__judge_whole_days(context);
    for (size_t i = 0; i < sizeof of_split / sizeof of_split[0] && !context->failed; i++)
        of_split[i](context);
}

void hl_analysis__checks(hl_context *context)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0] && !context->failed; i++)
        others[i](context);
}
