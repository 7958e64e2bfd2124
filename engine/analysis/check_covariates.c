/* Covariates that were measured after the experiment began. Adjusting for what the treatment itself
 * has changed takes its effect away (Rosenbaum 1984, JRSS A 147:656-666), and nothing in a table
 * says when a column was made. But few histories tell a metric almost to the last unit
 * (subscriptions, balances do): of a covariate that explains more of the metric's variance within
 * arms than `most` an effect on the metric is one on it as well, so it is from after where its
 * means are not alike in the arms, p < `unlike`, and is the metric itself where it explains `all`.
 * Else it is asked about. Who lacks a history tells nothing so surely: a lack that explains `most`
 * is from after. Who has a history can say much of what he buys, for new customers lack it: a lack
 * that explains more than `much` is only asked about. */
#include "analysis/data_checks.h"

static const double most = 0.95, all = 0.9999;
static const double unlike = 0.01; /* 1 in 100 of the true ones */
static const double much = 0.5;

/* The share of the variance of y that variable v explains by itself, within arms. */
static double explained(const hl_moments *arms, size_t count, uint32_t v)
{
    double yy = 0, vv = 0, yv = 0;
    for (size_t i = 0; i < count; i++) {
        if (arms[i].n < 2)
            continue;
        double n = (double)arms[i].n;
        yy += n * arms[i].cov[0][0];
        vv += n * arms[i].cov[v][v];
        yv += n * arms[i].cov[0][v];
    }
    return yy > 0 && vv > 0 ? yv * yv / (yy * vv) : 0;
}

static bool check_one(hl_context *context, size_t metric, const hl_moments *arms, size_t covariate)
{
    const hl_design *design = context->design;
    uint32_t v = (uint32_t)(2 + covariate);
    double known = explained(arms, design->arm_count, v);
    double lacking = explained(arms, design->arm_count, v + (uint32_t)design->covariate_count);
    if (known <= most && lacking <= much)
        return false;
    bool is_metric = known > all ||
                     (known > most && hl_analysis__covariate_p(context, arms, covariate) < unlike);
    hl_finding finding =
        hl_analysis__finding_of(is_metric        ? HL_FOUND_COVARIATE_IS_METRIC
                                : known > most   ? HL_FOUND_COVARIATE_TELLS
                                : lacking > most ? HL_FOUND_COVARIATE_LACK_IS_METRIC
                                                 : HL_FOUND_COVARIATE_LACK_TELLS,
                                metric, SIZE_MAX);
    finding.name = design->covariates[covariate];
    finding.share = known > most ? known : lacking;
    hl_check_status status = finding.code == HL_FOUND_COVARIATE_LACK_TELLS ? HL_CHECK_WARN
                             : finding.code == HL_FOUND_COVARIATE_TELLS
                                 ? hl_analysis__blocking(context)
                                 : HL_CHECK_FAIL;
    hl_analysis__check(context, HL_CHECK_COVARIATES_BEFORE, status, &finding);
    return true;
}

void hl_analysis__check_covariates(hl_context *context)
{
    size_t covariates = context->design->covariate_count;
    for (size_t m = 0; covariates > 0 && m < context->design->metric_count; m++) {
        const hl_moments *arms = hl_analysis__moments(context, m, 0);
        if (arms == NULL)
            return;
        bool found = false;
        for (size_t i = 0; i < covariates && !found && arms[0].width == 2 + 2 * covariates; i++)
            found = check_one(context, m, arms, i);
        if (found)
            return;
    }
}
