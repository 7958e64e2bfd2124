/* Second views of one comparison: the Bayesian one, and the exact test beside small counts. */
#include "analysis/effect.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/beta_binomial.h"
#include "stats/exact_beside.h"
#include "stats/normal_posterior.h"
#include "stats/touch_proportion.h"

void hl_analysis__beta_view(const hl_estimator_options *options, const hl_two_rates *rates,
                            hl_comparison *out)
{
    hl_beta_prior prior = {options->prior_a, options->prior_b};
    if (!(prior.a > 0) || !(prior.b > 0))
        return;
    hl_beta_binomial view = hl_stats__beta_binomial(rates, prior);
    bool up = options->metric->goal == HL_GOAL_INCREASE;
    out->probability_better = up ? view.p_better : view.p_worse;
    out->expected_loss = up ? view.loss_t : view.loss_c;
}

void hl_analysis__normal_view(const hl_estimator_options *options, double difference, double se,
                              hl_comparison *out)
{
    if (!(se > 0))
        return;
    bool up = options->metric->goal == HL_GOAL_INCREASE;
    hl_normal_posterior view =
        hl_stats__normal_posterior(up ? difference : -difference, se, false, 0, 0, options->conf);
    out->probability_better = view.p_better;
    out->expected_loss = view.loss_t;
}

hl_status hl_analysis__exact_beside(const hl_two_rates *rates, hl_comparison *out, hl_error *err)
{
    hl_status status = hl_stats__exact_beside(rates, &out->p_exact, err);
    if (status == HL_OK)
        out->exact_method =
            hl_stats__exact_is_boschloo(rates) ? HL_EXACT_BOSCHLOO : HL_EXACT_FISHER;
    return status;
}

hl_touch_sums hl_analysis__touch_sums(const hl_moments *m)
{
    return (hl_touch_sums){.units = (double)m->n,
                           .y = m->sum[0],
                           .d = m->sum[1],
                           .yy = m->product[0][0],
                           .dd = m->product[1][1],
                           .yd = m->product[0][1]};
}

void hl_analysis__withhold_few_clusters(const hl_moments *control, const hl_moments *treatment,
                                        hl_comparison *out)
{
    double fewer = fmin(control->clusters.effective, treatment->clusters.effective);
    if (!isnan(out->p) && fewer < HL_ANALYSIS_CLUSTERS_NEEDED)
        hl_analysis__withhold(out, HL_FLAG_FEW_CLUSTERS, fewer, HL_ANALYSIS_CLUSTERS_NEEDED);
}

void hl_analysis__clustering(const hl_metric *metric, const hl_moments *m, double *icc,
                             double *design_effect)
{
    *icc = *design_effect = HL_NAN;
    if (metric->kind == HL_METRIC_RATIO) /* what it divides by is not touches */
        return;
    hl_touch_sums sums = hl_analysis__touch_sums(m);
    hl_touch_effect effect =
        hl_metric_is_rate(metric)
            ? hl_stats__touch_effect(&sums, m->clusters.inflation)
            : hl_stats__touch_mean_effect(&sums, m->within, m->clusters.inflation);
    *icc = effect.icc;
    *design_effect = effect.deff;
}
