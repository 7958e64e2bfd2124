/* Arms whose shares change over the days of a flat file (a ramp), where the metric changes over
 * them as well: the arm with more of the later days has more of what is of later days (Simpson
 * 1951). What the arms differ by within days, weighted by n1 n2 / (n1 + n2) (Cochran 1954), is the
 * effect. It is told where the shares of the days are unlike, p < 0.001, and the difference in all
 * lies two standard errors and more from that within days. A store reads within days itself.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/contingency.h"

/* An arm and the control on the days that both have. */
typedef struct paired_days {
    double weight, within, variance; /* sums over the days */
    double n[2], sum[2], squares[2];
} paired_days;

static double variance_of_mean(const hl_day_values *d)
{
    return (d->squares - d->sum * d->sum / d->n) / (d->n - 1) / d->n;
}

static void add_day(paired_days *to, const hl_day_values *arm, const hl_day_values *control)
{
    const hl_day_values *two[] = {control, arm};
    double w = arm->n * control->n / (arm->n + control->n);
    if (arm->n < 2 || control->n < 2)
        return;
    to->weight += w;
    to->within += w * (arm->sum / arm->n - control->sum / control->n);
    to->variance += w * w * (variance_of_mean(arm) + variance_of_mean(control));
    for (int i = 0; i < 2; i++) {
        to->n[i] += two[i]->n;
        to->sum[i] += two[i]->sum;
        to->squares[i] += two[i]->squares;
    }
}

/* The p of alike shares of both on these days; table: room for all days of the arm. */
static double pair_days(const hl_dated_values *of, size_t arm, size_t control, double *table,
                        paired_days *out)
{
    const double few = 20;
    size_t rows = 0, k = 0;
    for (size_t i = 0; i < of->counts[arm]; i++) {
        const hl_day_values *a = &of->of[arm][i];
        while (k < of->counts[control] && of->of[control][k].day < a->day)
            k++;
        if (k == of->counts[control] || of->of[control][k].day != a->day)
            continue;
        const hl_day_values *c = &of->of[control][k];
        add_day(out, a, c);
        table[2 * rows] = a->n;
        table[2 * rows + 1] = c->n;
        rows += a->n + c->n >= few;
    }
    return rows < 2 ? HL_NAN : hl_stats__contingency(table, rows, 2).p;
}

static hl_estimate interval(double estimate, double variance)
{
    const double z = 1.959963984540054;
    double half = z * sqrt(variance);
    return (hl_estimate){estimate, estimate - half, estimate + half};
}

/* The difference over all these days at once. */
static hl_estimate in_all(const paired_days *days)
{
    hl_day_values two[2];
    for (int i = 0; i < 2; i++)
        two[i] = (hl_day_values){0, days->n[i], days->sum[i], days->squares[i]};
    return interval(days->sum[1] / days->n[1] - days->sum[0] / days->n[0],
                    variance_of_mean(&two[0]) + variance_of_mean(&two[1]));
}

static void compare(hl_context *context, const hl_dated_values *of, size_t arm)
{
    const double errors = 2;
    paired_days days = {0};
    double *table = hl_analysis__array(context, 2 * of->counts[arm] + 2, sizeof *table);
    if (table == NULL)
        return;
    double p = pair_days(of, arm, context->design->control, table, &days);
    if (!(p < HL_SRM_BLOCKS) || !(days.weight > 0))
        return;
    double se = sqrt(days.variance) / days.weight, within = days.within / days.weight;
    hl_estimate all = in_all(&days);
    if (!(fabs(all.estimate - within) > errors * se))
        return;
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_ARMS_SHIFT, of->metric, arm);
    finding.name = of->column;
    finding.effect_of = HL_SCALE_DIFFERENCE;
    finding.effect = all;
    finding.later = interval(within, se * se);
    finding.p = p;
    hl_analysis__check(context, HL_CHECK_ARM_DAYS, HL_CHECK_WARN, &finding);
}

void hl_analysis__check_arms_shift(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->dated_value_count && !context->failed; k++)
        for (size_t i = 0; i < context->design->arm_count && !context->failed; i++)
            if (i != context->design->control)
                compare(context, &cells->dated_values[k], i);
}
