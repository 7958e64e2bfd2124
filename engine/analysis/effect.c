#include "analysis/effect.h"

#include "base/number.h"

void hl_analysis__blank(hl_comparison *out, hl_flags flags)
{
    const hl_estimate none = {HL_NONE, HL_NONE, HL_NONE};
    out->difference = out->lift = out->simultaneous = none;
    out->p = out->p_adjusted = out->p_exact = out->se = out->df = HL_NONE;
    out->p_effective = out->p_effective_adjusted = HL_NONE;
    out->probability_better = out->expected_loss = HL_NONE;
    out->margin = out->p_margin = HL_NONE;
    out->anytime.low = out->anytime.high = out->anytime.p = out->anytime.p_adjusted = HL_NONE;
    out->anytime.d_low = out->anytime.d_high = HL_NONE;
    out->flags |= flags;
}

hl_welch hl_analysis__no_welch(void)
{
    return (hl_welch){HL_NONE, HL_NONE, HL_NONE, HL_NONE, HL_NONE,
                      HL_NONE, HL_NONE, HL_NONE, HL_NONE};
}

static void add_lift(const hl_fieller *set, double lift, hl_comparison *out)
{
    out->lift = (hl_estimate){lift, HL_NONE, HL_NONE};
    switch (set->type) {
    case HL_FIELLER_BOUNDED:
        out->lift = (hl_estimate){lift, set->low, set->high};
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

void hl_analysis__from_welch(const hl_terms *terms, const hl_welch *welch, const hl_mean_pair *pair,
                             hl_comparison *out)
{
    double lift = pair->control == 0 ? HL_NONE : pair->treatment / pair->control - 1;
    out->difference = (hl_estimate){pair->difference, welch->low, welch->high};
    out->p = welch->p;
    out->se = welch->se;
    out->df = welch->df;
    if (pair->control == 0)
        out->flags |= HL_FLAG_ZERO_CONTROL;
    if (isnan(welch->p)) {
        out->lift = (hl_estimate){lift, HL_NONE, HL_NONE};
        if (!(out->flags & HL_FLAG_TOO_FEW))
            out->flags |= HL_FLAG_NO_VARIANCE;
        return;
    }
    hl_fieller set = hl_stats__fieller(pair, welch->critical);
    add_lift(&set, lift, out);
    hl_analysis__normal_view(terms, out->difference.estimate, welch->se, out);
}

hl_log_ratio hl_analysis__pair_log_ratio(const hl_mean_pair *pair)
{
    if (!(pair->control > 0) || !(pair->treatment > 0))
        return (hl_log_ratio){HL_NONE, HL_NONE};
    double c = pair->control;
    double t = pair->treatment;
    double variance = pair->var_control / (c * c) + pair->var_treatment / (t * t) -
                      2 * pair->covariance / (c * t);
    return variance > 0 ? (hl_log_ratio){log(t / c), variance} : (hl_log_ratio){HL_NONE, HL_NONE};
}
