/* Columns that are read as what they are not.
 *   - Orders that were undone, as a column beside says ("order_status": cancelled), count as any
 *     other. Alike in all arms that makes all numbers too large, and is told; unlike, p < 0.001 and
 *     more than 1 %, the difference is that of the orders that were undone: no verdict.
 *   - The total of an order on each of its lines is summed once for each. Where the arms' orders
 *     have unlike numbers of lines (Welch, p < 0.001 over all pairs), the difference is that of the
 *     lines: no verdict.
 *   - Sums beside a count of units, read as the number of each unit: their error is next to none.
 *     Values of units stand in several rows, sums hardly ever do: no verdict where less than half
 *     of the units stand in rows with a number that another row has too.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"
#include "stats/alike_means.h"

/* ---- undone */

static void check_undone(hl_context *context)
{
    static const hl_loss_kind kind = {HL_CHECK_MEANING,
                                      HL_FOUND_UNDONE_ROWS,
                                      HL_FOUND_UNDONE_ROWS,
                                      HL_FOUND_UNDONE_ROWS_APART,
                                      HL_CHECK_OK,
                                      HL_LOSS_ANY_SHARE | HL_LOSS_APART_IF_MANY,
                                      NULL};
    const hl_undone_rows *of = &context->cells->undone;
    hl_losses l = {.name = of->column, .meant = of->example, .metric = SIZE_MAX};
    if (of->column == NULL || !hl_analysis__make_losses(context, &l))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)of->undone[i];
        l.all[i] = (double)of->rows[i];
    }
    hl_analysis__sum_losses(context, &l);
    hl_loss_kind told = kind;
    if (l.n > hl_analysis__most_share * l.of)
        told.status = HL_CHECK_WARN;
    hl_analysis__judge_losses(context, &told, &l);
}

/* ---- totals on lines */

static hl_sample lines_of(const hl_order_lines *of, size_t arm)
{
    double n = of->orders[arm], mean = of->lines[arm] / n;
    return (hl_sample){n, mean, (of->squares[arm] - n * mean * mean) / (n - 1)};
}

/* The smallest p of two arms, times how many pairs there are. */
static double p_of_lines(const hl_context *context, const hl_order_lines *of)
{
    size_t arms = context->design->arm_count;
    double least = 1, pairs = (double)(arms * (arms - 1)) / 2;
    for (size_t i = 1; i < arms; i++)
        for (size_t k = 0; k < i; k++) {
            hl_sample a = lines_of(of, i), b = lines_of(of, k);
            double p = of->orders[i] > 1 && of->orders[k] > 1 ? hl_stats__alike_means(&a, &b) : 1;
            if (a.variance <= 0 && b.variance <= 0 && a.mean != b.mean)
                p = 0; /* all of one have two lines, say, and all of the other one */
            least = isnan(p) ? least : fmin(least, p);
        }
    return fmin(1, least * pairs);
}

static void check_order_lines(hl_context *context)
{
    const hl_order_lines *of = &context->cells->order_lines;
    hl_losses l = {.name = of->order, .metric = of->metric};
    if (of->order == NULL || !hl_analysis__make_losses(context, &l))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = of->lines[i] - of->orders[i];
        l.all[i] = of->lines[i];
    }
    hl_analysis__sum_losses(context, &l);
    l.p = p_of_lines(context, of);
    bool apart = hl_analysis__are_apart(context, &l);
    if (l.n > 0)
        hl_analysis__tell_losses(context, &l, HL_CHECK_MEANING,
                                 apart ? HL_FOUND_ORDER_TOTALS_APART : HL_FOUND_ORDER_TOTALS,
                                 apart ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

/* ---- sums beside a count */

static void check_counted(hl_context *context)
{
    const double most = 0.5, least_units = 2; /* a row */
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->counted_count && !context->failed; k++) {
        const hl_counted_values *of = &cells->counted[k];
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_COUNTED_SUMS, of->metric, SIZE_MAX);
        finding.share = 1 - of->repeated / of->units;
        if (of->units >= least_units * of->rows && of->repeated < most * of->units)
            hl_analysis__check(context, HL_CHECK_MEANING, hl_analysis__blocking(context), &finding);
    }
}

void hl_analysis__check_meaning(hl_context *context)
{
    check_undone(context);
    if (!context->failed)
        check_order_lines(context);
    if (!context->failed)
        check_counted(context);
}
