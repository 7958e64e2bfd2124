/* Novelty: does the effect of the units whose window closed early differ from that of the later
 * ones? The days are cut where half of the units had matured; the halves are independent when a
 * unit matures once, and are tested as two segments would be (stats/heterogeneity.h). Primary
 * metrics only, and no quantiles; Holm over metrics and arms. A warning, never a reason to block.
 */
#include "analysis/compare.h"
#include "analysis/data_checks.h"
#include "analysis/planned_look.h"
#include "base/number.h"
#include "stats/adjust.h"
#include "stats/heterogeneity.h"
#include "stats/mantel_haenszel.h"

#define NOVELTY_LEVEL 0.01

typedef struct half_change {
    size_t metric, arm;
    hl_two_arms halves[2]; /* early, late */
    double p;
} half_change;

/* The first day by which at least half of the control's units had matured. */
static bool middle_day(hl_context *context, size_t metric, int32_t *middle)
{
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    uint32_t control = (uint32_t)context->design->control;
    hl_cell_run run = hl_cells__run(&context->index, control, 0, INT32_MIN,
                                    hl_analysis__read_until(context, metric));
    int64_t all = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < run.count; i++)
        all += run.cells[i]->grams[metric].units;
    for (size_t i = 0; i < count && days[i] < hl_analysis__read_until(context, metric); i++) {
        const hl_cell *cell = hl_cells__find(context->cells, control, 0, days[i]);
        sum += cell == NULL ? 0 : cell->grams[metric].units;
        if (2 * sum >= all && all > 0 && i + 1 < count) {
            *middle = days[i];
            return sum < all;
        }
    }
    return false;
}

static bool usable(const hl_moments *m)
{
    return m->n >= 2 && m->sum[0] >= 0 && m->cov[0][0] >= 0 && m->sum[1] > 0;
}

/* Moments of the early and the late part of an arm. */
static bool halves(hl_context *context, size_t metric, uint32_t arm, int32_t middle,
                   hl_moments *early, hl_moments *late)
{
    hl_analysis__run_moments(context, metric,
                             hl_cells__run(&context->index, arm, 0, INT32_MIN, middle), early);
    hl_analysis__run_moments(context, metric,
                             hl_cells__run(&context->index, arm, 0, middle + 1,
                                           hl_analysis__read_until(context, metric)),
                             late);
    if (context->failed)
        return false;
    return usable(early) && usable(late);
}

static void compare_halves(hl_context *context, size_t metric, int32_t middle, hl_growing *list)
{
    size_t arms = context->design->arm_count;
    size_t control = context->design->control;
    hl_moments *early = hl_analysis__array(context, arms, sizeof *early);
    hl_moments *late = hl_analysis__array(context, arms, sizeof *late);
    bool fine = true;
    for (uint32_t arm = 0; !context->failed && arm < arms; arm++)
        fine = halves(context, metric, arm, middle, &early[arm], &late[arm]) && fine;
    if (context->failed || !fine)
        return;
    hl_estimator_options options = hl_analysis__estimator_options(context, metric);
    hl_flags flags = 0;
    const hl_estimator *estimator = hl_analysis__estimator(options.metric, early, arms, &flags);
    for (size_t arm = 0; arm < arms; arm++) {
        if (arm == control)
            continue;
        half_change change = {.metric = metric, .arm = arm};
        change.halves[0] = estimator->stratum(&options, &early[control], &early[arm]);
        change.halves[1] = estimator->stratum(&options, &late[control], &late[arm]);
        double ratio = hl_stats__mantel_haenszel(change.halves, 2, options.conf).ratio.estimate;
        change.p = hl_stats__heterogeneity(change.halves, 2, ratio).p;
        half_change *kept = hl_analysis__append(context, list, sizeof *kept);
        if (kept != NULL)
            *kept = change;
    }
}

static hl_estimate lift_of(const hl_context *context, const hl_two_arms *half)
{
    hl_stratified ratio = hl_stats__mantel_haenszel(half, 1, 1 - context->design->alpha).ratio;
    return (hl_estimate){ratio.estimate - 1, ratio.low - 1, ratio.high - 1};
}

static void report_changes(hl_context *context, const half_change *changes, size_t count)
{
    double *p = hl_analysis__array(context, count, sizeof *p);
    size_t worst = 0;
    for (size_t i = 0; p != NULL && i < count; i++)
        p[i] = changes[i].p;
    if (p == NULL || !hl_analysis__went_well(context, hl_stats__holm(p, p, count, NULL)))
        return;
    for (size_t i = 1; i < count; i++)
        worst = p[i] < p[worst] ? i : worst;
    if (isnan(p[worst]))
        return;
    const half_change *change = &changes[worst];
    bool changed = p[worst] < NOVELTY_LEVEL;
    hl_finding finding = hl_analysis__finding_of(
        changed ? HL_FOUND_NOVELTY : HL_FOUND_NOVELTY_NOT_SHOWN, change->metric, change->arm);
    finding.effect = lift_of(context, &change->halves[0]);
    finding.later = lift_of(context, &change->halves[1]);
    finding.effect_of = HL_SCALE_LIFT;
    finding.p = p[worst];
    hl_analysis__check(context, HL_CHECK_NOVELTY, changed ? HL_CHECK_WARN : HL_CHECK_OK, &finding);
}

void hl_analysis__check_novelty(hl_context *context)
{
    hl_growing list = {0};
    for (size_t m = 0; context->has_days && m < context->design->metric_count; m++) {
        int32_t middle = 0;
        const hl_metric *metric = &context->design->metrics[m];
        if (metric->role == HL_ROLE_PRIMARY && hl_analysis__can_pool(metric) && !context->failed &&
            middle_day(context, m, &middle))
            compare_halves(context, m, middle, &list);
    }
    if (!context->failed && list.count > 0)
        report_changes(context, list.items, list.count);
}
