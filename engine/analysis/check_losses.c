/* What was lost on the way from the rows to the numbers: cells of a metric that are blank or cannot
 * be read, events that ought to have a value, rows that were refused, units in two arms, covariates
 * that are missing.
 *
 * Whoever is lost need not be like those who are kept: large amounts are written with separators,
 * only buyers have a revenue. So a verdict is not read where
 *   - losses differ between arms: p < 0.001 of alike shares, as for the split, for then the arms
 * that are left are no longer as they were drawn; or
 *   - more than 1 % are lost, alike in all arms or not: the values that are left are then of other
 *     units than those the experiment asked about; or
 *   - the values that could not be read, or are blank and nobody said why, could turn what is said
 * of a primary metric or a guardrail, were they large in one arm and small in the other
 * (check_turn.c). A blank that is said to
 * be missing is an answer, and is judged by the first rule alone; one that is said to be 0 is no
 * loss. A missing covariate is imputed (est_lin.c) and cannot mislead as long as it was known
 * before the experiment, and so is missing alike: the first rule. docs/statistics/losses.md */
#include "analysis/losses.h"

/* In the order of the report. */
static void (*const families[])(hl_context *context) = {
    hl_analysis__check_lost_units,      hl_analysis__check_lost_rows,
    hl_analysis__check_lost_events,     hl_analysis__check_lost_cells,
    hl_analysis__check_lost_covariates,
};

void hl_analysis__check_losses(hl_context *context)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0] && !context->failed; i++)
        families[i](context);
}
