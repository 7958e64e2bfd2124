/* Units that were seen in two arms, and units without a covariate. */
#include "analysis/losses.h"
#include "analysis/stops.h"

/* Units in two arms. Where the order of their touches is known they count in their first one, as
 * they were drawn; else they are in neither, so all there were are those and the others. */
static void count_units(const hl_context *context, hl_losses *l)
{
    for (uint32_t i = 0; i < context->design->arm_count;
         i++) { /* a stopped arm's get another one */
        int32_t until = hl_analysis__drawn_until(context, i);
        bool after = context->moved_after != NULL && context->moved_after[i];
        l->n += (double)hl_analysis__count(context, i, HL_COUNT_TWO_ARMS, until);
        l->n -= after ? (double)hl_analysis__count(context, i, HL_COUNT_ARM_AFTER, until) : 0;
    }
    l->of = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED) +
            (context->cells->first_arm ? 0 : l->n);
}

/* Few units with many rows. */
static bool are_of_many_rows(const hl_context *context, const hl_losses *l)
{
    const hl_unit_rows *rows = &context->cells->rows_of_units;
    return !context->cells->first_arm && l->n <= hl_analysis__most_share * l->of &&
           (double)rows->of_two_arms > hl_analysis__most_share * (double)rows->rows;
}

static bool count_two_arms(hl_context *context, hl_losses *l)
{
    count_units(context, l);
    return !context->cells->first_arm && !are_of_many_rows(context, l);
}

static bool count_two_arms_first(hl_context *context, hl_losses *l)
{
    count_units(context, l);
    return context->cells->first_arm;
}

static bool count_rows_of_two_arms(hl_context *context, hl_losses *l)
{
    count_units(context, l);
    if (!are_of_many_rows(context, l))
        return false;
    l->n = (double)context->cells->rows_of_units.of_two_arms;
    l->of = (double)context->cells->rows_of_units.rows;
    return true;
}

static bool count_covariates(hl_context *context, hl_losses *l)
{
    hl_analysis__count_arms(context, HL_COUNT_NO_COVARIATE, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_ENROLLED, l->all);
    hl_analysis__sum_losses(context, l);
    return true;
}

/* Those in two arms are of no arm, so never apart. */
static const hl_loss_kind two_arms[] = {
    {HL_CHECK_TWO_ARMS, HL_FOUND_TWO_ARMS, HL_FOUND_TWO_ARMS_MANY, HL_FOUND_TWO_ARMS_MANY,
     HL_CHECK_WARN, 0, count_two_arms},
    {HL_CHECK_TWO_ARMS, HL_FOUND_TWO_ARMS_FIRST, HL_FOUND_TWO_ARMS_FIRST_MANY,
     HL_FOUND_TWO_ARMS_FIRST_MANY, HL_CHECK_WARN, 0, count_two_arms_first},
    {HL_CHECK_TWO_ARMS, HL_FOUND_TWO_ARMS, HL_FOUND_TWO_ARMS_ROWS, HL_FOUND_TWO_ARMS_ROWS,
     HL_CHECK_WARN, 0, count_rows_of_two_arms},
};

static const hl_loss_kind covariates[] = {
    {HL_CHECK_COVARIATES, HL_FOUND_COVARIATES_IMPUTED, HL_FOUND_COVARIATES_IMPUTED,
     HL_FOUND_COVARIATES_APART, HL_CHECK_OK, HL_LOSS_ANY_SHARE, count_covariates},
};

/* Nothing of these is lost. */
static void tell_moved_after(hl_context *context, size_t arm)
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_MOVED_AFTER, SIZE_MAX, arm);
    hl_cells_counter after = HL_COUNT_ARM_AFTER, all = HL_COUNT_ENROLLED;
    finding.n = (double)hl_analysis__count(context, (uint32_t)arm, after, context->counted_day);
    finding.of = (double)hl_analysis__count(context, (uint32_t)arm, all, context->counted_day);
    hl_analysis__check(context, HL_CHECK_TWO_ARMS, HL_CHECK_OK, &finding);
}

void hl_analysis__check_lost_units(hl_context *context)
{
    hl_analysis__judge_kinds(context, two_arms, sizeof two_arms / sizeof two_arms[0]);
    for (size_t i = 0; context->moved_after != NULL && i < context->design->arm_count; i++)
        if (context->moved_after[i] && !context->failed)
            tell_moved_after(context, i);
}

void hl_analysis__check_lost_covariates(hl_context *context)
{
    hl_analysis__judge_kinds(context, covariates, 1);
}
