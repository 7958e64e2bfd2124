/* Values that stand for none: -1 for the revenue of who bought and nobody knows for how much,
 * 99999999 for a total that overflowed (base/stand_in.h). They count as they stand, so that arms
 * that have unlike shares of them are compared by them: no verdict. Alike they are told.
 * docs/statistics/losses.md */
#include "analysis/losses.h"

void hl_analysis__check_stand_ins(hl_context *context)
{
    static const hl_loss_kind kind = {HL_CHECK_STAND_INS,
                                      HL_FOUND_STAND_INS,
                                      HL_FOUND_STAND_INS,
                                      HL_FOUND_STAND_INS_APART,
                                      HL_CHECK_WARN,
                                      HL_LOSS_ANY_SHARE,
                                      NULL};
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
        hl_analysis__judge_losses(context, &kind, &l);
    }
}
