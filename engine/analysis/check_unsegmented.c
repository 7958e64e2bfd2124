/* Units that have no value of what the report is split by. They are a segment of their own, of
 * which nobody knows where they belong: what is said by segment is not said of them. Unlike by arm,
 * the treatment or the data say who has a value, and segments hold other people in each arm. */
#include "analysis/losses.h"

static const hl_loss_kind kind = {.check = HL_CHECK_UNSEGMENTED,
                                  .few = HL_FOUND_UNSEGMENTED_FEW,
                                  .many = HL_FOUND_UNSEGMENTED_MANY,
                                  .apart = HL_FOUND_UNSEGMENTED_APART,
                                  .status = HL_CHECK_OK,
                                  .rule = HL_LOSS_WARNS};

static bool is_blank(const char *value)
{
    while (*value == ' ' || *value == '\t')
        value++;
    return *value == '\0';
}

static void check_dimension(hl_context *context, size_t dimension)
{
    const hl_cells *cells = context->cells;
    hl_losses l = {.metric = SIZE_MAX, .name = context->design->dimensions[dimension].name};
    if (!hl_analysis__make_losses(context, &l))
        return;
    for (uint32_t s = 1; s < cells->split_names.count; s++) {
        if (cells->splits[s].dimension != dimension)
            continue;
        for (uint32_t i = 0; i < context->design->arm_count; i++) {
            double n = (double)hl_cells__run_count(
                hl_cells__run(&context->index, i, s, INT32_MIN, context->counted_day),
                HL_COUNT_ENROLLED);
            l.all[i] += n;
            l.lost[i] += is_blank(cells->splits[s].value) ? n : 0;
        }
    }
    hl_analysis__sum_losses(context, &l);
    hl_analysis__judge_losses(context, &kind, &l);
}

void hl_analysis__check_unsegmented(hl_context *context)
{
    for (size_t d = 0; d < context->design->dimension_count && !context->failed; d++)
        if (!context->design->dimensions[d].is_segment) /* whose values are in and out */
            check_dimension(context, d);
}
