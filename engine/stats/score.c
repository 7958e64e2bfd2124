/* Score statistics of two proportions, and their inversion.
 *
 *   z1 = S / sqrt(V),  A = mu3 / (6 V^1.5),  A z^2 + z - (z1 + A) = 0,
 * taken as z = 2 (z1 + A) / (1 + sqrt(max(0, 1 + 4 A (z1 + A)))), with V, mu3 at the restricted
 * maximum likelihood and V times N/(N-1) (Laud 2017, Pharmaceutical Statistics 16:334-348). Without
 * the skewness z = z1: Miettinen & Nurminen 1985; without N/(N-1) too: Mee 1984, Koopman 1984.
 *
 * Only lower limits are searched for: exchanging the arms mirrors z exactly, so the upper limit is
 * the mirrored lower limit of the exchanged arms, to the last bit. */
#include "stats/score.h"

#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"
#include "stats/restricted.h"
#include "stats/root.h"

typedef double (*z_function)(const hl_two_rates *, hl_score_form, double);

typedef struct search {
    const hl_two_rates *rates;
    hl_score_form form;
    double z_crit;
    z_function z;
} search;

double hl_stats__score_skewed_z(double score, double variance, double third)
{
    if (!(variance > 0))
        return score == 0 ? 0 : copysign((double)INFINITY, score);
    double z1 = score / sqrt(variance);
    double a = third / (6 * variance * sqrt(variance));
    return 2 * (z1 + a) / (1 + sqrt(fmax(0, 1 + 4 * a * (z1 + a))));
}

static double z_of(const hl_score_moments *m, hl_score_form form, double n)
{
    double variance = form == HL_SCORE_PLAIN ? m->variance : m->variance * (n / (n - 1));
    return hl_stats__score_skewed_z(m->score, variance, form == HL_SCORE_SKEWED ? m->third : 0);
}

double hl_stats__score_z_difference(const hl_two_rates *rates, hl_score_form form, double d)
{
    hl_score_moments m = hl_stats__moments_difference(rates, d);
    return z_of(&m, form, rates->nc + rates->nt);
}

double hl_stats__score_z_ratio(const hl_two_rates *rates, hl_score_form form, double r)
{
    hl_score_moments m = hl_stats__moments_ratio(rates, r);
    return z_of(&m, form, rates->nc + rates->nt);
}

static double above(double x, void *context)
{
    const search *s = context;
    return s->z(s->rates, s->form, x) - s->z_crit;
}

static double smoothed_variance(double x, double n)
{
    return (x + 0.5) * (n - x + 0.5) / ((n + 1) * (n + 1) * (n + 1));
}

static double low_difference(const hl_two_rates *k, hl_score_form form, double z_crit)
{
    search s = {k, form, z_crit, hl_stats__score_z_difference};
    double start = hl_stats__rate_difference(k);
    double step = z_crit * sqrt(smoothed_variance(k->xc, k->nc) + smoothed_variance(k->xt, k->nt));
    double inside = start, g_inside = above(inside, &s);
    while (g_inside >= 0 && inside < 1) { /* the skewed z at the estimate may pass a z_crit < 1 */
        inside = fmin(1, inside + step);
        g_inside = above(inside, &s);
        step *= 2;
    }
    while (true) {
        double outside = fmax(-1, inside - step);
        double g = above(outside, &s);
        if (g > 0)
            return hl_stats__root(above, &s, outside, g, inside, g_inside);
        if (outside <= -1)
            return -1;
        inside = outside, g_inside = g;
        step *= 2;
    }
}

/* Below this a ratio is as good as 0: the skewed z then has its limit sqrt(6 xt + 1). */
static const double least_ratio = 1e-100;

static double low_ratio(const hl_two_rates *k, hl_score_form form, double z_crit)
{
    if (k->xt <= 0)
        return 0;
    search s = {k, form, z_crit, hl_stats__score_z_ratio};
    double xc = fmax(k->xc, 0.5);
    double inside = (k->xt / k->nt) / (xc / k->nc);
    double factor = exp(fmin(fmax(z_crit, 0.1) * sqrt(1 / k->xt + 1 / xc), 10));
    double g_inside = above(inside, &s);
    while (g_inside >= 0 && inside < 1 / least_ratio) {
        inside = fmin(inside * factor, 1 / least_ratio);
        g_inside = above(inside, &s);
        factor *= factor;
    }
    while (true) {
        double outside = fmax(least_ratio, inside / factor);
        double g = above(outside, &s);
        if (g > 0)
            return hl_stats__root(above, &s, outside, g, inside, g_inside);
        if (outside <= least_ratio)
            return 0;
        inside = outside, g_inside = g;
        factor *= factor;
    }
}

static bool without_answer(const hl_two_rates *k)
{
    return hl_stats__rates_empty(k) || !(k->nc + k->nt > 1);
}

hl_range hl_stats__score_difference(const hl_two_rates *rates, hl_score_form form, double conf)
{
    if (without_answer(rates))
        return (hl_range){HL_NAN, HL_NAN};
    double z_crit = hl_stats__z_critical(conf);
    hl_two_rates swapped = hl_stats__rates_swapped(rates);
    return (hl_range){low_difference(rates, form, z_crit), -low_difference(&swapped, form, z_crit)};
}

hl_range hl_stats__score_ratio(const hl_two_rates *rates, hl_score_form form, double conf)
{
    if (without_answer(rates))
        return (hl_range){HL_NAN, HL_NAN};
    double z_crit = hl_stats__z_critical(conf);
    hl_two_rates swapped = hl_stats__rates_swapped(rates);
    double high = low_ratio(&swapped, form, z_crit);
    return (hl_range){low_ratio(rates, form, z_crit), high > 0 ? 1 / high : (double)INFINITY};
}
