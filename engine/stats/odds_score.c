/* Miettinen & Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4:213-226.
 *
 *   z(w) = (xt - nt pt~) sqrt(1/(nt pt~ qt~) + 1/(nc pc~ qc~)) sqrt((N-1)/N)
 * with nt pt~ + nc pc~ = xt + xc and odds ratio w = pt~ qc~ / (qt~ pc~).
 *
 * The fitted table is written through its four cells, each from a form that does not cancel. The
 * upper limit is the reciprocal of the lower one of the exchanged arms. */
#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"
#include "stats/rate_ratio.h"
#include "stats/root.h"

static const double least_odds = 1e-100;

typedef struct odds_search {
    const hl_two_rates *rates;
    double z_crit;
    double factor;
} odds_search;

/* Expected treatment successes a in (0, min(nt, total)) with
 * a (nc - total + a) = w (nt - a)(total - a). */
static double fitted(double nt, double nc, double total, double w)
{
    double free = nc - total;
    /* (w - 1) a^2 - b a + w nt total = 0, the smaller positive root; the discriminant
     * b^2 - 4 (w - 1) w nt total written as a sum of positive terms */
    double b = w * (nt + total) + free, side = w * (nt - total);
    double root = sqrt(side * side + free * free + 2 * w * (nt * nc + total * (nt + nc - total)));
    return b < 0 ? (root - b) / (2 * (1 - w)) : 2 * w * nt * total / (b + root);
}

static double z_of_odds(double w, void *context)
{
    const odds_search *s = context;
    const hl_two_rates *r = s->rates;
    double successes = r->xt + r->xc, failures = (r->nt - r->xt) + (r->nc - r->xc);
    /* each as the successes of a table that is turned: none is what is left of a larger one */
    double a = fitted(r->nt, r->nc, successes, w), b = fitted(r->nt, r->nc, failures, 1 / w);
    double c = fitted(r->nc, r->nt, successes, 1 / w), d = fitted(r->nc, r->nt, failures, w);
    double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d); /* of a, given the margins */
    double above = a < b ? r->xt - a : b - (r->nt - r->xt);
    double z = above / sqrt(variance) * s->factor;
    return z - s->z_crit;
}

static double low_odds(const hl_two_rates *r, double z_crit, double factor)
{
    if (r->xt <= 0 || r->xc >= r->nc)
        return 0;
    odds_search s = {r, z_crit, factor};
    double inside = (r->xt + 0.5) * (r->nc - r->xc + 0.5) / ((r->nt - r->xt + 0.5) * (r->xc + 0.5));
    double g_inside = z_of_odds(inside, &s);
    double step = 2;
    while (!(g_inside < 0) && inside < 1 / least_odds) {
        inside *= step, step *= step;
        g_inside = z_of_odds(inside, &s);
    }
    step = 2;
    while (true) {
        double outside = fmax(least_odds, inside / step);
        double g = z_of_odds(outside, &s);
        if (g > 0)
            return hl_stats__root(z_of_odds, &s, outside, g, inside, g_inside);
        if (outside <= least_odds)
            return 0;
        inside = outside, g_inside = g;
        step *= step;
    }
}

hl_range hl_stats__odds_score(const hl_two_rates *r, double conf, bool factor)
{
    double n = r->nc + r->nt, total = r->xc + r->xt;
    if (hl_stats__rates_empty(r))
        return (hl_range){HL_NAN, HL_NAN};
    if (total <= 0 || total >= n)
        return (hl_range){0, (double)INFINITY};
    double z_crit = hl_stats__z_critical(conf), scale = factor ? sqrt((n - 1) / n) : 1;
    hl_two_rates swapped = hl_stats__rates_swapped(r);
    double high = low_odds(&swapped, z_crit, scale);
    return (hl_range){low_odds(r, z_crit, scale), high > 0 ? 1 / high : (double)INFINITY};
}
