/* Rows that a flat file does not have.
 *   - It has as many as spreadsheets hold (65,536; 1,048,576, with the header or without): the
 *     others were cut off. Or a round number of rows, of units that all have an amount, none of
 *     which is less than half of the usual one: the largest of a sorted table.
 *   - All units of an arm have something of a metric, and others of another arm have nothing: the
 *     export of that arm is of buyers alone. Where it has fewer units than the others, and no split
 *     is planned against which they are held, there is no verdict.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/arm_zero.h"
#include "analysis/losses.h"
#include "base/number.h"
#include "stats/srm_chi2.h"

static const double enough = 30; /* units of an arm */

static bool is_flat(const hl_context *context)
{
    const hl_cells *cells = context->cells;
    return cells->cell_count > 0 && cells->cells[0]->day == HL_CELLS_NO_DAY;
}

/* The share of the arm's units that have something of the metric; NaN: it is not known. */
static double share_of(const hl_metric *metric, const hl_moments *arm)
{
    double with = metric->kind == HL_METRIC_PROPORTION ? arm->sum[0] : arm->nonzero;
    return arm->n > 0 ? with / (double)arm->n : HL_NAN;
}

/* ---- cut off */

static bool is_full_sheet(int64_t rows)
{
    static const int64_t sheets[] = {65535, 65536, 1048575, 1048576};
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        if (rows == sheets[i])
            return true;
    return false;
}

/* 1,000; 5,000; 10,000; ... */
static bool is_limit(int64_t rows)
{
    const int64_t least = 1000;
    while (rows > 10 * least && rows % 10 == 0)
        rows /= 10;
    return rows == least || rows == 5 * least || rows == 10 * least;
}

/* The least and the median of the amounts of all arms. */
static void amounts_of(const hl_context *context, size_t metric, double *least, double *median)
{
    *least = *median = HL_NAN;
    for (size_t k = 0; k < context->cells->amount_count; k++) {
        const hl_arm_amounts *of = &context->cells->amounts[k];
        for (size_t i = 0; of->metric == metric && i < context->design->arm_count; i++) {
            if (of->counts[i] == 0)
                continue;
            *least = fmin(*least, of->of[i][0].value);
            *median = fmin(*median, of->of[i][of->counts[i] / 2].value);
        }
    }
}

/* A metric of amounts of which no unit of any arm has nothing, or little. */
static bool is_of_largest(hl_context *context)
{
    const double little = 0.5;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric *metric = &context->design->metrics[m];
        const hl_moments *moments =
            metric->kind == HL_METRIC_MEAN ? hl_analysis__moments(context, m, 0) : NULL;
        bool all = moments != NULL;
        for (size_t i = 0; all && i < context->design->arm_count; i++)
            all = share_of(metric, &moments[i]) >= 1;
        double least = 0, median = 0;
        amounts_of(context, m, &least, &median);
        if (all && least > little * median)
            return true;
    }
    return false;
}

static void check_cut(hl_context *context)
{
    int64_t rows = context->cells->rows;
    hl_finding finding = hl_analysis__finding(HL_FOUND_EXPORT_CUT);
    finding.n = (double)rows;
    if (is_full_sheet(rows) || (is_limit(rows) && is_of_largest(context)))
        hl_analysis__check(context, HL_CHECK_MISSING_ROWS, HL_CHECK_WARN, &finding);
}

/* ---- buyers alone */

/* Whether it has fewer units than alike shares give it, p < 0.001. */
static bool is_smaller(hl_context *context, const hl_moments *moments, size_t arm)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    double total = 0;
    if (counts == NULL || weights == NULL)
        return false;
    for (size_t i = 0; i < arms; i++) {
        counts[i] = (double)moments[i].n;
        total += counts[i];
        weights[i] = 1;
    }
    return (double)arms * counts[arm] < total &&
           hl_stats__srm_chi2(counts, weights, arms).p < HL_SRM_BLOCKS;
}

/* All of the arm bear a cost: who did nothing is there. */
static bool has_other_zero(hl_context *context, size_t metric, size_t arm)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->amount_count; k++)
        if (cells->amounts[k].metric == metric)
            return hl_analysis__zero_of_arm(context, &cells->amounts[k], arm) != 0;
    return false;
}

static void check_buyers(hl_context *context, size_t m)
{
    const double most = 0.9;
    const hl_metric *metric = &context->design->metrics[m];
    const hl_moments *moments = metric->kind == HL_METRIC_PROPORTION ||
                                        (metric->kind == HL_METRIC_MEAN && !(metric->winsorize > 0))
                                    ? hl_analysis__moments(context, m, 0)
                                    : NULL;
    for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++) {
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_ONLY_BUYERS, m, i);
        bool others = false;
        for (size_t k = 0; k < context->design->arm_count; k++)
            others =
                others || ((double)moments[k].n >= enough && share_of(metric, &moments[k]) < most);
        finding.n = (double)moments[i].n;
        if (finding.n < enough || !others || !(share_of(metric, &moments[i]) >= 1) ||
            has_other_zero(context, m, i))
            continue;
        bool cut = !hl_analysis__weights_known(context) && is_smaller(context, moments, i);
        finding.code = cut ? HL_FOUND_ONLY_BUYERS_CUT : HL_FOUND_ONLY_BUYERS;
        hl_analysis__check(context, HL_CHECK_MISSING_ROWS,
                           cut ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
    }
}

void hl_analysis__check_missing_rows(hl_context *context)
{
    if (!is_flat(context))
        return;
    check_cut(context);
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        check_buyers(context, m);
}
