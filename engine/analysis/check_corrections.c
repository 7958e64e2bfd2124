/* Events of a store of which a later import says another value: orders that were exported again,
 * with corrections. The earlier value stays, so that a store is the same in whatever parts it was
 * imported, and nothing is lost: both are known. So no share of them is too many, nor a share that
 * is unlike by arm, as where a treatment sells what is sent back; but what is said is to be the
 * same by either. There is no verdict where with all later values in place of the earlier ones it
 * would not be. Of quantiles and largest values, which no sum of changes tells, as if they were
 * lost. docs/statistics/losses.md */
#include <math.h>

#include "analysis/check_turn.h"
#include "analysis/losses.h"
#include "base/number.h"

static bool takes_values(const hl_metric *metric)
{
    return !hl_metric_is_rate(metric) && metric->event != NULL &&
           (metric->value == HL_VALUE_OF_SUM || metric->value == HL_VALUE_OF_MAX);
}

/* All of them at once: what one arm moves by beyond the other. */
static hl_reach *reach_beside(hl_context *context, size_t metric, const hl_comparison *c,
                              const hl_moments *moments)
{
    size_t arms = context->design->arm_count;
    const double *more = &context->cells->corrected_by[metric * arms];
    hl_reach *all = hl_analysis__array(context, arms, sizeof *all);
    double by[2] = {0, 0};
    const size_t pair[2] = {c->control, c->arm};
    for (size_t k = 0; k < 2; k++) {
        const hl_moments *m = &moments[pair[k]];
        double d = m->mean[1] * (double)m->n;
        by[k] = d > 0 ? more[pair[k]] / d : 0;
    }
    if (all != NULL)
        all[c->arm] = (hl_reach){fmax(0, by[1] - by[0]), fmax(0, by[0] - by[1])};
    return all;
}

static bool turns(hl_context *context, size_t metric)
{
    const hl_metric_result *result = &context->metrics[metric];
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    size_t arms = context->design->arm_count;
    double *lost = hl_analysis__array(context, arms, sizeof *lost);
    if (moments == NULL || lost == NULL)
        return false;
    for (size_t i = 0; i < arms; i++)
        lost[i] = (double)context->cells->corrected[i];
    bool sums =
        result->metric->value == HL_VALUE_OF_SUM && result->metric->kind != HL_METRIC_QUANTILE;
    if (!sums)
        return hl_analysis__turned_arm(context, metric,
                                       hl_analysis__reach_of_lost(context, metric, lost, moments),
                                       HL_TURNS_SAID) != SIZE_MAX;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (hl_analysis__turned_arm(context, metric, reach_beside(context, metric, c, moments),
                                    HL_TURNS_SAID) == c->arm)
            return true;
    }
    return false;
}

void hl_analysis__check_corrections(hl_context *context)
{
    const hl_cells *cells = context->cells;
    hl_losses l = {.metric = SIZE_MAX};
    if (cells->corrected == NULL || !hl_analysis__make_losses(context, &l))
        return;
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)cells->corrected[i];
        l.all[i] = fmax(l.all[i], l.lost[i]);
    }
    hl_analysis__sum_losses(context, &l);
    for (size_t m = 0; context->metrics != NULL && m < context->design->metric_count; m++) {
        bool decides = context->design->metrics[m].role != HL_ROLE_SECONDARY;
        if (decides && takes_values(&context->design->metrics[m]) && l.metric == SIZE_MAX &&
            turns(context, m))
            l.metric = m;
    }
    if (l.n > 0 && !context->failed)
        hl_analysis__tell_losses(
            context, &l, HL_CHECK_REJECTED_ROWS,
            l.metric == SIZE_MAX ? HL_FOUND_CORRECTIONS : HL_FOUND_CORRECTIONS_TURN,
            l.metric == SIZE_MAX ? HL_CHECK_WARN : hl_analysis__blocking(context));
}
