/* The always-valid view of a comparison, valid at every look. stats/sequence_plan.h chooses the
 * sequence from the design, never from the data, and tunes it; `hookline size` asks the same.
 *
 * A proportion per unit of which ones or zeros are rare, or may be: the safe test of two rates
 * (exact), the sequence of means, or the average of both e-processes, for p, lift and difference
 * alike. Where the planned split is not known the safe test cannot answer; the difference, which
 * margins need, is then answered from the first unit on by universal inference beside the means
 * (stats/sequence_rates.h). Everything else: the asymptotic sequence of means on (linearised,
 * adjusted) unit values, withheld until the counts carry it; the lift is Fieller's set at the same
 * critical value. */
#include "analysis/effect.h"
#include "analysis/skewed.h"
#include "base/number.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_rates.h"

/* Where the control's mean is not away from 0 yet, little is excluded, or nothing. */
static void set_lift(const hl_fieller *set, hl_comparison *out)
{
    out->anytime.low = set->low;
    out->anytime.high = set->high;
    if (set->type == HL_FIELLER_EXCLUSIVE)
        out->flags |= HL_FLAG_ANYTIME_EXCLUSIVE;
    if (set->type == HL_FIELLER_ALL) {
        out->anytime.low = -HL_INFINITY;
        out->anytime.high = HL_INFINITY;
    }
    if (isinf(out->anytime.low))
        out->flags |= HL_FLAG_ANYTIME_LOW_OPEN;
    if (isinf(out->anytime.high))
        out->flags |= HL_FLAG_ANYTIME_HIGH_OPEN;
}

static bool is_ready(const hl_estimator_options *options, const hl_moments *m, const hl_sample *arm)
{
    if (isnan(arm->variance))
        return false;
    if (hl_metric_is_rate(options->metric))
        return hl_stats__sequence_rate_ready(arm);
    hl_two_part_arm values = hl_analysis__values_of_mean(m);
    bool of_units = options->metric->kind == HL_METRIC_MEAN && options->metric->per == HL_PER_UNIT;
    return of_units && hl_analysis__has_signs(&values)
               ? hl_stats__sequence_signed_ready(arm, values.third)
               : hl_stats__sequence_ready(arm);
}

double hl_analysis__sequence_units(const hl_estimator_options *options,
                                   const hl_estimator *estimator, const hl_moments *control,
                                   const hl_moments *treatment)
{
    hl_sample c = estimator->sample(options, control);
    hl_sample t = estimator->sample(options, treatment);
    return is_ready(options, control, &c) && is_ready(options, treatment, &t) ? c.n + t.n : 0;
}

/* Both arms as means, and their units; false where the counts do not carry them. */
static bool means_of(const hl_estimator_options *options, const hl_estimator *estimator,
                     const hl_moments *control, const hl_moments *treatment, hl_mean_pair *pair,
                     double *n)
{
    *n = hl_analysis__sequence_units(options, estimator, control, treatment);
    if (!(*n > 0))
        return false;
    hl_sample c = estimator->sample(options, control);
    hl_sample t = estimator->sample(options, treatment);
    *pair = estimator->pair == NULL ? hl_stats__mean_pair(&c, &t)
                                    : estimator->pair(options, control, treatment);
    return true;
}

/* The sequence of means at `alpha`; not ready where the counts do not carry it. */
static hl_sequence_mean sequence_of(const hl_estimator_options *options,
                                    const hl_estimator *estimator, const hl_moments *control,
                                    const hl_moments *treatment, double alpha,
                                    const hl_sequence_plan *plan)
{
    hl_mean_pair pair;
    double n = 0;
    if (!means_of(options, estimator, control, treatment, &pair, &n))
        return (hl_sequence_mean){.low = HL_NAN, .high = HL_NAN, .p = HL_NAN};
    return hl_stats__sequence_pair(&pair, n, alpha, hl_stats__sequence_nstar(plan, alpha));
}

void hl_analysis__take_sequence(const hl_metric *metric, const hl_sequence_mean *view,
                                hl_comparison *out)
{
    out->anytime.d_low = view->low;
    out->anytime.d_high = view->high;
    out->anytime.p = view->p;
    out->anytime.method = "mean_sequence";
    hl_fieller set = hl_analysis__possible_part(&view->lift, metric);
    set_lift(&set, out);
}

static void mean_sequence(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment,
                          const hl_sequence_plan *plan, hl_comparison *out)
{
    if (options->metric->kind == HL_METRIC_QUANTILE) {
        hl_analysis__quantile_sequence(options, control, treatment, plan->nstar, out);
        return;
    }
    hl_sequence_mean view =
        sequence_of(options, estimator, control, treatment, 1 - options->conf, plan);
    if (!view.ready) {
        if (!isnan(estimator->sample(options, control).variance) &&
            !isnan(estimator->sample(options, treatment).variance))
            out->flags |= HL_FLAG_ASYMPTOTIC_WITHHELD;
        return;
    }
    hl_analysis__take_sequence(options->metric, &view, out);
}

/* Lift and p, and the difference, from one test. */
static void rate_sequence(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment, double share,
                          const hl_sequence_plan *plan, hl_comparison *out)
{
    hl_mean_pair pair;
    hl_rates_seen seen = {
        .rates = {control->sum[0], (double)control->n, treatment->sum[0], (double)treatment->n},
        .share = share,
        .expected = options->metric->expected};
    if (means_of(options, estimator, control, treatment, &pair, &seen.n))
        seen.means = &pair;
    hl_rate_sequence difference =
        hl_stats__sequence_rates(&seen, plan, HL_SAFE_DIFFERENCE, options->conf);
    out->anytime.d_low = difference.low;
    out->anytime.d_high = difference.high;
    if (!(plan->exact > 0))
        return;
    hl_rate_sequence ratio = hl_stats__sequence_rates(&seen, plan, HL_SAFE_RATIO, options->conf);
    out->anytime.low = ratio.low - 1;
    out->anytime.high = ratio.high - 1;
    out->anytime.p = ratio.p;
    out->anytime.method = plan->exact < 1 ? "rate_sequence" : "ratio_sequence";
    out->flags &= ~(hl_flags)(HL_FLAG_ASYMPTOTIC_WITHHELD | HL_FLAG_ANYTIME_LOW_OPEN |
                              HL_FLAG_ANYTIME_HIGH_OPEN | HL_FLAG_ANYTIME_EXCLUSIVE);
    if (isinf(ratio.high))
        out->flags |= HL_FLAG_ANYTIME_HIGH_OPEN;
}

void hl_analysis__anytime(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment,
                          const hl_sequence_design *design, hl_comparison *out)
{
    hl_sequence_plan plan = hl_stats__sequence_plan(design);
    mean_sequence(options, estimator, control, treatment, &plan, out);
    if (design->is_rate && !plan.between && control->n > 0 && treatment->n > 0)
        rate_sequence(options, estimator, control, treatment, design->share, &plan, out);
}
