#include "analysis/effect.h"

#include "base/number.h"
#include "stats/student_t.h"

void hl_analysis__blank(hl_comparison *out, hl_flags flags)
{
    const hl_estimate none = {HL_NAN, HL_NAN, HL_NAN};
    out->difference = out->lift = out->simultaneous = none;
    out->p = out->p_adjusted = out->p_exact = out->se = out->se_control = out->df = HL_NAN;
    out->p_effective = out->p_effective_adjusted = HL_NAN;
    out->probability_better = out->expected_loss = HL_NAN;
    out->margin = out->p_margin = out->p_margin_adjusted = HL_NAN;
    out->stagewise.p = out->stagewise.p_adjusted = HL_NAN;
    out->stagewise.difference = out->stagewise.lift = none;
    out->anytime.low = out->anytime.high = out->anytime.p = out->anytime.p_adjusted = HL_NAN;
    out->anytime.d_low = out->anytime.d_high = HL_NAN;
    out->withheld.n = out->withheld.needed = HL_NAN;
    out->gain.above = out->gain.level = HL_NAN;
    out->flags |= flags;
}

void hl_analysis__without_ends(hl_estimate *estimate)
{
    estimate->low = estimate->high = HL_NAN;
}

hl_welch hl_analysis__no_welch(void)
{
    return (hl_welch){HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
}

hl_fieller hl_analysis__possible_part(const hl_fieller *set, const hl_metric *metric)
{
    hl_fieller out = *set;
    if (hl_metric_is_rate(metric) && set->type == HL_FIELLER_EXCLUSIVE && set->low <= -1) {
        out.type = HL_FIELLER_BOUNDED;
        out.low = set->high;
        out.high = HL_INFINITY;
    }
    return out;
}

static void add_lift(const hl_fieller *set, double lift, hl_comparison *out)
{
    out->lift = (hl_estimate){lift, HL_NAN, HL_NAN};
    switch (set->type) {
    case HL_FIELLER_BOUNDED:
        out->lift = (hl_estimate){lift, set->low, set->high};
        if (isinf(set->high))
            out->flags |= HL_FLAG_HIGH_OPEN | HL_FLAG_ZERO_CONTROL;
        if (isinf(set->low))
            out->flags |= HL_FLAG_LOW_OPEN | HL_FLAG_ZERO_CONTROL;
        break;
    case HL_FIELLER_EXCLUSIVE:
        out->lift = (hl_estimate){lift, set->low, set->high};
        out->flags |= HL_FLAG_EXCLUSIVE | HL_FLAG_ZERO_CONTROL;
        break;
    case HL_FIELLER_ALL:
        out->lift = (hl_estimate){lift, -(double)INFINITY, (double)INFINITY};
        out->flags |= HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN | HL_FLAG_ZERO_CONTROL;
        break;
    case HL_FIELLER_NONE:
        break;
    }
}

void hl_analysis__from_welch(const hl_estimator_options *options, const hl_welch *welch,
                             const hl_mean_pair *pair, hl_comparison *out)
{
    double lift = pair->control == 0 ? HL_NAN : pair->difference / pair->control;
    out->difference = (hl_estimate){pair->difference, welch->low, welch->high};
    out->se_control = sqrt(pair->var_control);
    out->p = welch->p;
    out->se = welch->se;
    out->df = welch->df;
    if (pair->control == 0)
        out->flags |= HL_FLAG_ZERO_CONTROL;
    if (isnan(welch->p)) {
        out->lift = (hl_estimate){lift, HL_NAN, HL_NAN};
        if (!(out->flags & HL_FLAG_TOO_FEW))
            out->flags |= HL_FLAG_NO_VARIANCE;
        return;
    }
    hl_fieller whole = hl_stats__fieller(pair, welch->critical);
    hl_fieller set = hl_analysis__possible_part(&whole, options->metric);
    /* A ratio to exactly 0; and one of exactly 0, whose spread nothing tells. */
    bool no_ratio = (pair->control == 0 && pair->var_control == 0) ||
                    (pair->treatment == 0 && pair->var_treatment == 0);
    if (no_ratio)
        set.type = HL_FIELLER_NONE;
    add_lift(&set, lift, out);
    hl_analysis__normal_view(options, out->difference.estimate, welch->se, out);
}

static hl_flags sample_flags(const hl_sample *control, const hl_sample *treatment)
{
    if (!(control->n > 0) || !(treatment->n > 0))
        return HL_FLAG_EMPTY_ARM;
    return control->n < 2 || treatment->n < 2 ? HL_FLAG_TOO_FEW : 0;
}

void hl_analysis__sample_arm(const hl_estimator_options *options, const hl_sample *sample,
                             hl_arm_estimate *out)
{
    out->mean = sample->n > 0 ? sample->mean : HL_NAN;
    out->low = out->high = HL_NAN;
    if (!(sample->n >= 2))
        return;
    double half = hl_stats__t_quantile((1 - options->conf) / 2, sample->n - 1) *
                  sqrt(sample->variance / sample->n);
    out->low = out->mean - half;
    out->high = out->mean + half;
}

void hl_analysis__sample_compare(const hl_estimator_options *options, const hl_sample *control,
                                 const hl_sample *treatment, const hl_mean_pair *pair,
                                 hl_comparison *out)
{
    hl_flags thin = sample_flags(control, treatment);
    out->flags |= thin;
    if (thin & HL_FLAG_EMPTY_ARM)
        return;
    hl_welch welch =
        thin == 0 ? hl_stats__welch_terms(pair->difference, pair->var_control, control->n - 1,
                                          pair->var_treatment, treatment->n - 1, options->conf)
                  : hl_analysis__no_welch();
    hl_analysis__from_welch(options, &welch, pair, out);
}

hl_noninferiority hl_analysis__pair_margin(const hl_estimator_options *options,
                                           const hl_mean_pair *pair, double df, double margin,
                                           bool relative)
{
    int up = options->metric->goal == HL_GOAL_INCREASE;
    return relative ? hl_stats__noninferior_mean_lift(pair, df, margin, up)
                    : hl_stats__noninferior_means(pair, df, margin, up);
}

hl_noninferiority hl_analysis__sample_margin(const hl_estimator_options *options,
                                             const hl_sample *control, const hl_sample *treatment,
                                             const hl_mean_pair *pair, double margin, bool relative)
{
    if (sample_flags(control, treatment) != 0)
        return (hl_noninferiority){HL_NAN, HL_NAN};
    double df = hl_stats__welch(control, treatment, options->conf).df;
    return hl_analysis__pair_margin(options, pair, df, margin, relative);
}

hl_two_arms hl_analysis__pair_stratum(const hl_mean_pair *pair, double n_control,
                                      double n_treatment)
{
    return (hl_two_arms){.means = *pair,
                         .df_control = n_control - 1,
                         .df_treatment = n_treatment - 1,
                         .size_control = n_control,
                         .size_treatment = n_treatment};
}

hl_two_arms hl_analysis__sample_stratum(const hl_sample *control, const hl_sample *treatment,
                                        const hl_mean_pair *pair, double size_control,
                                        double size_treatment)
{
    if (sample_flags(control, treatment) != 0)
        return (hl_two_arms){0};
    hl_two_arms out = hl_analysis__pair_stratum(pair, control->n, treatment->n);
    out.size_control = size_control;
    out.size_treatment = size_treatment;
    out.values = size_control == control->n && size_treatment == treatment->n;
    return out;
}
