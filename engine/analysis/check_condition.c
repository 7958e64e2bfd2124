/* The rows that a condition kept. Chosen by what was known before the experiment, they are as
 * randomised as all are, and the condition keeps alike shares of the arms but for chance. Chosen by
 * what the treatment may have changed (who opened, who ordered), the arms no longer hold the same
 * kind of unit, and a difference between them is no effect. So: unlike shares, and conditions on a
 * metric of the analysis itself, are warned of, and p < 0.001 of alike shares is a broken split of
 * the rows kept: no verdict.
 *
 * Rows that are touches of one unit resemble each other: Pearson's chi-square is divided by their
 * number per unit, as if all touches of a unit were kept or left out together. */
#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/contingency.h"
#include "stats/srm_chi2.h"

/* Rows kept and left out by arm, in two columns; the rows left out in all. */
static double fill_table(hl_context *context, double *table)
{
    double left_out = 0;
    for (uint32_t arm = 0; arm < context->design->arm_count; arm++) {
        double *row = table + (size_t)2 * arm;
        row[0] = (double)hl_analysis__count(context, arm, HL_COUNT_TOUCHES, context->counted_day);
        row[1] = (double)hl_analysis__count(context, arm, HL_COUNT_LEFT_OUT, context->counted_day);
        left_out += row[1];
    }
    return left_out;
}

static double shares_p(const hl_context *context, const double *table)
{
    hl_contingency test = hl_stats__contingency(table, context->design->arm_count, 2);
    double rows = (double)hl_analysis__counter_total(context, HL_COUNT_TOUCHES);
    double units = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED);
    double per_unit = units > 0 && rows > units ? rows / units : 1;
    return isnan(test.p) ? HL_NAN : exp(hl_stats__chi2_log_upper(test.chi2 / per_unit, test.df));
}

/* The p of rows being split as planned, or alike where no plan is known: of those kept, or of all.
 */
static double split_p(hl_context *context, const double *table, bool of_all)
{
    size_t arms = context->design->arm_count;
    bool known = hl_analysis__weights_known(context);
    double *rows = hl_analysis__array(context, arms, sizeof *rows);
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    for (size_t i = 0; rows != NULL && weights != NULL && i < arms; i++) {
        rows[i] = table[2 * i] + (of_all ? table[2 * i + 1] : 0);
        weights[i] = known ? (double)context->design->arms[i].weight : 1;
    }
    return context->failed ? HL_NAN : hl_stats__srm_chi2(rows, weights, arms).p;
}

/* An arm that ran only where the condition keeps rows loses none of them; the others lose alike
 * shares, and the rows kept are split right where all of them are not. A condition on what came
 * after the treatment does it the other way round: it breaks the split of those kept. */
static bool is_where_ran(hl_context *context, const double *table, double *p)
{
    size_t arms = context->design->arm_count, parted = 0, whole = 0;
    double *others = hl_analysis__array(context, 2 * arms, sizeof *others);
    for (size_t i = 0; others != NULL && i < arms; i++) {
        whole += table[2 * i] > 0 && table[2 * i + 1] == 0;
        if (table[2 * i + 1] == 0)
            continue;
        others[2 * parted] = table[2 * i];
        others[2 * parted + 1] = table[2 * i + 1];
        parted++;
    }
    if (others == NULL || whole == 0 || parted == 0)
        return false;
    double alike = parted < 2 ? 1 : hl_stats__contingency(others, parted, 2).p;
    *p = fmin(alike, split_p(context, table, false));
    return *p >= HL_SRM_BLOCKS && split_p(context, table, true) < HL_SRM_BLOCKS;
}

void hl_analysis__check_condition(hl_context *context)
{
    size_t arms = context->design->arm_count;
    size_t on_metric = context->cells->condition_metric;
    double *table = hl_analysis__array(context, 2 * arms, sizeof *table);
    if (table == NULL)
        return;
    double left_out = fill_table(context, table);
    if (left_out == 0)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_CONDITION_EVEN);
    finding.p = shares_p(context, table);
    if (finding.p < HL_SRM_WARNS)
        finding.code =
            finding.p < HL_SRM_BLOCKS ? HL_FOUND_CONDITION_APART : HL_FOUND_CONDITION_UNEVEN;
    double where_ran = HL_NAN;
    if (finding.p < HL_SRM_WARNS && is_where_ran(context, table, &where_ran)) {
        finding.code = HL_FOUND_CONDITION_WHERE_RAN;
        finding.p = where_ran;
    }
    if (on_metric != 0) {
        finding.code = HL_FOUND_CONDITION_ON_METRIC;
        finding.metric = on_metric - 1;
    }
    finding.n = left_out;
    finding.of = left_out;
    hl_finding_item *items = hl_analysis__items(context, &finding, arms);
    for (size_t i = 0; items != NULL && i < arms; i++) {
        items[i].name = context->design->arms[i].name;
        items[i].n = table[2 * i];
        items[i].of = table[2 * i] + table[2 * i + 1];
        finding.of += table[2 * i];
    }
    finding.share = finding.n / finding.of;
    hl_analysis__check(context, HL_CHECK_CONDITION,
                       finding.p < HL_SRM_BLOCKS ? hl_analysis__blocking(context)
                       : finding.code == HL_FOUND_CONDITION_EVEN ||
                               finding.code == HL_FOUND_CONDITION_WHERE_RAN
                           ? HL_CHECK_OK
                           : HL_CHECK_WARN,
                       &finding);
}

void hl_analysis__check_audience(hl_context *context)
{
    const hl_cells *cells = context->cells;
    bool unknown = cells->audience_lacks != NULL;
    if (!unknown && cells->outside == 0)
        return;
    hl_finding finding =
        hl_analysis__finding(unknown ? HL_FOUND_AUDIENCE_UNKNOWN : HL_FOUND_AUDIENCE);
    if (unknown) {
        finding.name = cells->audience_lacks;
    } else {
        finding.n = (double)cells->outside;
        finding.of = (double)cells->rows;
        finding.share = finding.n / finding.of;
    }
    hl_analysis__check(context, HL_CHECK_AUDIENCE, unknown ? HL_CHECK_WARN : HL_CHECK_OK, &finding);
}
