/* Several arms against one control: Dunnett's p-values within each metric, and intervals of the
 * difference that hold for all its arms at once, from the same estimator at Dunnett's level. Each p
 * is taken as its normal deviate, so that the score and the t tests enter alike. With several
 * metrics in the family the p-values are also multiplied by their number (Bonferroni). Always-valid
 * p-values have no Dunnett form: they stay with Holm. */
#include "stats/dunnett.h"

#include "analysis/strata.h"
#include "base/number.h"
#include "stats/student_t.h"

static bool fill_lambda(const hl_metric_result *result, double *lambda)
{
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        lambda[i] = c->se_control / c->se;
        if (isnan(c->p) || !(lambda[i] < 1))
            return false;
    }
    return result->comparison_count > 1;
}

static void simultaneous_intervals(hl_context *context, size_t metric, double critical)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    if (context->failed)
        return;
    input.options.conf = 1 - 2 * hl_stats__z_upper(critical);
    hl_metric_result *result = &context->metrics[metric];
    for (size_t i = 0; i < result->comparison_count; i++) {
        hl_comparison *c = &hl_analysis__open(result)[i];
        hl_comparison wide;
        if (context->strata == HL_STRATA_NONE)
            hl_analysis__compare(&input, c->arm, c->control, &wide);
        else {
            wide = *c;
            hl_analysis__compare_within(context, metric, input.options.conf, &wide);
        }
        c->simultaneous = wide.difference;
    }
}

static void run_metric(hl_context *context, size_t metric, double metrics)
{
    hl_metric_result *result = &context->metrics[metric];
    double *lambda = hl_analysis__array(context, result->comparison_count, sizeof *lambda);
    if (lambda == NULL || !fill_lambda(result, lambda))
        return;
    hl_dunnett dunnett = {lambda, result->comparison_count, (double)INFINITY, 2};
    for (size_t i = 0; i < result->comparison_count; i++) {
        hl_comparison *c = &hl_analysis__open(result)[i];
        double z = c->p > 0 ? hl_stats__z_quantile(c->p / 2) : 38;
        double p = metrics * hl_stats__dunnett_p(&dunnett, c->p < 1 ? z : 0);
        c->p_adjusted = p < 1 ? p : 1;
        c->p_effective_adjusted = c->p_exact > c->p_adjusted ? c->p_exact : c->p_adjusted;
        c->adjustment = metrics > 1 ? HL_ADJUSTED_DUNNETT_BONFERRONI : HL_ADJUSTED_DUNNETT;
    }
    double conf = 1 - context->out->look_alpha / metrics;
    simultaneous_intervals(context, metric, hl_stats__dunnett_critical(&dunnett, conf));
}

void hl_analysis__dunnett(hl_context *context, hl_metric_role role)
{
    double metrics = 0;
    for (size_t m = 0; m < context->design->metric_count; m++)
        metrics += context->design->metrics[m].role == role;
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        if (context->design->metrics[m].role == role)
            run_metric(context, m, metrics);
}
