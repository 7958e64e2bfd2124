/* The weighted average of the e-values of two sequences at every ratio r of rates:
 *
 *   E(r) = w E_labels(r) + (1 - w) E_means(r)
 *   E_labels   stats/anytime_ratio.h
 *   E_means    exp(g z^2 / (2 (g + 1))) / sqrt(g + 1),  z = (m_T - r m_C) / se(m_T - r m_C)
 *
 * An average of e-processes is an e-process (Vovk & Wang 2021, Annals of Statistics 49:1736-1754).
 * While the counts do not carry the means, E_means counts as 0: never more than it is. With w = 1
 * this is anytime_ratio, and the interval is {r: E(r) < 1/alpha} throughout. Both parts rise away
 * from their own estimates, which differ only as far as the split is off its plan. */
#include "stats/sequence_rates.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/sequence_mixture.h"

typedef struct mixture {
    double xc, xt, share;
    const hl_mean_pair *means;
    double labels, a, b;
    double growth; /* of the means */
    double threshold;
} mixture;

static mixture mixture_of(double xc, double xt, double share, const hl_mean_pair *means, double n,
                          const hl_sequence_plan *plan)
{
    return (mixture){.xc = xc,
                     .xt = xt,
                     .share = share,
                     .means = means,
                     .labels = plan->labels,
                     .a = plan->strength * share,
                     .b = plan->strength * (1 - share),
                     .growth = n * hl_stats__sequence_growth(plan->alpha) / plan->nstar};
}

/* The larger of both sides is divided by, so that no ratio overflows. */
static double means_log_e(const mixture *m, double log_ratio)
{
    const hl_mean_pair *p = m->means;
    double on_c = log_ratio > 0 ? 1 : exp(log_ratio), on_t = log_ratio > 0 ? exp(-log_ratio) : 1;
    double gap = on_t * p->treatment - on_c * p->control;
    double variance = on_t * on_t * p->var_treatment + on_c * on_c * p->var_control -
                      2 * on_t * on_c * p->covariance;
    return m->growth / (2 * (m->growth + 1)) * gap * gap / variance - log1p(m->growth) / 2;
}

static double log_evidence(double log_ratio, void *context)
{
    const mixture *m = context;
    double labels = log(m->labels) + hl_stats__anytime_log_evidence(m->xc, m->xt, m->share,
                                                                    exp(log_ratio), m->a, m->b);
    double means = log1p(-m->labels) + means_log_e(m, log_ratio);
    double most = fmax(labels, means);
    return most + log1p(exp(fmin(labels, means) - most)) - m->threshold;
}

/* Outward from a log ratio inside the set. */
static double end_of_set(mixture *m, double inside, double direction)
{
    double at_inside = log_evidence(inside, m), step = 0.1;
    while (fabs(inside) < 600) {
        double outside = inside + direction * step, at = log_evidence(outside, m);
        if (at > 0)
            return hl_stats__root(log_evidence, m, inside, at_inside, outside, at);
        inside = outside;
        at_inside = at;
        step *= 2;
    }
    return direction * HL_INFINITY;
}

/* The log ratio from which to search on one side; NaN when no ratio is in the set. */
static double start_of(mixture *m, double mine, double other)
{
    enum { STEPS = 16 };
    for (int i = 0; i <= STEPS; i++) {
        double at = mine + (other - mine) * i / STEPS;
        if (log_evidence(at, m) <= 0)
            return at;
    }
    return HL_NAN;
}

static bool both_count(double xc, double xt, const hl_mean_pair *means, double labels)
{
    return labels < 1 && means != NULL && xc > 0 && xt > 0 && means->control > 0 &&
           means->treatment > 0 && means->var_control + means->var_treatment > 0;
}

double hl_stats__sequence_rates_log_e(double xc, double xt, double share, const hl_mean_pair *means,
                                      double n, const hl_sequence_plan *plan, double r)
{
    mixture m = mixture_of(xc, xt, share, means, n, plan);
    return both_count(xc, xt, means, plan->labels)
               ? log_evidence(log(r), &m)
               : log(m.labels) + hl_stats__anytime_log_evidence(xc, xt, share, r, m.a, m.b);
}

static hl_anytime labels_alone(const mixture *m, double conf)
{
    hl_anytime out =
        hl_stats__anytime_ratio(m->xc, m->xt, m->share, 1 - m->labels * (1 - conf), m->a, m->b);
    out.log_e += log(m->labels);
    out.p = fmin(1, exp(-out.log_e));
    return out;
}

hl_anytime hl_stats__sequence_rates(double xc, double xt, double share, const hl_mean_pair *means,
                                    double n, const hl_sequence_plan *plan, double conf)
{
    mixture m = mixture_of(xc, xt, share, means, n, plan);
    if (!both_count(xc, xt, means, plan->labels))
        return labels_alone(&m, conf);
    double of_labels = log(xt * (1 - share) / (xc * share));
    double of_means = log(means->treatment / means->control);
    hl_anytime out = {.lift = expm1(of_labels), .low = HL_NAN, .high = HL_NAN};
    out.log_e = log_evidence(0, &m);
    out.p = fmin(1, exp(-out.log_e));
    m.threshold = -log(1 - conf);
    double least = fmin(of_labels, of_means), most = fmax(of_labels, of_means);
    double from_low = start_of(&m, least, most), from_high = start_of(&m, most, least);
    if (isnan(from_low))
        return out;
    out.low = expm1(end_of_set(&m, from_low, -1));
    out.high = expm1(end_of_set(&m, from_high, 1));
    return out;
}
