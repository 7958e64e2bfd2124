/* Several periods: independent multinomials, so their chi-squares and degrees of freedom add up.
 * Where a period has so few units that its test is the exact one, the smallest p times the number
 * of periods (Bonferroni). */
#include "analysis/periods.h"

#include "base/number.h"
#include "stats/srm_chi2.h"
#include "stats/srm_multinomial.h"

enum { EXACT_TABLES = 20000 }; /* up to so many ways to split the units the exact test is taken */

size_t hl_analysis__periods(const hl_context *context)
{
    return context->period_count > 1 ? context->period_count : 1;
}

size_t hl_analysis__period_of(const hl_context *context, int32_t day)
{
    const hl_weight_period *periods = context->periods;
    size_t count = hl_analysis__periods(context);
    if (count == 1)
        return 0;
    for (size_t i = count; i-- > 0;)
        if (day >= periods[i].from_day)
            return day == periods[i].from_day && !periods[i].from_midnight ? SIZE_MAX : i;
    return 0;
}

double hl_analysis__period_weight(const hl_context *context, size_t period, size_t arm)
{
    return hl_analysis__periods(context) == 1 ? (double)context->design->arms[arm].weight
                                              : (double)context->periods[period].weights[arm];
}

double *hl_analysis__period_counts(hl_context *context, hl_cells_counter counter, uint32_t split)
{
    size_t arms = context->design->arm_count;
    hl_cell_run run = hl_cells__split_run(&context->index, split);
    double *counts =
        hl_analysis__array(context, hl_analysis__periods(context) * arms, sizeof *counts);
    for (size_t i = 0; counts != NULL && i < run.count; i++) {
        const hl_cell *cell = run.cells[i];
        size_t period = hl_analysis__period_of(context, cell->day);
        if (cell->arm < arms && cell->day <= context->judged_day && period != SIZE_MAX)
            counts[period * arms + cell->arm] += (double)cell->counters[counter];
    }
    return counts;
}

double *hl_analysis__all_periods(hl_context *context, const double *counts)
{
    size_t arms = context->design->arm_count;
    double *sums = hl_analysis__array(context, arms, sizeof *sums);
    for (size_t i = 0; sums != NULL && i < hl_analysis__periods(context) * arms; i++)
        sums[i % arms] += counts[i];
    return sums;
}

double *hl_analysis__expected(hl_context *context, const double *counts)
{
    size_t arms = context->design->arm_count;
    double *expected = hl_analysis__array(context, arms, sizeof *expected);
    for (size_t k = 0; expected != NULL && k < hl_analysis__periods(context); k++) {
        double n = 0;
        double weight = 0;
        for (size_t i = 0; i < arms; i++) {
            double mine = hl_analysis__period_weight(context, k, i);
            weight += mine;
            n += mine > 0 ? counts[k * arms + i] : 0;
        }
        for (size_t i = 0; weight > 0 && i < arms; i++)
            expected[i] += n * hl_analysis__period_weight(context, k, i) / weight;
    }
    for (size_t i = 0; expected != NULL && i < arms; i++)
        expected[i] = round(expected[i]);
    return expected;
}

typedef struct split_test {
    double p, x2, df;
    bool exact;
} split_test;

static split_test test_period(hl_context *context, const double *counts, size_t period)
{
    size_t arms = context->design->arm_count;
    split_test out = {HL_NAN, 0, 0, false};
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    size_t planned = 0;
    double n = 0;
    for (size_t i = 0; weights != NULL && i < arms; i++) {
        weights[i] = hl_analysis__period_weight(context, period, i);
        planned += weights[i] > 0;
        n += weights[i] > 0 ? counts[i] : 0;
    }
    if (weights == NULL || planned == 0)
        return out;
    hl_srm_chi2 test = hl_stats__srm_chi2(counts, weights, arms);
    out = (split_test){test.p, test.x2, test.df, hl_stats__srm_tables(n, planned) <= EXACT_TABLES};
    if (out.exact)
        out.p = hl_stats__srm_multinomial(counts, weights, arms);
    return out;
}

double hl_analysis__srm_p_of(hl_context *context, const double *counts, size_t period)
{
    return hl_analysis__weights_known(context) ? test_period(context, counts, period).p : HL_NAN;
}

double hl_analysis__srm_p(hl_context *context, const double *counts)
{
    size_t arms = context->design->arm_count;
    double x2 = 0;
    double df = 0;
    double least = 1;
    double tests = 0;
    bool exact = false;
    if (!hl_analysis__weights_known(context))
        return HL_NAN;
    for (size_t k = 0; k < hl_analysis__periods(context); k++) {
        split_test one = test_period(context, counts + k * arms, k);
        if (isnan(one.p))
            continue;
        tests++;
        least = fmin(least, one.p);
        exact = exact || one.exact;
        x2 += one.x2;
        df += one.df;
    }
    if (tests == 0)
        return HL_NAN;
    if (tests == 1 || exact)
        return fmin(1, tests * least);
    return exp(hl_stats__chi2_log_upper(x2, df));
}

static double p_of_today(hl_context *context)
{
    int32_t today = context->counted_day;
    size_t arms = context->design->arm_count, period = hl_analysis__period_of(context, today);
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t i = 0; counts != NULL && i < arms; i++)
        counts[i] = (double)(hl_analysis__count(context, i, HL_COUNT_ENROLLED, today) -
                             hl_analysis__count(context, i, HL_COUNT_ENROLLED, today - 1));
    return counts == NULL || period == SIZE_MAX ? HL_NAN
                                                : hl_analysis__srm_p_of(context, counts, period);
}

void hl_analysis__judge_whole_days(hl_context *context)
{
    context->judged_day = context->counted_day;
    if (!context->has_days || context->matured_day >= context->counted_day ||
        hl_split_status(p_of_today(context)) == HL_CHECK_OK)
        return;
    context->judged_day = context->counted_day - 1;
    double *before = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, 0);
    if (before != NULL && hl_split_status(hl_analysis__srm_p(context, before)) != HL_CHECK_OK)
        context->judged_day = context->counted_day;
}
