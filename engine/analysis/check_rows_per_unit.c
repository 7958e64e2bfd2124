/* Metrics per row of units (orders, sessions, touches) where units of one arm have more rows. How
 * many they have is then an effect, or a design: a second order that is smaller makes the mean of
 * orders fall and what a customer spends rise; a second message to who has not bought lowers the
 * rate of messages and raises that of customers. Told where the rows of a unit differ between an
 * arm and the control (Welch, p < 0.001 over all arms). Rows of a flat file may be orders: no
 * verdict. Those of a store are touches, and the definition says that they are to be compared: it
 * is told beside the verdict. docs/statistics/losses.md */
#include <math.h>

#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/alike_means.h"

/* Rows with a value, of a unit. */
static hl_sample rows_of(const hl_moments *arm)
{
    double n = (double)arm->n, mean = arm->sum[1] / n;
    return (hl_sample){n, mean, (arm->product[1][1] - n * mean * mean) / (n - 1)};
}

/* One of all ways to share n + m units out into n and m. */
static double share_of_ways(double n, double m)
{
    double share = 1;
    for (int64_t i = 1; (double)i <= m && share > HL_SRM_BLOCKS * HL_SRM_BLOCKS; i++)
        share *= (double)i / (n + (double)i);
    return share;
}

/* The p of alike rows. Where no unit of either differs from its arm's, and the arms do, two of all
 * ways to share the units out are as far apart (permutation): 4 units say nothing. */
static double p_of(const hl_sample *a, const hl_sample *b)
{
    if (!(a->n > 1) || !(b->n > 1))
        return HL_NAN;
    if (!(a->variance > 0) && !(b->variance > 0))
        return a->mean == b->mean ? 1 : 2 * share_of_ways(a->n, b->n);
    return hl_stats__alike_means(a, b);
}

static const char *mean_text(hl_context *context, double mean)
{
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    hl_base__text_add(&text, hl_base__number_fixed(mean, 2, number));
    return hl_analysis__keep(context, &text);
}

static void tell(hl_context *context, size_t metric, size_t arm, const hl_sample rows[2], double p)
{
    bool flat = context->cells->cells[0]->day == HL_CELLS_NO_DAY;
    hl_finding finding = hl_analysis__finding_of(
        flat ? HL_FOUND_ROWS_PER_UNIT_APART : HL_FOUND_ROWS_PER_UNIT, metric, arm);
    finding.other = context->design->control;
    finding.name = mean_text(context, rows[0].mean);
    finding.meant = mean_text(context, rows[1].mean);
    finding.p = p;
    if (!context->failed)
        hl_analysis__check(context, HL_CHECK_MEANING,
                           flat ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
}

static void check_metric(hl_context *context, size_t metric)
{
    size_t arms = context->design->arm_count, control = context->design->control;
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    for (size_t i = 0; moments != NULL && i < arms && !context->failed; i++) {
        hl_sample rows[] = {rows_of(&moments[i]), rows_of(&moments[control])};
        double p = i == control ? 1 : (double)(arms - 1) * p_of(&rows[0], &rows[1]);
        if (p < HL_SRM_BLOCKS) {
            tell(context, metric, i, rows, p);
            return;
        }
    }
}

void hl_analysis__check_rows_per_unit(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric *metric = &context->design->metrics[m];
        if (metric->per == HL_PER_TOUCH && metric->kind != HL_METRIC_RATIO &&
            context->cells->cell_count > 0)
            check_metric(context, m);
    }
}
