/* One value that is most of an arm's sum: a bulk order, a test account. The estimate is then of
 * that unit, and its interval as wide as the value. It is told by sums alone, so of a store as well
 * as of a file: with S1, S2, S3 the sums of values, of their squares and cubes, the largest value
 * is at least S3 / S2, and S2^3 / S3^2 is how many equal values have these sums, near 1 where one
 * of them stands alone. */
#include <math.h>

#include "analysis/data_checks.h"
#include "base/number.h"

static const double most = 0.5;  /* of the sum of an arm */
static const double alone = 1.5; /* equal values */
static const double few = 20;    /* values other than 0: below, each is a large part anyhow */

static bool is_alone(const hl_moments *m, double *value, double *share)
{
    double square = m->product[0][0], sum = m->sum[0];
    if (!(m->nonzero >= few) || !isfinite(m->cube) || m->cube == 0 || !(square > 0) || sum == 0)
        return false;
    *value = m->cube / square;
    *share = *value / sum;
    return square * square * square<alone * m->cube * m->cube && * share> most && *share <= 1;
}

void hl_analysis__check_value_alone(hl_context *context)
{
    for (size_t k = 0; k < context->design->metric_count && !context->failed; k++) {
        const hl_metric *metric = &context->design->metrics[k];
        const hl_moments *moments = metric->kind == HL_METRIC_MEAN && !(metric->winsorize > 0)
                                        ? hl_analysis__moments(context, k, 0)
                                        : NULL;
        for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++) {
            hl_finding finding = hl_analysis__finding_of(HL_FOUND_VALUE_ALONE, k, i);
            double value = 0;
            if (!is_alone(&moments[i], &value, &finding.share))
                continue;
            finding.name = hl_analysis__amount_text(context, value);
            hl_analysis__check(context, HL_CHECK_AMOUNTS, HL_CHECK_WARN, &finding);
        }
    }
}
