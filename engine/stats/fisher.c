/* Fisher, R. A. (1935). Given the margins X_t is hypergeometric; the two-sided p is the sum over
 * all tables that are not more probable than the observed one. Conservative: the level is held for
 * every common rate, at the price of power (see boschloo.c). */
#include "stats/fisher.h"

#include <math.h>

#include "base/number.h"
#include "stats/hypergeometric.h"

/* Logs closer than this are decided exactly. */
static const double doubt = 1e-9;
static const double tolerance_of_r = 1e-7;

/* Sum of P(k), P(k + direction), ... relative to P(k), while they fall. */
static double falling_sum(const hl_hypergeometric *h, double k, int direction)
{
    double term = 1, sum = 1;
    while (direction > 0 ? k < h->high : k > h->low) {
        term *= direction > 0 ? hl_stats__hypergeometric_step(h, k)
                              : 1 / hl_stats__hypergeometric_step(h, k - 1);
        k += direction;
        sum += term;
        if (term < 1e-18 * sum)
            break;
    }
    return sum;
}

typedef struct observed {
    hl_hypergeometric h;
    double k, log_p, mode;
    int side; /* +1: k lies at or right of the mode, its tail goes right */
} observed;

static bool not_above(const observed *o, double k, double slack)
{
    double gap = hl_stats__hypergeometric_log(&o->h, k) - o->log_p - log1p(slack);
    if (slack == 0 && fabs(gap) < doubt)
        return hl_stats__hypergeometric_tie(&o->h, k, o->k) || gap < 0;
    return gap <= 0;
}

/* The k nearest to the mode, on the other side, that is not more probable than the observed one;
 * outside the support when there is none. Probabilities fall away from the mode: bisection. */
static double other_side(const observed *o, double slack)
{
    double end = o->side > 0 ? o->h.low : o->h.high;
    double out = end - o->side, in = o->mode; /* `out` qualifies (or is past the end), `in` not */
    if (in == o->k)
        in -= o->side; /* the observed one is the mode: look beyond it */
    if (in == out)
        return out;
    if (not_above(o, in, slack))
        return in;
    while (fabs(in - out) > 1) {
        double middle = floor((in + out) / 2);
        if (not_above(o, middle, slack))
            out = middle;
        else
            in = middle;
    }
    return out;
}

/* log of the two-sided p */
static double log_two_sided(const observed *o, double tail, double slack)
{
    double end = o->side > 0 ? o->h.low : o->h.high;
    double k = other_side(o, slack);
    bool none = o->side > 0 ? k < end : k > end;
    if (!none && fabs(k - o->k) <= 1)
        return 0; /* every table */
    double sum = tail;
    if (!none)
        sum += exp(hl_stats__hypergeometric_log(&o->h, k) - o->log_p) *
               falling_sum(&o->h, k, -o->side);
    return fmin(0, o->log_p + log(sum));
}

hl_fisher hl_stats__fisher(const hl_two_rates *r)
{
    hl_hypergeometric h = hl_stats__hypergeometric(r);
    hl_fisher result = {1, 1, 1, 1, 1, 0};
    if (hl_stats__rates_empty(r) || h.low >= h.high)
        return result;
    observed o = {.h = h, .k = r->xt, .mode = hl_stats__hypergeometric_mode(&h)};
    o.log_p = hl_stats__hypergeometric_log(&h, o.k);
    o.side = o.k >= o.mode ? 1 : -1;
    result.p_obs = exp(o.log_p);
    double sum = falling_sum(&h, o.k, o.side);
    double tail = result.p_obs * sum, complement = fmin(1, 1 - tail + result.p_obs);
    if (o.k == (o.side > 0 ? h.high : h.low))
        tail = result.p_obs, complement = 1;
    if (o.k == (o.side > 0 ? h.low : h.high))
        tail = 1;
    result.p_greater = o.side > 0 ? tail : complement;
    result.p_less = o.side > 0 ? complement : tail;
    double log_two = log_two_sided(&o, sum, 0);
    result.p_two = exp(log_two);
    result.log10_p_two = log_two / log(10);
    result.p_two_r = exp(log_two_sided(&o, sum, tolerance_of_r));
    return result;
}
