/* Mantel & Haenszel (1959), JNCI 22:719-748: with w_i = n_ci n_ti / N_i
 *   ratio = sum w_i mt_i / sum w_i mc_i,  difference = sum w_i (mt_i - mc_i) / sum w_i.
 *
 * Interval and test: the stratified skewness-corrected score (Laud 2017, Pharmaceutical Statistics
 * 16:334-348, section 4, weights fixed): S = sum w_i S_i, V = sum w_i^2 V_i, mu3 = sum w_i^3 mu3_i
 * at the restricted fit of every stratum; z as of one stratum (score.c). Counts may be few in every
 * stratum: V is a sum, and for rare events unbiased in each. Means add the variances of their
 * contrasts; their t has Satterthwaite's degrees of freedom, and where all strata are means the set
 * of the ratio is Fieller's on the weighted sums.
 *
 * Only lower limits are searched for: exchanging the arms of every stratum mirrors z exactly. */
#include "stats/mantel_haenszel.h"

#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"
#include "stats/root.h"
#include "stats/score.h"
#include "stats/student_t.h"

typedef struct whole {
    const hl_two_arms *strata;
    size_t count;
    bool swapped;
    double critical;
} whole;

typedef struct sums {
    double weight, control, treatment; /* of w, w mc, w mt */
    double difference;
    double var_control, var_treatment, covariance; /* of the weighted sums, by their data */
    double df_terms;
    size_t used, counts;
    double unit; /* what a count is worth */
} sums;

static hl_two_arms stratum_of(const whole *all, size_t i)
{
    return all->swapped ? hl_stats__stratum_swapped(&all->strata[i]) : all->strata[i];
}

static double df_term(double variance, double df)
{
    return variance > 0 ? variance * variance / df : 0;
}

/* Of a rate by its own count; with one unit the little that it cannot be more than. */
static double rate_variance(double x, double n)
{
    double p = x / n;
    return n > 1 ? p * (1 - p) / (n - 1) : 0.25;
}

static void add_counts(sums *s, const hl_two_rates *rates, double w)
{
    s->difference += w * hl_stats__rate_difference(rates);
    s->var_control += w * w * rate_variance(rates->xc, rates->nc);
    s->var_treatment += w * w * rate_variance(rates->xt, rates->nt);
}

static void add_means(sums *s, const hl_two_arms *stratum, double w)
{
    const hl_mean_pair *m = &stratum->means;
    s->difference += w * m->difference;
    s->var_control += w * w * m->var_control;
    s->var_treatment += w * w * m->var_treatment;
    s->covariance += w * w * m->covariance;
    s->df_terms += df_term(w * w * m->var_control, stratum->df_control) +
                   df_term(w * w * m->var_treatment, stratum->df_treatment);
}

static sums add_up(const whole *all)
{
    sums s = {0};
    for (size_t i = 0; i < all->count; i++) {
        hl_two_arms stratum = stratum_of(all, i);
        double w = hl_stats__stratum_weight(&stratum);
        if (!(w > 0))
            continue;
        s.used++;
        s.unit = stratum.unit > 0 ? stratum.unit : 1;
        s.weight += w;
        s.control += w * hl_stats__stratum_control(&stratum);
        s.treatment += w * hl_stats__stratum_treatment(&stratum);
        if (stratum.counts)
            add_counts(&s, &stratum.rates, w);
        else
            add_means(&s, &stratum, w);
        s.counts += stratum.counts;
    }
    return s;
}

static hl_stratum_moments moments(const whole *all, double at,
                                  hl_stratum_moments (*of)(const hl_two_arms *, double),
                                  size_t *informative)
{
    hl_stratum_moments sum = {0};
    for (size_t i = 0; i < all->count; i++) {
        hl_two_arms stratum = stratum_of(all, i);
        double w = hl_stats__stratum_weight(&stratum);
        if (!(w > 0))
            continue;
        hl_stratum_moments m = of(&stratum, at);
        sum.score += w * m.score;
        sum.variance += w * w * m.variance;
        sum.third += w * w * w * m.third;
        *informative += m.variance > 0;
    }
    return sum;
}

static double z_at(const whole *all, double at,
                   hl_stratum_moments (*of)(const hl_two_arms *, double))
{
    size_t informative = 0;
    hl_stratum_moments m = moments(all, at, of, &informative);
    return hl_stats__score_skewed_z(m.score, m.variance, m.third);
}

static double above_ratio(double r, void *context)
{
    const whole *all = context;
    return z_at(all, r, hl_stats__stratum_at_ratio) - all->critical;
}

static double above_difference(double d, void *context)
{
    const whole *all = context;
    return z_at(all, d, hl_stats__stratum_at_difference) - all->critical;
}

/* Below this a ratio is as good as 0, and beyond its inverse as infinity. */
static const double least_ratio = 1e-100;

/* The lower limit of the ratio, from somewhere near the estimate. */
static double low_ratio(whole *all)
{
    sums s = add_up(all);
    if (!(s.treatment > 0))
        return 0;
    double inside = s.control > 0 ? s.treatment / s.control : 1, factor = 1.5;
    double g_inside = above_ratio(inside, all);
    while (g_inside >= 0 && inside < 1 / least_ratio) {
        inside = fmin(inside * factor, 1 / least_ratio);
        g_inside = above_ratio(inside, all);
        factor *= factor;
    }
    factor = 1.5;
    while (true) {
        double outside = fmax(least_ratio, inside / factor), g = above_ratio(outside, all);
        if (g > 0)
            return hl_stats__root(above_ratio, all, outside, g, inside, g_inside);
        if (outside <= least_ratio)
            return 0;
        inside = outside, g_inside = g;
        factor *= factor;
    }
}

static double low_difference(whole *all)
{
    sums s = add_up(all);
    double inside = s.difference / s.weight, step = 1e-4;
    double g_inside = above_difference(inside, all);
    while (g_inside >= 0 && inside < 1) {
        inside = fmin(1, inside + step);
        g_inside = above_difference(inside, all);
        step *= 2;
    }
    step = 1e-4;
    while (true) {
        double outside = fmax(-1, inside - step), g = above_difference(outside, all);
        if (g > 0)
            return hl_stats__root(above_difference, all, outside, g, inside, g_inside);
        if (outside <= -1)
            return -1;
        inside = outside, g_inside = g;
        step *= 2;
    }
}

static void by_score(const whole *all, hl_mantel_haenszel *out)
{
    whole straight = *all, swapped = *all;
    swapped.swapped = true;
    double high = low_ratio(&swapped);
    out->shape = HL_FIELLER_BOUNDED;
    out->ratio.low = low_ratio(&straight);
    out->ratio.high = high > 0 ? 1 / high : HL_INFINITY;
    out->difference.low = low_difference(&straight);
    out->difference.high = -low_difference(&swapped);
}

static void by_fieller(const sums *s, double critical, hl_mantel_haenszel *out)
{
    hl_mean_pair pair = {s->control,     s->treatment,     s->difference,
                         s->var_control, s->var_treatment, s->covariance};
    hl_fieller set = hl_stats__fieller(&pair, critical);
    double half = critical * out->se;
    out->shape = set.type;
    out->ratio.low = set.low + 1;
    out->ratio.high = set.high + 1;
    out->difference.low = out->difference.estimate - half;
    out->difference.high = out->difference.estimate + half;
}

static hl_mantel_haenszel no_answer(void)
{
    const hl_stratified none = {HL_NAN, HL_NAN, HL_NAN};
    return (hl_mantel_haenszel){.ratio = none,
                                .difference = none,
                                .shape = HL_FIELLER_NONE,
                                .means = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN},
                                .z = HL_NAN,
                                .df = HL_NAN,
                                .p = HL_NAN,
                                .se = HL_NAN};
}

/* Whatever is in counts as what they are worth. */
static void scale(double unit, hl_mantel_haenszel *out)
{
    double *const values[] = {&out->difference.estimate,
                              &out->difference.low,
                              &out->difference.high,
                              &out->means.control,
                              &out->means.treatment,
                              &out->means.difference,
                              &out->se};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        *values[i] *= unit;
    out->means.var_control *= unit * unit;
    out->means.var_treatment *= unit * unit;
}

static hl_mean_pair standardised(const sums *s)
{
    double w2 = s->weight * s->weight;
    return (hl_mean_pair){s->control / s->weight,    s->treatment / s->weight,
                          s->difference / s->weight, s->var_control / w2,
                          s->var_treatment / w2,     s->covariance / w2};
}

static double df_of(const sums *s, const hl_stratum_moments *m)
{
    return s->df_terms > 0 ? m->variance * m->variance / s->df_terms : HL_INFINITY;
}

hl_mantel_haenszel hl_stats__mantel_haenszel(const hl_two_arms *strata, size_t count, double conf)
{
    whole all = {strata, count, false, 0};
    sums s = add_up(&all);
    hl_mantel_haenszel out = no_answer();
    out.used = s.used;
    if (s.used == 0)
        return out;
    hl_stratum_moments m = moments(&all, 1, hl_stats__stratum_at_ratio, &out.informative);
    out.means = standardised(&s);
    out.difference.estimate = s.difference / s.weight;
    out.ratio.estimate = s.control == 0 && s.treatment == 0 ? HL_NAN : s.treatment / s.control;
    if (!(m.variance > 0) && s.counts == 0)
        return out;
    out.se = sqrt(m.variance) / s.weight;
    out.df = df_of(&s, &m);
    if (m.variance > 0) { /* else nobody converted, or everybody: no test, and yet limits */
        out.z = hl_stats__score_skewed_z(m.score, m.variance, m.third);
        out.p = 2 * hl_stats__t_upper(fabs(out.z), out.df);
    }
    all.critical = hl_stats__t_quantile((1 - conf) / 2, out.df);
    if (s.counts > 0)
        by_score(&all, &out);
    else
        by_fieller(&s, all.critical, &out);
    scale(s.unit, &out);
    return out;
}

hl_noninferiority hl_stats__mh_margin(const hl_two_arms *strata, size_t count, double margin,
                                      bool relative, bool higher_is_better)
{
    whole all = {strata, count, false, 0};
    sums s = add_up(&all);
    size_t informative = 0;
    double shift = higher_is_better ? -margin : margin;
    double side = s.control < 0 ? -1 : 1; /* a share of its size, whatever its sign */
    double at = relative ? 1 + side * shift : shift / s.unit;
    hl_stratum_moments null = moments(&all, 1, hl_stats__stratum_at_ratio, &informative);
    if (s.used == 0 || !(null.variance > 0) || (relative && !(at > 0)))
        return (hl_noninferiority){HL_NAN, HL_NAN};
    double z =
        z_at(&all, at, relative ? hl_stats__stratum_at_ratio : hl_stats__stratum_at_difference);
    double better = higher_is_better ? z : -z, df = df_of(&s, &null);
    return (hl_noninferiority){hl_stats__t_upper(better, df), hl_stats__t_upper(-better, df)};
}

hl_mh_robust hl_stats__mh_robust(const hl_two_rates *strata, size_t count)
{
    double t = 0, c = 0, spread = 0, weight = 0, tilt = 0, mixed = 0;
    for (size_t i = 0; i < count; i++) {
        const hl_two_rates *k = &strata[i];
        double n = k->nc + k->nt, of_c = k->nc / n, of_t = k->nt / n;
        if (hl_stats__rates_empty(k))
            continue;
        t += k->xt * of_c;
        c += k->xc * of_t;
        spread += of_t * of_c * (k->xt + k->xc) - k->xt * k->xc / n;
        weight += k->nt * of_c;
        tilt += k->xc * of_t * of_t - k->xt * of_c * of_c + of_t * of_c * (k->nc - k->nt) / 2;
        mixed += (k->xt * (k->nc - k->xc) + k->xc * (k->nt - k->xt)) / n / 2;
    }
    hl_mh_robust out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (t > 0 && c > 0) {
        out.ratio = t / c;
        out.log_se = sqrt(spread / (t * c));
    }
    if (weight > 0) {
        out.difference = (t - c) / weight;
        out.se = sqrt(out.difference * tilt + mixed) / weight;
    }
    return out;
}
