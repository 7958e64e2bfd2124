/* The checks, in the order of the report. */
#include "analysis/data_checks.h"

typedef void (*check_function)(hl_context *context);
static const check_function families[] = {
    hl_analysis__check_srm,
    hl_analysis__check_arms,
    hl_analysis__check_weights,
    hl_analysis__check_srm_stages,
    hl_analysis__check_srm_sequential,
    hl_analysis__check_srm_days,
    hl_analysis__check_srm_segments,
    hl_analysis__check_condition,
    hl_analysis__check_counters,
    hl_analysis__check_fast_clicks,
    hl_analysis__check_maturity,
    hl_analysis__check_slots,
    hl_analysis__check_novelty,
    hl_analysis__warnings,
};

void hl_analysis__checks(hl_context *context)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0] && !context->failed; i++)
        families[i](context);
}
