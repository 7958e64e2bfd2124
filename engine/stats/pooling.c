/* Random effects. Between-segment variance by Paule & Mandel (1982): the tau2 at which
 *   Q(tau2) = sum w_i (y_i - mu)^2 = k - 1,  w_i = 1/(se_i^2 + tau2),  0 when Q(0) <= k - 1;
 * it needs no normality and beats DerSimonian-Laird when segments differ in size (Veroniki et al.
 * 2016). Cochran's Q is Q(0), chi-square on k - 1. A segment's shrunk effect is its posterior mean
 * under N(mu, tau2), with the uncertainty of mu carried along (Morris 1983). */
#include "stats/pooling.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/srm_chi2.h"
#include "stats/student_t.h"

typedef struct segments {
    const double *estimate, *se;
    size_t n;
    size_t count;
} segments;

static bool takes_part(const segments *s, size_t i)
{
    return isfinite(s->estimate[i]) && s->se[i] > 0 && isfinite(s->se[i]);
}

static double weighted_mean(const segments *s, double tau2, double *weight)
{
    double sum = 0;
    *weight = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!takes_part(s, i))
            continue;
        double w = 1 / (s->se[i] * s->se[i] + tau2);
        *weight += w;
        sum += w * s->estimate[i];
    }
    return sum / *weight;
}

static double generalised_q(const segments *s, double tau2)
{
    double weight, mean = weighted_mean(s, tau2, &weight), q = 0;
    for (size_t i = 0; i < s->n; i++)
        if (takes_part(s, i))
            q += (s->estimate[i] - mean) * (s->estimate[i] - mean) / (s->se[i] * s->se[i] + tau2);
    return q;
}

static double q_excess(double tau2, void *context)
{
    const segments *s = context;
    return generalised_q(s, tau2) - (double)(s->count - 1);
}

static double paule_mandel(segments *s, double q)
{
    double high = 0;
    if (s->count < 2 || q <= (double)(s->count - 1))
        return 0;
    for (size_t i = 0; i < s->n; i++)
        if (takes_part(s, i))
            high = fmax(high, s->se[i] * s->se[i]);
    while (q_excess(high, s) > 0)
        high *= 4;
    return hl_stats__root(q_excess, s, 0, q_excess(0, s), high, q_excess(high, s));
}

static hl_shrunk shrink(const segments *s, size_t i, const hl_pooling *pool, double z)
{
    double mean = pool->mean, variance = pool->tau2 + pool->se * pool->se;
    if (takes_part(s, i)) {
        double own = s->se[i] * s->se[i], to_mean = own / (own + pool->tau2);
        mean = to_mean * pool->mean + (1 - to_mean) * s->estimate[i];
        variance = to_mean * pool->tau2 + to_mean * to_mean * pool->se * pool->se;
    }
    double half = z * sqrt(variance);
    return (hl_shrunk){mean, mean - half, mean + half};
}

hl_pooling hl_stats__pool(const double *estimate, const double *se, size_t n, double conf,
                          hl_shrunk *shrunk)
{
    segments s = {estimate, se, n, 0};
    for (size_t i = 0; i < n; i++)
        s.count += takes_part(&s, i);
    hl_pooling out = {s.count, HL_NAN, HL_NAN, HL_NAN, HL_NAN,
                      HL_NAN,  HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    double z = hl_stats__z_quantile((1 - conf) / 2), weight;
    if (s.count > 0) {
        double q = generalised_q(&s, 0);
        out.tau2 = paule_mandel(&s, q);
        out.mean = weighted_mean(&s, out.tau2, &weight);
        out.se = sqrt(1 / weight);
        out.low = out.mean - z * out.se;
        out.high = out.mean + z * out.se;
        if (s.count > 1) {
            out.q = q;
            out.q_df = (double)(s.count - 1);
            out.p = exp(hl_stats__chi2_log_upper(q, out.q_df));
            out.i2 = q > 0 ? fmax(0, 1 - out.q_df / q) : 0;
        }
    }
    for (size_t i = 0; shrunk != NULL && i < n; i++)
        shrunk[i] = shrink(&s, i, &out, z);
    return out;
}
