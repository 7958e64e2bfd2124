/* Values that stand for none: -1 for the revenue of who bought and nobody knows for how much,
 * 99999999 for a total that overflowed (base/stand_in.h). They count as they stand, so that arms
 * that have unlike shares of them are compared by them: no verdict, nor where several make most of
 * what an arm's values add up to. Else they are told.
 * docs/statistics/losses.md */
#include "analysis/arm_zero.h"
#include "analysis/losses.h"

#include <string.h>

#include "base/number.h"

/* Two or more of them are more than half of an arm's sum. A quantile, and a mean of clipped values,
 * hardly feel them. */
static bool make_the_sum(hl_context *context, const hl_stand_in *s)
{
    const double most = 0.5;
    double value = 0;
    const hl_metric *metric = &context->design->metrics[s->metric];
    if (metric->kind == HL_METRIC_QUANTILE || hl_analysis__clip(context, s->metric) != NULL ||
        !hl_base__number_parse(s->value, strlen(s->value), &value) || !(value > 0))
        return false;
    const hl_moments *moments = hl_analysis__moments(context, s->metric, 0);
    for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++)
        if (s->by_arm[i] > 1 && (double)s->by_arm[i] * value > most * moments[i].sum[0])
            return true;
    return false;
}

/* A cost of 1 in place of 0 looks like -1 for a value that nobody knows. */
static bool may_be_cost(hl_context *context, const hl_stand_in *s)
{
    const hl_cells *cells = context->cells;
    double value = 0;
    if (!hl_base__number_parse(s->value, strlen(s->value), &value))
        return false;
    for (size_t k = 0; k < cells->amount_count; k++)
        for (size_t i = 0; cells->amounts[k].metric == s->metric && i < context->design->arm_count;
             i++)
            if (hl_analysis__zero_of_arm(context, &cells->amounts[k], i) == value)
                return true;
    return false;
}

void hl_analysis__check_stand_ins(hl_context *context)
{
    static const hl_loss_kind kinds[] = {
        {HL_CHECK_STAND_INS, HL_FOUND_STAND_INS, HL_FOUND_STAND_INS, HL_FOUND_STAND_INS_APART,
         HL_CHECK_WARN, HL_LOSS_ANY_SHARE, NULL},
        {HL_CHECK_STAND_INS, HL_FOUND_STAND_INS, HL_FOUND_STAND_INS, HL_FOUND_STAND_INS_OR_COST,
         HL_CHECK_WARN, HL_LOSS_ANY_SHARE, NULL},
    };
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->stand_in_count && !context->failed; k++) {
        const hl_stand_in *s = &cells->stand_ins[k];
        hl_losses l = {.name = s->value, .metric = s->metric};
        if (!hl_analysis__make_losses(context, &l))
            return;
        for (size_t i = 0; i < context->design->arm_count; i++) {
            l.lost[i] = (double)s->by_arm[i];
            l.all[i] = (double)s->of[i];
        }
        hl_analysis__sum_losses(context, &l);
        if (l.n > 0 && !hl_analysis__are_apart(context, &l) && make_the_sum(context, s))
            hl_analysis__tell_losses(context, &l, HL_CHECK_STAND_INS, HL_FOUND_STAND_INS,
                                     hl_analysis__blocking(context));
        else
            hl_analysis__judge_losses(context, &kinds[may_be_cost(context, s)], &l);
    }
}
