/* Restricted maximum likelihood of two proportions.
 *
 * Difference (Miettinen & Nurminen 1985, appendix I): pt = pc + d, pc the root in [0, 1-d] of
 *   N p^3 + ((nt + 2 nc) d - N - X) p^2 + ((nc d - N - 2 xc) d + X) p + xc d (1 - d),  X = xt + xc.
 * Their trigonometric solution loses all digits at rates of 1e-6 (packages that use it do). Here
 * the data are first turned so that d >= 0 and the rates are the smaller side, then Newton's method
 * inside a bracket polishes the root to full relative accuracy; zero cells have closed forms.
 *
 * Ratio (Koopman 1984): pt = r pc, pc the smaller root of
 *   N r p^2 - (nc + xt + r (nt + xc)) p + X,
 * whose discriminant is (nc + xt - r (nt + xc))^2 + 4 r (nt - xt)(nc - xc): no cancellation. The
 * complements are taken from their own closed forms, so rates near 1 are as exact as rates near 0.
 */
#include "stats/restricted.h"

#include <float.h>
#include <math.h>

/* One orientation of the data: po = pb + d with d >= 0. */
typedef struct oriented {
    double xb, nb; /* the arm with the smaller rate */
    double xo, no;
    double d;
} oriented;

typedef struct fitted {
    double pb, qo; /* the two smallest of the four probabilities */
} fitted;

/* The root of the quadratic left when the smaller arm has no success: p = 0 or what it gives. */
static double root_without_success(double total, double nb, double no, double d)
{
    double n = nb + no;
    double l1 = total - d * (n - nb * d);
    if (l1 <= 0)
        return 0;
    double minus_l2 = n + total - (no + 2 * nb) * d;
    return 2 * l1 / (minus_l2 + sqrt(fmax(0, minus_l2 * minus_l2 - 4 * n * l1)));
}

static double root_guess(double l2, double l1, double l0, double top)
{
    if (l2 >= 0)
        return top / 2;
    double s = sqrt(l1 * l1 - 4 * l2 * l0);
    double p = l1 < 0 ? 2 * l0 / (s - l1) : (l1 + s) / (-2 * l2);
    return p < top ? p : top / 2;
}

static double cubic_root(const oriented *o)
{
    double n = o->nb + o->no, total = o->xb + o->xo, top = 1 - o->d;
    double l2 = (o->no + 2 * o->nb) * o->d - n - total;
    double l1 = (o->nb * o->d - n - 2 * o->xb) * o->d + total;
    double l0 = o->xb * o->d * top;
    double low = 0, high = top, p = root_guess(l2, l1, l0, top);
    for (int step = 0; step < 200; step++) {
        double value = ((n * p + l2) * p + l1) * p + l0;
        double slope = (3 * n * p + 2 * l2) * p + l1;
        if (value == 0)
            return p;
        *(value > 0 ? &low : &high) = p;
        double next = p - value / slope;
        if (!(next > low && next < high))
            next = low + (high - low) / 2;
        if (fabs(next - p) <= DBL_EPSILON * p || next <= low || next >= high)
            return next;
        p = next;
    }
    return p;
}

static fitted fit_difference(const oriented *o)
{
    double n = o->nb + o->no, total = o->xb + o->xo, top = 1 - o->d;
    double fb = o->nb - o->xb, fo = o->no - o->xo;
    fitted fit = {0, 0};
    if (o->d <= 0)
        return (fitted){total / n, (fb + fo) / n};
    if (top <= 0)
        return fit;
    if (o->xb <= 0 && fo <= 0) {
        fit.pb = fmin(fmax((o->no - o->nb * o->d) / n, 0), top);
        fit.qo = fmin(fmax((o->nb - o->no * o->d) / n, 0), top);
        return fit;
    }
    if (fo <= 0) {
        fit.qo = root_without_success(fb + fo, o->no, o->nb, o->d);
        fit.pb = fmax(top - fit.qo, 0);
        return fit;
    }
    fit.pb = o->xb <= 0 ? root_without_success(total, o->nb, o->no, o->d) : cubic_root(o);
    fit.qo = fmax(top - fit.pb, 0);
    return fit;
}

static bool is_mostly(const hl_two_rates *r)
{
    return r->xt + r->xc > (r->nt + r->nc) / 2;
}

/* Exchanging successes and failures, and exchanging the arms, both turn the sign of d. */
static oriented orient(const hl_two_rates *r, double d)
{
    bool mostly = is_mostly(r);
    hl_two_rates side = mostly ? hl_stats__rates_failed(r) : *r;
    if ((d < 0) != mostly)
        return (oriented){side.xt, side.nt, side.xc, side.nc, fabs(d)};
    return (oriented){side.xc, side.nc, side.xt, side.nt, fabs(d)};
}

hl_score_moments hl_stats__moments_difference(const hl_two_rates *r, double d)
{
    oriented o = orient(r, d);
    fitted fit = fit_difference(&o);
    double po = fit.pb + o.d, qb = fit.qo + o.d;
    if (o.d <= 0)
        po = fit.pb, qb = fit.qo;
    double vb = fit.pb * qb / o.nb, vo = po * fit.qo / o.no;
    double third = vo * (fit.qo - po) / o.no - vb * (qb - fit.pb) / o.nb;
    bool mostly = is_mostly(r), turned = (d < 0) != mostly;
    double smaller = mostly ? qb : fit.pb, other = mostly ? fit.qo : po;
    return (hl_score_moments){
        .score = hl_stats__rate_difference(r) - d,
        .variance = vb + vo,
        .third = d < 0 ? -third : third,
        .control = turned ? other : smaller,
        .treatment = turned ? smaller : other,
    };
}

/* x log p, with p slightly below 0 by rounding taken as 0. */
static double log_power(double p, double x)
{
    return x > 0 ? x * log(fmax(p, 0)) : 0;
}

double hl_stats__restricted_log_likelihood(const hl_two_rates *r, double d)
{
    oriented o = orient(r, d);
    fitted fit = fit_difference(&o);
    return log_power(fit.pb, o.xb) + log_power(fit.qo + o.d, o.nb - o.xb) +
           log_power(fit.pb + o.d, o.xo) + log_power(fit.qo, o.no - o.xo);
}

/* (e + s) / scale where s^2 - e^2 = gap is known: the form that does not cancel. */
static double sum_with_root(double e, double s, double gap, double scale)
{
    return (e >= 0 ? e + s : gap / (s - e)) / scale;
}

hl_score_moments hl_stats__moments_ratio(const hl_two_rates *k, double r)
{
    double fc = k->nc - k->xc, ft = k->nt - k->xt, total = k->xc + k->xt;
    double excess = r - 1;
    double b = k->nc + k->xt + r * (k->nt + k->xc);
    /* Near r = 1 the terms of size n are taken out by hand, elsewhere those of size r n. */
    bool near = fabs(excess) < 0.5;
    double inner = near ? fc - ft - excess * (k->nt + k->xc) : k->nc + k->xt - r * (k->nt + k->xc);
    double of_c = near ? fc + ft + excess * (k->nt + k->xc) : fc - total + r * (k->nt + k->xc);
    double of_t =
        near ? r * (ft + fc) - excess * (k->nc + k->xt) : k->nc + k->xt + r * (ft - total);
    double s = sqrt(inner * inner + 4 * r * ft * fc);
    double pc = 2 * total / (b + s), pt = r * pc;
    double qc = sum_with_root(of_c, s, -4 * fc * excess * total, b + s);
    double qt = sum_with_root(of_t, s, 4 * r * ft * excess * total, b + s);
    double vt = pt * qt / k->nt, vc = r * r * pc * qc / k->nc;
    double score = near ? hl_stats__rate_difference(k) - excess * (k->xc / k->nc)
                        : k->xt / k->nt - r * (k->xc / k->nc);
    return (hl_score_moments){
        .score = score,
        .variance = vt + vc,
        .third = vt * (qt - pt) / k->nt - r * vc * (qc - pc) / k->nc,
        .control = pc,
        .treatment = pt,
    };
}
