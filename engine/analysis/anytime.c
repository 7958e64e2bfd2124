/* The always-valid view of a comparison, valid at every look.
 *
 * Lift of a proportion per unit whose planned split is known: the exact sequence on the share of
 * converters who are in the treatment (stats/anytime_ratio.h). It holds at any rate; at high rates
 * it wastes what those who did not convert say, so where the definition expects more than 10 % the
 * sequence of means is taken. The choice follows from the definition, never from the data.
 *
 * Everything else: the asymptotic sequence of means on (linearised, adjusted) unit values, withheld
 * until the counts carry it; the lift is Fieller's set at the same critical value. The interval of
 * the difference, which margins need, is always of that kind. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/anytime_ratio.h"
#include "stats/sequence_mean.h"

#define HIGH_RATE     0.1
#define TIGHTEST_NEAR 5000.0 /* units at which the sequence of means is tightest */

static bool takes_exact(const hl_terms *terms, const hl_estimator *estimator, double share)
{
    bool rate_per_unit = estimator == &hl_analysis__scas ||
                         (estimator == &hl_analysis__lin && terms->metric->kind != HL_METRIC_MEAN);
    return rate_per_unit && share > 0 && !(terms->metric->expected > HIGH_RATE);
}

static void set_lift(const hl_fieller *set, hl_comparison *out)
{
    switch (set->type) {
    case HL_FIELLER_BOUNDED:
        out->anytime.low = set->low;
        out->anytime.high = set->high;
        break;
    case HL_FIELLER_EXCLUSIVE:
    case HL_FIELLER_ALL: /* the control's mean is not away from 0 yet: nothing is excluded for sure
                          */
        out->anytime.low = -(double)INFINITY;
        out->anytime.high = (double)INFINITY;
        out->flags |= HL_FLAG_ANYTIME_LOW_OPEN | HL_FLAG_ANYTIME_HIGH_OPEN;
        break;
    case HL_FIELLER_NONE:
        break;
    }
}

static void mean_sequence(const hl_terms *terms, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment,
                          hl_comparison *out)
{
    if (terms->metric->kind == HL_METRIC_QUANTILE) {
        out->flags |= HL_FLAG_NO_SEQUENCE;
        return;
    }
    hl_sample c = estimator->sample(terms, control);
    hl_sample t = estimator->sample(terms, treatment);
    if (isnan(c.variance) || isnan(t.variance))
        return;
    if (!hl_stats__sequence_ready(&c) || !hl_stats__sequence_ready(&t)) {
        out->flags |= HL_FLAG_ASYMPTOTIC_WITHHELD;
        return;
    }
    hl_mean_pair pair = estimator->pair == NULL ? hl_stats__mean_pair(&c, &t)
                                                : estimator->pair(terms, control, treatment);
    hl_sequence_mean view =
        hl_stats__sequence_pair(&pair, c.n + t.n, 1 - terms->conf, TIGHTEST_NEAR);
    out->anytime.d_low = view.low;
    out->anytime.d_high = view.high;
    out->anytime.p = view.p;
    out->anytime.method = "mean_sequence";
    set_lift(&view.lift, out);
}

static void exact_sequence(const hl_terms *terms, const hl_moments *control,
                           const hl_moments *treatment, double share, hl_comparison *out)
{
    hl_anytime view =
        hl_stats__anytime_ratio(control->sum[0], treatment->sum[0], share, terms->conf,
                                HL_ANYTIME_STRENGTH * share, HL_ANYTIME_STRENGTH * (1 - share));
    out->anytime.low = view.low;
    out->anytime.high = view.high;
    out->anytime.p = view.p;
    out->anytime.method = "ratio_sequence";
    out->flags &= ~(hl_flags)(HL_FLAG_ASYMPTOTIC_WITHHELD | HL_FLAG_ANYTIME_LOW_OPEN |
                              HL_FLAG_ANYTIME_HIGH_OPEN);
    if (isinf(view.high))
        out->flags |= HL_FLAG_ANYTIME_HIGH_OPEN;
}

void hl_analysis__anytime(const hl_terms *terms, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment, double share,
                          hl_comparison *out)
{
    mean_sequence(terms, estimator, control, treatment, out);
    if (takes_exact(terms, estimator, share) && control->n > 0 && treatment->n > 0)
        exact_sequence(terms, control, treatment, share, out);
}
