/* Barnard, G. A. (1945), A new test for 2x2 tables, Nature 156:177; statistic: pooled z.
 *
 * z^2 = D^2 N / (s (N - s) nc nt) with D = xt nc - xc nt, so tables are compared through the
 * integers D^2 s0 (N - s0) and D0^2 s (N - s): exact, ties included (floating-point comparison
 * without that is wrong by up to a quarter in tools that do it). Tables with s = 0 or N have z = 0.
 */
#include "stats/barnard.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/hypergeometric.h"
#include "stats/unconditional.h"

__extension__ typedef __int128 wide;

typedef struct statistic {
    wide d;      /* signed */
    wide spread; /* s (N - s); 1 where d is 0 by definition */
} statistic;

static statistic statistic_of(int64_t xc, int64_t nc, int64_t xt, int64_t nt)
{
    int64_t s = xc + xt, n = nc + nt;
    if (s == 0 || s == n)
        return (statistic){0, 1};
    return (statistic){(wide)xt * nc - (wide)xc * nt, (wide)s * (n - s)};
}

/* sign(d) d^2, compared across tables after multiplying out the spreads */
static int compare(const statistic *a, const statistic *b, bool absolute)
{
    wide left = a->d * (absolute && a->d < 0 ? -a->d : a->d) * b->spread;
    wide right = b->d * (absolute && b->d < 0 ? -b->d : b->d) * a->spread;
    if (!absolute) {
        left = a->d < 0 ? -left : left;
        right = b->d < 0 ? -right : right;
    } else {
        left = left < 0 ? -left : left;
        right = right < 0 ? -right : right;
    }
    return (left > right) - (left < right);
}

typedef enum region { REGION_TWO, REGION_GREATER, REGION_LESS } region;

static bool inside(const statistic *table, const statistic *seen, region which)
{
    if (which == REGION_TWO)
        return compare(table, seen, true) >= 0;
    int order = compare(table, seen, false);
    return which == REGION_GREATER ? order >= 0 : order <= 0;
}

/* Tables that together have less than exp(-40) of the observed one's probability, at the pooled
 * rate, are left out: it is in every region. */
static const double left_out = 40;

static double log_seen(const hl_two_rates *r)
{
    hl_hypergeometric h = hl_stats__hypergeometric(r);
    return hl_stats__hypergeometric_log(&h, r->xt) - log(r->nc + r->nt + 1);
}

/* given[s]: the conditional probability of the region */
static void fill(double *given, const hl_two_rates *r, const statistic *seen, region which)
{
    int64_t nc = (int64_t)r->nc, nt = (int64_t)r->nt;
    double least = log_seen(r) - left_out;
    for (int64_t s = 0; s <= nc + nt; s++) {
        hl_hypergeometric h = {r->nc, r->nt, (double)s, fmax(0, (double)(s - nc)),
                               fmin(r->nt, (double)s)};
        double first = h.low, last = h.high;
        hl_stats__hypergeometric_part(&h, least, &first, &last);
        double log_p = hl_stats__hypergeometric_log(&h, first), p = 0, sum = 0;
        int64_t high = (int64_t)last;
        for (int64_t k = (int64_t)first; k <= high; k++) {
            p = exp(log_p);
            statistic table = statistic_of(s - k, nc, k, nt);
            if (inside(&table, seen, which))
                sum += p;
            if (k < high)
                log_p += log(hl_stats__hypergeometric_step(&h, (double)k));
        }
        given[s] = fmin(sum, 1);
    }
}

hl_status hl_stats__barnard(const hl_two_rates *r, hl_barnard *result, hl_error *err)
{
    *result = (hl_barnard){HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (hl_stats__rates_empty(r)) {
        *result = (hl_barnard){1, HL_NAN, 1, 1};
        return HL_OK;
    }
    if (!hl_stats__unconditional_feasible(r))
        return HL_OK;
    size_t n = (size_t)(r->nc + r->nt);
    double *given = calloc(n + 1, sizeof *given);
    if (given == NULL)
        return hl_error_memory(err);
    statistic seen = statistic_of((int64_t)r->xc, (int64_t)r->nc, (int64_t)r->xt, (int64_t)r->nt);
    fill(given, r, &seen, REGION_TWO);
    hl_supremum two = seen.d == 0 ? (hl_supremum){1, HL_NAN} : hl_stats__supremum(given, n);
    fill(given, r, &seen, REGION_GREATER);
    result->p_greater = seen.d <= 0 ? 1 : hl_stats__supremum(given, n).p;
    fill(given, r, &seen, REGION_LESS);
    result->p_less = seen.d >= 0 ? 1 : hl_stats__supremum(given, n).p;
    result->p_two = two.p;
    result->rate_two = two.rate;
    free(given);
    return HL_OK;
}
