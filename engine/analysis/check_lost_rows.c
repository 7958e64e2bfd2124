/* Rows that were refused, and rows of which nobody knows whether a condition holds. */
#include "analysis/losses.h"

void hl_analysis__count_refused(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    hl_analysis__count_arms(context, HL_COUNT_REFUSED, out);
    for (size_t k = 0; k < cells->lost_kinds; k++)
        for (size_t i = 0; i < context->design->arm_count; i++)
            out[i] += (double)cells->lost_rows[k].by_arm[i];
}

/* Of most refused rows nobody knows the arm: those of which one does are compared, all counted. */
static bool count_refused_rows(hl_context *context, hl_losses *l)
{
    l->n = (double)context->cells->rejected;
    l->of = (double)(context->cells->rows - context->cells->left_out);
    hl_analysis__count_refused(context, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_TOUCHES, l->all);
    double own = 0, all_own = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l->all[i] += l->lost[i];
        own += l->lost[i];
        all_own += l->all[i];
    }
    if (own * l->of > l->n * all_own) { /* one of many experiments of a file */
        l->n = own;
        l->of = all_own;
    }
    return l->n > 0;
}

/* Rows of one kind that a store refused: those that are the experiment's out of its own, or all
 * that may be out of the store's, whichever is the larger share. */
static bool count_kind(const hl_context *context, const hl_lost_rows *rows, hl_losses *l)
{
    double own = (double)rows->own, all_own = own;
    if (rows->counter != HL_COUNTERS)
        hl_analysis__count_arms(context, rows->counter, l->all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        all_own += l->all[i];
        l->lost[i] = (double)rows->by_arm[i];
        l->all[i] += l->lost[i];
    }
    bool mostly_own = own * (double)rows->of > (double)rows->all * all_own;
    l->n = mostly_own ? own : (double)rows->all;
    l->of = mostly_own ? all_own : (double)rows->of;
    return l->n > 0;
}

static bool are_worse(const hl_context *context, const hl_losses *a, const hl_losses *b)
{
    bool apart = hl_analysis__are_apart(context, a);
    if (b->n <= 0 || apart != hl_analysis__are_apart(context, b))
        return b->n <= 0 || apart;
    return a->n * b->of > b->n * a->of;
}

/* The worst of the kinds of rows: few refused events are many where there are few events. */
static bool count_rejected(hl_context *context, hl_losses *worst)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->lost_kinds; k++) {
        hl_losses l = {.metric = SIZE_MAX};
        if (!hl_analysis__make_losses(context, &l))
            return false;
        if (count_kind(context, &cells->lost_rows[k], &l) && are_worse(context, &l, worst))
            *worst = l;
    }
    return cells->lost_kinds > 0 || count_refused_rows(context, worst);
}

/* Rows that the condition may have kept: held against those that it did keep. */
static bool count_undecided(hl_context *context, hl_losses *l)
{
    const hl_cells *cells = context->cells;
    if (cells->undecided == NULL)
        return false;
    l->name = cells->undecided_as;
    hl_analysis__count_arms(context, HL_COUNT_TOUCHES, l->all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l->lost[i] = (double)cells->undecided[i];
        l->all[i] += l->lost[i];
    }
    hl_analysis__sum_losses(context, l);
    return true;
}

static void check_unsegmented(hl_context *context)
{
    const hl_cells *cells = context->cells;
    if (cells->unsegmented == 0)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_UNSEGMENTED);
    finding.name = cells->unsegmented_as;
    finding.n = (double)cells->unsegmented;
    hl_analysis__check(context, HL_CHECK_CONDITION_VALUES, HL_CHECK_WARN, &finding);
}

static const hl_loss_kind kinds[] = {
    {HL_CHECK_REJECTED_ROWS, HL_FOUND_REJECTED_ROWS, HL_FOUND_REJECTED_ROWS_MANY,
     HL_FOUND_REJECTED_ROWS_APART, HL_CHECK_WARN, 0, count_rejected},
    {HL_CHECK_CONDITION_VALUES, HL_FOUND_UNDECIDED_FEW, HL_FOUND_UNDECIDED_MANY,
     HL_FOUND_UNDECIDED_APART, HL_CHECK_WARN, 0, count_undecided},
};

void hl_analysis__check_lost_rows(hl_context *context)
{
    hl_analysis__judge_kinds(context, kinds, sizeof kinds / sizeof kinds[0]);
    if (!context->failed)
        hl_analysis__check_corrections(context);
    if (!context->failed)
        check_unsegmented(context);
}
