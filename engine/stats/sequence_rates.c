/* The weighted average of the e-values of several sequences at every difference d, or every ratio
 * r, of rates:
 *
 *   E = w E_safe + (1 - w) E_means
 *   E_safe     stats/safe_rates.h
 *   E_means    exp(g z^2 / (2 (g + 1))) / sqrt(g + 1),  z = (m_T - m_C - d) / se,
 *                                                           (m_T - r m_C) / se
 *
 * An average of e-processes is an e-process (Vovk & Wang 2021, Annals of Statistics 49:1736-1754).
 * While the counts do not carry the means, E_means counts as 0: never more than it is. At no effect
 * both scales have the same E_safe and the same z, so p, difference and lift are one test. With w
 * below 1 the difference has a quarter of universal inference (stats/anytime_difference.h), which
 * needs no word on the rate to answer for the first few converters; half where it alone can. */
#include "stats/sequence_rates.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/anytime_difference.h"
#include "stats/root.h"
#include "stats/sequence_mixture.h"

#define FARTHEST      300.0 /* log ratio */
#define MOST_DISTANCE (1 - 1e-9)

typedef struct mixture {
    const hl_rates_seen *seen;
    const hl_sequence_plan *plan;
    hl_safe_scale scale;
    double threshold;
} mixture;

static double log_sum(double a, double b)
{
    double most = fmax(a, b);
    return most == -HL_INFINITY ? most : most + log1p(exp(fmin(a, b) - most));
}

/* On the ratio the larger of both sides is divided by, so that none overflows. */
static double means_log_e(const mixture *m, double x)
{
    const hl_mean_pair *p = m->seen->means;
    bool ratio = m->scale == HL_SAFE_RATIO;
    double on_c = !ratio || x > 0 ? 1 : exp(x), on_t = ratio && x > 0 ? exp(-x) : 1;
    double gap = ratio ? on_t * p->treatment - on_c * p->control : p->difference - x;
    double variance = on_t * on_t * p->var_treatment + on_c * on_c * p->var_control -
                      2 * on_t * on_c * p->covariance;
    double growth = m->seen->n * hl_stats__sequence_growth(m->plan->alpha) / m->plan->nstar;
    return growth / (2 * (growth + 1)) * gap * gap / variance - log1p(growth) / 2;
}

static bool has_means(const mixture *m)
{
    const hl_mean_pair *p = m->seen->means;
    if (m->plan->exact >= 1 || p == NULL || !(p->var_control + p->var_treatment > 0))
        return false;
    return m->scale == HL_SAFE_DIFFERENCE || (p->control > 0 && p->treatment > 0);
}

/* x: the difference, or the log of the ratio. */
static double average(const mixture *m, double x)
{
    double w = m->plan->exact, sum = -HL_INFINITY;
    if (w > 0)
        sum = log(w) + hl_stats__safe_log_e(&m->seen->rates, m->seen->share, &m->plan->prior,
                                            m->scale, m->scale == HL_SAFE_RATIO ? exp(x) : x);
    return has_means(m) ? log_sum(sum, log1p(-w) + means_log_e(m, x)) : sum;
}

static double excess(double x, void *context)
{
    const mixture *m = context;
    double sum = average(m, x);
    double universal = m->plan->exact >= 1 ? 0 : m->plan->exact > 0 ? 0.25 : 0.5;
    if (m->scale == HL_SAFE_DIFFERENCE && universal > 0)
        sum = log_sum(log1p(-universal) + sum,
                      log(universal) + hl_stats__anytime_difference_log_e(
                                           &m->seen->rates, m->seen->share, m->seen->expected, x));
    return sum - m->threshold;
}

/* A first step outward: about the standard error. */
static double step_of(const mixture *m)
{
    const hl_two_rates *r = &m->seen->rates;
    double converted = r->xc + r->xt + 1, n = r->nc + r->nt;
    double relative = sqrt(converted / ((r->xc + 0.5) * (r->xt + 0.5)));
    return m->scale == HL_SAFE_RATIO ? relative : fmin(0.1, relative * converted / n);
}

/* Outward from inside the set to its end, or to `last` when it has none before. */
static double end_of_set(mixture *m, double inside, double last)
{
    double at_inside = excess(inside, m), step = step_of(m);
    while (inside != last) {
        double outside = last > inside ? fmin(last, inside + step) : fmax(last, inside - step);
        double at = excess(outside, m);
        if (at > 0)
            return hl_stats__root(excess, m, inside, at_inside, outside, at);
        inside = outside;
        at_inside = at;
        step *= 2;
    }
    return last;
}

/* Whence to search on one side; NaN when nothing is in the set. */
static double start_of(mixture *m, double mine, double other)
{
    enum { STEPS = 16 };
    for (int i = 0; i <= STEPS; i++) {
        double at = mine + (other - mine) * i / STEPS;
        if (excess(at, m) <= 0)
            return at;
    }
    return HL_NAN;
}

typedef struct span {
    double least, most;
} span;

static double possible(double d)
{
    return fmax(-MOST_DISTANCE, fmin(MOST_DISTANCE, d));
}

static void widen(span *s, double x)
{
    s->least = fmin(s->least, x);
    s->most = fmax(s->most, x);
}

/* What the parts are each nearest to: they differ as far as the split is off its plan, and by the
 * adjustment. */
static span estimates(const mixture *m)
{
    const hl_two_rates *r = &m->seen->rates;
    const hl_mean_pair *p = m->seen->means;
    double share = m->seen->share, n = r->nc + r->nt;
    if (m->scale == HL_SAFE_DIFFERENCE) {
        double d = possible(hl_stats__rate_difference(r));
        span s = {d, d};
        if (m->plan->exact > 0)
            widen(&s, possible((r->xt / share - r->xc / (1 - share)) / n));
        if (has_means(m))
            widen(&s, p->difference);
        return s;
    }
    double x = log(hl_stats__rate_ratio(r));
    span s = {x, x};
    widen(&s, log(r->xt * (1 - share) / (r->xc * share)));
    if (has_means(m))
        widen(&s, log(p->treatment / p->control));
    return s;
}

static hl_rate_sequence ratio_set(mixture *m, double p)
{
    const hl_two_rates *r = &m->seen->rates;
    hl_rate_sequence out = {0, HL_INFINITY, p};
    if (r->xc <= 0 && r->xt <= 0)
        return out;
    bool both = r->xc > 0 && r->xt > 0;
    span s = both ? estimates(m) : (span){-FARTHEST, FARTHEST};
    double low = both ? start_of(m, s.least, s.most) : s.most;
    double high = both ? start_of(m, s.most, s.least) : s.least;
    if (isnan(low))
        return (hl_rate_sequence){HL_NAN, HL_NAN, p};
    if (r->xt > 0)
        out.low = exp(end_of_set(m, low, -FARTHEST));
    if (r->xc > 0)
        out.high = exp(end_of_set(m, high, FARTHEST));
    return out;
}

static hl_rate_sequence difference_set(mixture *m, double p)
{
    span s = estimates(m);
    double low = start_of(m, s.least, s.most), high = start_of(m, s.most, s.least);
    if (isnan(low))
        return (hl_rate_sequence){HL_NAN, HL_NAN, p};
    low = end_of_set(m, low, -MOST_DISTANCE);
    high = end_of_set(m, high, MOST_DISTANCE);
    return (hl_rate_sequence){low <= -MOST_DISTANCE ? -1 : low, high >= MOST_DISTANCE ? 1 : high,
                              p};
}

double hl_stats__sequence_rates_log_e(const hl_rates_seen *seen, const hl_sequence_plan *plan,
                                      hl_safe_scale scale, double effect)
{
    mixture m = {seen, plan, scale, 0};
    return scale == HL_SAFE_RATIO ? excess(log(effect), &m) : excess(effect, &m);
}

hl_rate_sequence hl_stats__sequence_rates(const hl_rates_seen *seen, const hl_sequence_plan *plan,
                                          hl_safe_scale scale, double conf)
{
    mixture m = {seen, plan, scale, -log(1 - conf)};
    double p = fmin(1, exp(-average(&m, 0)));
    return scale == HL_SAFE_RATIO ? ratio_set(&m, p) : difference_set(&m, p);
}
