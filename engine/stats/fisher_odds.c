/* The conditional odds ratio: X_t given the margins is P(k) w^k / sum. Estimate: the w at which its
 * mean is the observed k; limits: the w at which a tail from the observed k has (1 - conf) / 2
 * (Cornfield 1956; R's fisher.test, whose own root finder stops at 1e-4). */
#include <math.h>

#include "base/number.h"
#include "stats/fisher.h"
#include "stats/hypergeometric.h"
#include "stats/root.h"

typedef enum wanted { WANT_MEAN, WANT_UPPER, WANT_LOWER } wanted;

typedef struct odds_problem {
    hl_hypergeometric h;
    double k;
    wanted what;
    double target;
} odds_problem;

static double tilted_mode(const hl_hypergeometric *h, double odds)
{
    double low = h->low, high = h->high; /* the step falls with k: where it passes 1 / odds */
    while (low < high) {
        double middle = floor((low + high) / 2);
        if (odds * hl_stats__hypergeometric_step(h, middle) >= 1)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

typedef struct tilted_sums {
    double all, first, upper, lower; /* of 1, of k - observed, of those at or above, or below it */
} tilted_sums;

static void add_term(tilted_sums *s, double term, double k, double observed)
{
    s->all += term;
    s->first += term * (k - observed);
    s->upper += k >= observed ? term : 0;
    s->lower += k <= observed ? term : 0;
}

static double tilted(double log_odds, void *context)
{
    const odds_problem *p = context;
    const hl_hypergeometric *h = &p->h;
    double odds = exp(log_odds), mode = tilted_mode(h, odds);
    tilted_sums s = {0, 0, 0, 0};
    double term = 1;
    add_term(&s, 1, mode, p->k);
    double k = mode;
    while (k < h->high && term > 1e-20) {
        term *= odds * hl_stats__hypergeometric_step(h, k);
        add_term(&s, term, ++k, p->k);
    }
    term = 1;
    k = mode;
    while (k > h->low && term > 1e-20) {
        term /= odds * hl_stats__hypergeometric_step(h, --k);
        add_term(&s, term, k, p->k);
    }
    if (p->what == WANT_MEAN)
        return s.first / s.all;
    return p->what == WANT_UPPER ? s.upper / s.all - p->target : p->target - s.lower / s.all;
}

/* Every problem is increasing in the odds. */
static double solve(odds_problem *p, wanted what, double target)
{
    p->what = what;
    p->target = target;
    double at = 0, value = tilted(0, p), direction = value > 0 ? -1 : 1;
    double step = 1;
    while (fabs(at) < 600) {
        double next = fmin(fmax(at + direction * step, -650), 650);
        double far = tilted(next, p);
        if ((far > 0) != (value > 0))
            return exp(hl_stats__root(tilted, p, at, value, next, far));
        at = next, value = far;
        step *= 2;
    }
    return HL_NAN;
}

hl_fisher_odds hl_stats__fisher_odds(const hl_two_rates *r, double conf)
{
    odds_problem p = {.h = hl_stats__hypergeometric(r), .k = r->xt};
    hl_fisher_odds result = {HL_NAN, {0, (double)INFINITY}};
    if (hl_stats__rates_empty(r) || p.h.low >= p.h.high)
        return result;
    double tail = (1 - conf) / 2;
    bool lowest = p.k <= p.h.low, highest = p.k >= p.h.high;
    result.odds = lowest ? 0 : highest ? (double)INFINITY : solve(&p, WANT_MEAN, 0);
    if (!lowest)
        result.range.low = solve(&p, WANT_UPPER, tail);
    if (!highest)
        result.range.high = solve(&p, WANT_LOWER, tail);
    return result;
}
