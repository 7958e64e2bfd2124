/* The always-valid view of a comparison, valid at every look.
 *
 * Lift of a proportion per unit whose planned split is known: the exact sequence on the share of
 * converters who are in the treatment (stats/anytime_ratio.h). It holds at any rate; at high rates
 * it wastes what those who did not convert say, so where the definition expects more than 10 % the
 * sequence of means is taken. The choice follows from the definition, never from the data.
 *
 * Everything else: the asymptotic sequence of means on (linearised, adjusted) unit values, withheld
 * until the counts carry it; the lift is Fieller's set at the same critical value.
 *
 * The interval of the difference, which margins need: for such a proportion the values that neither
 * the exact interval (stats/anytime_difference.h) nor, once the counts carry it, the sequence of
 * means leaves out, each at alpha/2, so that both together err at most alpha of the time whenever
 * one looks. For everything else the sequence of means. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/anytime_difference.h"
#include "stats/anytime_ratio.h"
#include "stats/sequence_mean.h"

#define HIGH_RATE     0.1
#define TIGHTEST_NEAR 5000.0 /* units at which the sequence of means is tightest */

/* A proportion per unit that is not expected to be high. */
static bool is_low_rate(const hl_estimator_options *options, const hl_estimator *estimator)
{
    bool rate_per_unit = estimator == &hl_analysis__scas ||
                         (estimator == &hl_analysis__lin && hl_metric_is_rate(options->metric));
    return rate_per_unit && !(options->metric->expected > HIGH_RATE);
}

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

/* The sequence of means at `alpha`; not ready where the counts do not carry it. */
static hl_sequence_mean sequence_of(const hl_estimator_options *options,
                                    const hl_estimator *estimator, const hl_moments *control,
                                    const hl_moments *treatment, double alpha)
{
    hl_sample c = estimator->sample(options, control);
    hl_sample t = estimator->sample(options, treatment);
    if (isnan(c.variance) || isnan(t.variance) || !hl_stats__sequence_ready(&c) ||
        !hl_stats__sequence_ready(&t))
        return (hl_sequence_mean){.low = HL_NAN, .high = HL_NAN, .p = HL_NAN};
    hl_mean_pair pair = estimator->pair == NULL ? hl_stats__mean_pair(&c, &t)
                                                : estimator->pair(options, control, treatment);
    return hl_stats__sequence_pair(&pair, c.n + t.n, alpha, TIGHTEST_NEAR);
}

static void mean_sequence(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment,
                          hl_comparison *out)
{
    if (options->metric->kind == HL_METRIC_QUANTILE) {
        hl_analysis__quantile_sequence(options, control, treatment, TIGHTEST_NEAR, out);
        return;
    }
    hl_sequence_mean view = sequence_of(options, estimator, control, treatment, 1 - options->conf);
    if (!view.ready) {
        if (!isnan(estimator->sample(options, control).variance) &&
            !isnan(estimator->sample(options, treatment).variance))
            out->flags |= HL_FLAG_ASYMPTOTIC_WITHHELD;
        return;
    }
    out->anytime.d_low = view.low;
    out->anytime.d_high = view.high;
    out->anytime.p = view.p;
    out->anytime.method = "mean_sequence";
    hl_fieller set = hl_analysis__possible_part(&view.lift, options->metric);
    set_lift(&set, out);
}

static void exact_sequence(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment, double share, hl_comparison *out)
{
    hl_anytime view =
        hl_stats__anytime_ratio(control->sum[0], treatment->sum[0], share, options->conf,
                                HL_ANYTIME_STRENGTH * share, HL_ANYTIME_STRENGTH * (1 - share));
    out->anytime.low = view.low;
    out->anytime.high = view.high;
    out->anytime.p = view.p;
    out->anytime.method = "ratio_sequence";
    out->flags &= ~(hl_flags)(HL_FLAG_ASYMPTOTIC_WITHHELD | HL_FLAG_ANYTIME_LOW_OPEN |
                              HL_FLAG_ANYTIME_HIGH_OPEN | HL_FLAG_ANYTIME_EXCLUSIVE);
    if (isinf(view.high))
        out->flags |= HL_FLAG_ANYTIME_HIGH_OPEN;
}

/* fmax and fmin pass over an end that does not exist. */
static void exact_difference(const hl_estimator_options *options, const hl_estimator *estimator,
                             const hl_moments *control, const hl_moments *treatment, double share,
                             hl_comparison *out)
{
    double half = (1 - options->conf) / 2;
    hl_two_rates rates = {control->sum[0], (double)control->n, treatment->sum[0],
                          (double)treatment->n};
    hl_range exact =
        hl_stats__anytime_difference(&rates, share, options->metric->expected, 1 - half);
    hl_sequence_mean means = sequence_of(options, estimator, control, treatment, half);
    out->anytime.d_low = fmax(exact.low, means.low);
    out->anytime.d_high = fmin(exact.high, means.high);
    if (out->anytime.d_low > out->anytime.d_high) /* no value agrees with both */
        out->anytime.d_low = out->anytime.d_high = HL_NAN;
}

void hl_analysis__anytime(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment, double share,
                          hl_comparison *out)
{
    mean_sequence(options, estimator, control, treatment, out);
    if (!is_low_rate(options, estimator) || control->n == 0 || treatment->n == 0)
        return;
    if (share > 0)
        exact_sequence(options, control, treatment, share, out);
    exact_difference(options, estimator, control, treatment, share, out);
}
