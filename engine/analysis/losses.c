/* How losses of any kind are judged: a verdict is not read where arms lost unlike shares, or where
 * more than 1 % is lost. docs/statistics/losses.md */
#include "analysis/losses.h"

#include <math.h>

#include "base/number.h"
#include "stats/unlike_shares.h"

bool hl_analysis__make_losses(hl_context *context, hl_losses *out)
{
    out->lost = hl_analysis__array(context, context->design->arm_count, sizeof *out->lost);
    out->all = hl_analysis__array(context, context->design->arm_count, sizeof *out->all);
    out->p = HL_NAN;
    return out->lost != NULL && out->all != NULL;
}

void hl_analysis__sum_losses(const hl_context *context, hl_losses *out)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        out->n += out->lost[i];
        out->of += out->all[i];
    }
}

void hl_analysis__count_arms(const hl_context *context, hl_cells_counter counter, double *out)
{
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        out[i] = (double)hl_analysis__count(context, i, counter, context->counted_day);
}

double hl_analysis__p_of_losses(const hl_context *context, const hl_losses *l)
{
    return isnan(l->p) ? hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count)
                       : l->p;
}

bool hl_analysis__are_apart(const hl_context *context, const hl_losses *l)
{
    return hl_analysis__p_of_losses(context, l) < HL_SRM_BLOCKS;
}

void hl_analysis__tell_losses(hl_context *context, const hl_losses *l, hl_check_kind check,
                              hl_finding_code code, hl_check_status status)
{
    hl_finding finding = hl_analysis__finding_of(code, l->metric, SIZE_MAX);
    finding.name = l->name;
    finding.n = l->n;
    finding.of = l->of;
    finding.share = l->n / l->of;
    finding.p = hl_analysis__p_of_losses(context, l);
    finding.limit = hl_analysis__most_share;
    finding.meant = l->meant;
    hl_finding_item *items = hl_analysis__arm_items(context, &finding, l->lost);
    for (size_t i = 0; items != NULL && i < context->design->arm_count; i++)
        items[i].of = l->all[i];
    hl_analysis__check(context, check, status, &finding);
}

void hl_analysis__judge_losses(hl_context *context, const hl_loss_kind *kind, const hl_losses *l)
{
    bool large = l->n > hl_analysis__most_share * l->of;
    bool apart =
        hl_analysis__are_apart(context, l) && (large || (kind->rule & HL_LOSS_APART_IF_MANY) == 0);
    bool many = large && (kind->rule & (HL_LOSS_ANY_SHARE | HL_LOSS_APART_IF_MANY)) == 0;
    bool blocks = (apart || many) && (kind->rule & HL_LOSS_WARNS) == 0;
    if (!(l->n > 0) || (!apart && (kind->rule & HL_LOSS_APART_ALONE) != 0))
        return;
    hl_analysis__tell_losses(context, l, kind->check,
                             apart  ? kind->apart
                             : many ? kind->many
                                    : kind->few,
                             blocks          ? hl_analysis__blocking(context)
                             : apart || many ? HL_CHECK_WARN
                                             : kind->status);
}

void hl_analysis__judge_kinds(hl_context *context, const hl_loss_kind *kinds, size_t count)
{
    for (size_t i = 0; i < count && !context->failed; i++) {
        hl_losses l = {.metric = SIZE_MAX};
        if (hl_analysis__make_losses(context, &l) && kinds[i].count(context, &l))
            hl_analysis__judge_losses(context, &kinds[i], &l);
    }
}
