/* Segments that were made after the treatment: buyers and others, by the number of orders since.
 * Between arms they hold other people (Rosenbaum 1984, JRSS A 147:656-666), so what is compared
 * within them is no effect, however well the whole is randomised. Nothing in a table says when a
 * column was made, but two things give it away:
 *   - its values tell a metric: in some nobody has anything of it, in all others everybody has, or
 *     they explain more than `most` of its variance;
 *   - arms hold unlike shares of its values, p < 0.001 of alike ones. Where the planned split is
 *     known this is the check of the split in segments (check_srm_parts.c), which leaves out
 *     columns of the first kind, whose split is an effect.
 * It is told, and no reason of a verdict is taken from such segments.
 * docs/statistics/losses.md */
#include <math.h>
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/segments_after.h"
#include "base/number.h"
#include "stats/contingency.h"
#include "stats/srm_chi2.h"

static const double most = 0.95;    /* of the variance */
static const double few = 20;       /* units with, and without */
static const double nearly = 0.001; /* of the units of a value */
static const double per_value = 20; /* units a value, on average */

/* Units of a dimension's values. */
typedef struct told {
    double n, values;
    double with, without; /* units of values in which all, or none, have anything of the metric */
    double sum, within;   /* of the metric, within values */
    double squares;
    bool unknown;
} told;

static void add_value(const hl_context *context, const hl_moments *arms, bool bit, told *to)
{
    double n = 0, nonzero = 0, sum = 0, squares = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        if (arms[i].n == 0)
            continue;
        n += (double)arms[i].n;
        nonzero += bit ? arms[i].sum[0] : arms[i].nonzero;
        sum += arms[i].sum[0];
        squares += arms[i].product[0][0];
    }
    if (n == 0)
        return;
    to->unknown = to->unknown || isnan(nonzero);
    to->values++;
    to->n += n;
    to->with += nonzero >= (1 - nearly) * n ? n : 0;
    to->without += nonzero <= nearly * n ? n : 0;
    to->sum += sum;
    to->squares += squares;
    to->within += squares - sum * sum / n;
}

static bool tells(const told *t)
{
    double total = t->squares - t->sum * t->sum / t->n;
    bool parted = !t->unknown && t->with >= few && t->without >= few &&
                  t->with + t->without >= (1 - nearly) * t->n;
    bool explained = t->values > 1 && t->n > per_value * t->values && total > 0 &&
                     t->within < (1 - most) * total;
    return parted || explained;
}

size_t hl_analysis__told_metric(hl_context *context, uint32_t dimension)
{
    const hl_cells *cells = context->cells;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        hl_metric_kind kind = context->design->metrics[m].kind;
        told t = {.n = 0};
        for (uint32_t s = 1; s < cells->split_names.count && !context->failed; s++) {
            if (cells->splits[s].dimension != dimension)
                continue;
            const hl_moments *arms = hl_analysis__moments(context, m, s);
            if (arms != NULL)
                add_value(context, arms, kind == HL_METRIC_PROPORTION, &t);
        }
        if (t.n > 0 && tells(&t))
            return m;
    }
    return SIZE_MAX;
}

/* The p of alike shares of the values in all arms. */
static double alike_p(hl_context *context, uint32_t dimension)
{
    const hl_cells *cells = context->cells;
    size_t arms = context->design->arm_count, rows = 0;
    double *table = hl_analysis__array(context, cells->split_names.count * arms, sizeof *table);
    for (uint32_t s = 1; table != NULL && s < cells->split_names.count; s++) {
        if (cells->splits[s].dimension != dimension)
            continue;
        double units = 0;
        for (uint32_t i = 0; i < arms; i++) {
            table[rows * arms + i] = (double)hl_cells__run_count(
                hl_cells__run(&context->index, i, s, INT32_MIN, context->counted_day),
                HL_COUNT_ENROLLED);
            units += table[rows * arms + i];
        }
        /* chi-square needs some of each */
        rows += units >= few ? 1 : 0;
        for (size_t i = 0; units < few && i < arms; i++)
            table[rows * arms + i] = 0;
    }
    return table == NULL || rows < 2 ? HL_NAN : hl_stats__contingency(table, rows, arms).p;
}

static void tell(hl_context *context, uint32_t dimension, size_t metric, double p)
{
    hl_finding finding = hl_analysis__finding_of(
        metric != SIZE_MAX ? HL_FOUND_SEGMENTS_TELL : HL_FOUND_SEGMENTS_UNLIKE, metric, SIZE_MAX);
    finding.name = context->design->dimensions[dimension].name;
    finding.p = metric != SIZE_MAX ? HL_NAN : p;
    context->after[dimension] = true;
    hl_analysis__check(context, HL_CHECK_SEGMENTS_AFTER, HL_CHECK_WARN, &finding);
}

/* p of units that are alike in number in all arms; NaN of nobody. */
static double equal_p(hl_context *context, const double *counts)
{
    size_t arms = context->design->arm_count;
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    for (size_t i = 0; weights != NULL && i < arms; i++)
        weights[i] = 1;
    return context->failed ? HL_NAN : hl_stats__srm_chi2(counts, weights, arms).p;
}

/* Units by arm of a split, and their sum. */
static double count_split(hl_context *context, uint32_t split, double *counts)
{
    double units = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        counts[i] = (double)hl_cells__run_count(
            hl_cells__run(&context->index, i, split, INT32_MIN, context->counted_day),
            HL_COUNT_ENROLLED);
        units += counts[i];
    }
    return units;
}

/* The largest segment in which an arm has nobody where its share of the whole makes many expected;
 * `apart`: arms are alike in number in the segments that have them all, and not on the whole. */
static hl_finding without_arm(hl_context *context, uint32_t dimension, bool *apart)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    double *all = hl_analysis__array(context, arms, sizeof *all);
    double *common = hl_analysis__array(context, arms, sizeof *common);
    hl_finding finding = hl_analysis__finding(HL_FOUND_SEGMENTS_WITHOUT_ARM);
    if (context->failed)
        return finding;
    double total = count_split(context, 0, all);
    finding.n = 0;
    for (uint32_t s = 1; s < context->cells->split_names.count; s++) {
        const hl_split *split = &context->cells->splits[s];
        double units = split->dimension == dimension ? count_split(context, s, counts) : 0;
        bool complete = units > 0;
        for (size_t i = 0; i < arms && units > 0; i++) {
            complete = complete && counts[i] > 0;
            if (counts[i] == 0 && units * all[i] / total >= few && units > finding.n) {
                finding.arm = i;
                finding.n = units;
                finding.name = split->value;
            }
        }
        for (size_t i = 0; i < arms && complete; i++)
            common[i] += counts[i];
    }
    *apart = equal_p(context, common) >= HL_SRM_BLOCKS && equal_p(context, all) < HL_SRM_BLOCKS;
    return finding;
}

/* True when it was told. */
static bool tell_without_arm(hl_context *context, uint32_t dimension)
{
    bool apart = false;
    hl_finding finding = without_arm(context, dimension, &apart);
    hl_text text = {0};
    if (context->failed || !(finding.n > 0) || !apart)
        return false;
    hl_base__text_addf(&text, "%s = %s", context->design->dimensions[dimension].name, finding.name);
    finding.name = hl_analysis__keep(context, &text);
    hl_analysis__check(context, HL_CHECK_SEGMENTS_AFTER, hl_analysis__blocking(context), &finding);
    return true;
}

void hl_analysis__check_segments_after(hl_context *context)
{
    size_t count = context->design->dimension_count;
    context->after = hl_analysis__array(context, count + 1, sizeof *context->after);
    for (uint32_t d = 0; d < count && !context->failed; d++) {
        size_t metric = hl_analysis__told_metric(context, d);
        double p = metric == SIZE_MAX && !hl_analysis__weights_known(context)
                       ? (double)count * alike_p(context, d)
                       : 1;
        if (metric == SIZE_MAX && p < HL_SRM_BLOCKS && tell_without_arm(context, d))
            continue;
        if (metric != SIZE_MAX || p < HL_SRM_BLOCKS)
            tell(context, d, metric, p);
    }
}

bool hl_analysis__is_after(const hl_context *context, const char *dimension)
{
    for (size_t d = 0; context->after != NULL && d < context->design->dimension_count; d++)
        if (context->after[d] && strcmp(context->design->dimensions[d].name, dimension) == 0)
            return true;
    return false;
}
