/* Holt & Smith (1979), Post stratification, JRSS A 142:33-46; Miratrix, Sekhon & Yu (2013),
 * Adjusting treatment effect estimates by post-stratification, JRSS B 75:369-396.
 *
 *   m_g = sum W_h ybar_gh,  W_h = n_h / N over both arms
 *   cov(m_g, m_k) = [g = k] sum W_h^2 s2_gh / n_gh + sum W_h (ybar_gh - m_g)(ybar_kh - m_k) / N
 *
 * The second term is the uncertainty of W_h, which the lift needs though most of it cancels in the
 * difference. It is Lin's regression adjustment with strata for covariates. */
#include "stats/post_stratify.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"

static void join(hl_sample *into, const hl_sample *other)
{
    if (!(other->n > 0))
        return;
    double n = into->n + other->n, gap = other->mean - into->mean;
    double squares = (into->n > 1 ? (into->n - 1) * into->variance : 0) +
                     (other->n > 1 ? (other->n - 1) * other->variance : 0) +
                     (into->n > 0 ? into->n * other->n / n * gap * gap : 0);
    into->mean = into->n > 0 ? into->mean + gap * other->n / n : other->mean;
    into->n = n;
    into->variance = n > 1 ? squares / (n - 1) : HL_NAN;
}

static bool thin(const hl_stratum *s)
{
    return s->control.n < 2 || s->treatment.n < 2;
}

typedef struct sums {
    double total; /* units */
    double mean_c, mean_t, var_c, var_t, df_c, df_t;
    double between_cc, between_tt, between_ct;
} sums;

static void add_stratum(sums *s, const hl_stratum *h)
{
    double w = (h->control.n + h->treatment.n) / s->total;
    double c = w * w * h->control.variance / h->control.n;
    double t = w * w * h->treatment.variance / h->treatment.n;
    s->mean_c += w * h->control.mean;
    s->mean_t += w * h->treatment.mean;
    s->var_c += c;
    s->var_t += t;
    s->df_c += c * c / (h->control.n - 1);
    s->df_t += t * t / (h->treatment.n - 1);
}

static void add_between(sums *s, const hl_stratum *h)
{
    double w = (h->control.n + h->treatment.n) / s->total / s->total;
    double c = h->control.mean - s->mean_c, t = h->treatment.mean - s->mean_t;
    s->between_cc += w * c * c;
    s->between_tt += w * t * t;
    s->between_ct += w * c * t;
}

/* The strata as used: those that are not thin, then all thin ones as one, unless that is thin too:
 * then it is joined to the first of the others. */
static void each_used(const hl_stratum *strata, size_t count, const hl_stratum *rest, sums *s,
                      void (*add)(sums *, const hl_stratum *))
{
    bool rest_alone = !thin(rest), joined = rest_alone;
    for (size_t i = 0; i < count; i++) {
        if (thin(&strata[i]))
            continue;
        hl_stratum h = strata[i];
        if (!joined) {
            join(&h.control, &rest->control);
            join(&h.treatment, &rest->treatment);
            joined = true;
        }
        add(s, &h);
    }
    if (rest_alone)
        add(s, rest);
}

hl_post_stratified hl_stats__post_stratify(const hl_stratum *strata, size_t count, double conf)
{
    hl_post_stratified out = {.reduction = HL_NAN};
    hl_stratum all = {{0, 0, 0}, {0, 0, 0}}, rest = all;
    for (size_t i = 0; i < count; i++) {
        join(&all.control, &strata[i].control);
        join(&all.treatment, &strata[i].treatment);
        out.used += !thin(&strata[i]);
        if (thin(&strata[i])) {
            out.collapsed++;
            join(&rest.control, &strata[i].control);
            join(&rest.treatment, &strata[i].treatment);
        }
    }
    bool merged = !thin(&rest);
    out.used += merged;
    sums s = {.total = all.control.n + all.treatment.n};
    if (out.used == 0) {
        out.means = hl_stats__mean_pair(&all.control, &all.treatment);
        out.test = hl_stats__welch(&all.control, &all.treatment, conf);
        return out;
    }
    each_used(strata, count, &rest, &s, add_stratum);
    each_used(strata, count, &rest, &s, add_between);
    out.means = (hl_mean_pair){
        s.mean_c,    s.mean_t, s.mean_t - s.mean_c, s.var_c + s.between_cc, s.var_t + s.between_tt,
        s.between_ct};
    double extra = s.between_cc + s.between_tt - 2 * s.between_ct;
    double variance = s.var_c + s.var_t + extra;
    double df = variance * variance / (s.df_c + s.df_t + extra * extra / (s.total - 1));
    out.test = hl_stats__t_test(out.means.difference, variance, df, conf);
    double plain = all.control.variance / all.control.n + all.treatment.variance / all.treatment.n;
    out.reduction = 1 - variance / plain;
    return out;
}
