/* 1 for yes and 2 for no, as questionnaires and SPSS write it, read as a number: its mean falls as
 * more say yes. All values of all arms are 1 or 2, and both are more than a few. Where the column
 * is called as what somebody did or did not (bought, 是否下单) there is no verdict; else it is
 * told, as buyers may all have taken one or two. */
#include <math.h>

#include "analysis/data_checks.h"

/* Of whole numbers (x - 1) (x - 2) is never below 0: where it adds up to 0 all are 1 or 2. */
static bool are_ones_and_twos(const hl_moments *m)
{
    double n = (double)m->n;
    return m->nonzero == n && m->product[0][0] - 3 * m->sum[0] + 2 * n == 0;
}

static bool is_coded(const hl_moments *arms, size_t count, double *ones, double *all)
{
    const double fewest = 50, least_share = 0.01;
    *ones = *all = 0;
    for (size_t i = 0; i < count; i++) {
        if (!are_ones_and_twos(&arms[i]))
            return false;
        *ones += 2 * (double)arms[i].n - arms[i].sum[0];
        *all += (double)arms[i].n;
    }
    return *all >= fewest && *ones >= least_share * *all && *all - *ones >= least_share * *all;
}

void hl_analysis__check_yes_no_codes(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric *metric = &context->design->metrics[m];
        bool named = cells->asks_whether != NULL && cells->asks_whether[m];
        bool mean = metric->kind == HL_METRIC_MEAN && metric->per == HL_PER_UNIT;
        const hl_moments *arms =
            mean && cells->asks_whether != NULL ? hl_analysis__moments(context, m, 0) : NULL;
        hl_finding finding = hl_analysis__finding_of(
            named ? HL_FOUND_YES_NO_CODES : HL_FOUND_YES_NO_CODES_PERHAPS, m, SIZE_MAX);
        if (arms == NULL || !is_coded(arms, context->design->arm_count, &finding.n, &finding.of))
            continue;
        finding.share = finding.n / finding.of;
        hl_analysis__check(context, HL_CHECK_MEANING,
                           named ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
    }
}
