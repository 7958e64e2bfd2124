/* Exact multinomial test: enumerates every split of n units, sums those whose probability is at
 * most that of the observed one (the two-arm case is hl_stats__srm_binom). */
#include "stats/srm_multinomial.h"

#include <math.h>

#include "base/number.h"
#include "stats/log_gamma.h"

enum { MOST_ARMS = 64 };

typedef struct enumeration {
    size_t arms;
    double log_share[MOST_ARMS];
    double most; /* log probability of the observed split, with its tolerance */
    double total;
} enumeration;

double hl_stats__srm_tables(double n, size_t arms)
{
    double tables = 1;
    for (size_t i = 1; i < arms; i++)
        tables *= (n + (double)i) / (double)i;
    return tables;
}

/* Splits `left` units over the arms from `at` on; log_p is that of the arms before. */
static void walk(enumeration *e, size_t at, double left, double log_p)
{
    if (at + 1 == e->arms) {
        log_p += left * e->log_share[at] - hl_stats__log_gamma(left + 1);
        if (log_p <= e->most)
            e->total += exp(log_p);
        return;
    }
    for (size_t k = 0; k <= (size_t)left; k++)
        walk(e, at + 1, left - (double)k,
             log_p + (double)k * e->log_share[at] - hl_stats__log_gamma((double)k + 1));
}

double hl_stats__srm_multinomial(const double *counts, const double *weights, size_t arms)
{
    enumeration e = {.total = 0};
    double n = 0, weight = 0, log_observed = 0;
    for (size_t i = 0; i < arms; i++)
        weight += weights[i];
    for (size_t i = 0; i < arms && e.arms < MOST_ARMS; i++) {
        if (!(weights[i] > 0))
            continue;
        double log_share = log(weights[i] / weight);
        e.log_share[e.arms++] = log_share;
        n += counts[i];
        log_observed += counts[i] * log_share - hl_stats__log_gamma(counts[i] + 1);
    }
    if (!(n > 0) || e.arms < 2 || hl_stats__srm_tables(n, e.arms) > HL_SRM_MOST_TABLES)
        return HL_NAN;
    e.most = log_observed + hl_stats__log_gamma(n + 1) + log1p(1e-7);
    walk(&e, 0, n, hl_stats__log_gamma(n + 1));
    return fmin(1, e.total);
}
