/* Boschloo, R. D. (1970), Raised conditional level of significance for the 2x2-table when testing
 * the equality of two probabilities, Statistica Neerlandica 24:1-9.
 *
 * For each number s of successes the tables whose Fisher p does not exceed the observed one have a
 * conditional probability that is itself such a p: the largest one not above it. So a region is one
 * number for each s. Probabilities of different s that agree to a relative 1e-10 count as tied
 * (rounding is 1e-13, and rationals of such tables do not come closer without being equal).
 *
 * Only tables that can matter are gone through: some sqrt(n) for each s. */
#include "stats/boschloo.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/fisher.h"
#include "stats/hypergeometric.h"
#include "stats/unconditional.h"

static const double tied = 1 + 1e-10;
/* Tables that together have less than exp(-40) of the smallest limit are left out: no region, and
 * no digit of its probability, depends on them. */
static const double left_out = 40;

/* probabilities[0 .. count) of the tables of h that matter */
static size_t table_of(const hl_hypergeometric *h, double log_limit, double *probabilities)
{
    size_t count = 0;
    double k = h->low, last = h->high;
    hl_stats__hypergeometric_part(h, log_limit - left_out, &k, &last);
    double log_p = hl_stats__hypergeometric_log(h, k);
    probabilities[count++] = exp(log_p);
    while (k < last) {
        log_p += log(hl_stats__hypergeometric_step(h, k++));
        probabilities[count++] = exp(log_p);
    }
    return count;
}

/* The largest sum from one end that does not exceed the limit. */
static double one_sided(const double *p, size_t count, bool from_low, double limit)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double next = sum + p[from_low ? i : count - 1 - i];
        if (next > limit * tied)
            break;
        sum = next;
    }
    return sum;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The same, taking tables in the order of their probability, tied ones together. Sorts p. */
static double two_sided(double *p, size_t count, double limit)
{
    double sum = 0;
    qsort(p, count, sizeof *p, by_size);
    for (size_t i = 0; i < count;) {
        double next = sum;
        size_t end = i;
        for (; end < count && p[end] <= p[i] * tied; end++)
            next += p[end];
        if (next > limit * tied)
            break;
        sum = next;
        i = end;
    }
    return sum;
}

typedef struct regions {
    size_t n;
    double *less, *greater; /* for each s */
    double *minlike;        /* the same; NULL: not wanted */
    double *probabilities;  /* room for one table */
    double *room;           /* of all of them */
    hl_fisher seen;
} regions;

static bool fill(regions *g, const hl_two_rates *r, bool two)
{
    size_t n = (size_t)(r->nc + r->nt);
    double *room = calloc(4 * (n + 1), sizeof *room);
    if (room == NULL)
        return false;
    *g = (regions){.n = n,
                   .less = room,
                   .greater = room + n + 1,
                   .minlike = two ? room + 2 * (n + 1) : NULL,
                   .probabilities = room + 3 * (n + 1),
                   .room = room,
                   .seen = hl_stats__fisher(r)};
    double limit = fmin(g->seen.p_less, g->seen.p_greater);
    double log_limit = log(two ? fmin(limit, g->seen.p_two) : limit);
    for (size_t s = 0; s <= n; s++) {
        double total = (double)s;
        hl_hypergeometric h = {r->nc, r->nt, total, fmax(0, total - r->nc), fmin(r->nt, total)};
        size_t count = table_of(&h, log_limit, g->probabilities);
        g->less[s] = one_sided(g->probabilities, count, true, g->seen.p_less);
        g->greater[s] = one_sided(g->probabilities, count, false, g->seen.p_greater);
        if (two)
            g->minlike[s] = two_sided(g->probabilities, count, g->seen.p_two);
    }
    return true;
}

/* A region of every table has probability 1; the sums that say so are a few roundings off. */
static double supremum(const double *given, size_t n, double seen)
{
    return seen >= 1 - 1e-12 ? 1 : hl_stats__supremum(given, n).p;
}

hl_status hl_stats__boschloo(const hl_two_rates *r, hl_boschloo *result, hl_error *err)
{
    *result = (hl_boschloo){HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (hl_stats__rates_empty(r)) {
        *result = (hl_boschloo){1, 1, 1, 1};
        return HL_OK;
    }
    if (!hl_stats__unconditional_feasible(r))
        return HL_OK;
    regions g;
    if (!fill(&g, r, true))
        return hl_error_memory(err);
    result->p_less = supremum(g.less, g.n, g.seen.p_less);
    result->p_greater = supremum(g.greater, g.n, g.seen.p_greater);
    result->p_two_minlike = supremum(g.minlike, g.n, g.seen.p_two);
    result->p_two_central = fmin(1, 2 * fmin(result->p_less, result->p_greater));
    free(g.room);
    return HL_OK;
}

/* Of the two regions that of the smaller Fisher p is mostly the less probable one: the other one is
 * searched only when the pooled rate does not give it more already. */
static double central(const regions *g, double pooled)
{
    bool less = g->seen.p_less < g->seen.p_greater;
    const double *other = less ? g->greater : g->less;
    double p = less ? supremum(g->less, g->n, g->seen.p_less)
                    : supremum(g->greater, g->n, g->seen.p_greater);
    if (hl_stats__mixture(other, g->n, pooled) < p * (1 + 1e-6))
        p = fmin(p, supremum(other, g->n, less ? g->seen.p_greater : g->seen.p_less));
    return fmin(1, 2 * p);
}

hl_status hl_stats__boschloo_central(const hl_two_rates *r, double *p, hl_error *err)
{
    regions g;
    *p = HL_NAN;
    if (hl_stats__rates_empty(r))
        *p = 1;
    if (hl_stats__rates_empty(r) || !hl_stats__unconditional_quick(r))
        return HL_OK;
    if (!fill(&g, r, false))
        return hl_error_memory(err);
    *p = central(&g, (r->xc + r->xt) / (double)g.n);
    free(g.room);
    return HL_OK;
}
