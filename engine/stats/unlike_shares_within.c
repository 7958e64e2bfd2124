/* Cochran, W. G. (1954), Biometrics 10:417-451; Mantel, N. & Haenszel, W. (1959), JNCI 22:719-748:
 * given the margins of every stratum what an arm lost of it is hypergeometric, so over all strata
 *
 *     z = (|sum O - sum E| - 1/2) / sqrt(sum V),   E = n m / N,
 *     V = n (N - n) m (N - m) / (N^2 (N - 1)),
 *
 * with m lost of N in the stratum, n of them in the arm. Of a few, and where fewer than five are
 * expected in a place, the exact distribution of sum O: those of the strata, convolved (Gart 1970,
 * Biometrika 57:471-475); two-sided as Fisher's, by what is no more probable than what was seen. Of
 * two arms each says the same. */
#include "stats/unlike_shares_within.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "stats/hypergeometric.h"
#include "stats/student_t.h"

enum { FEW = 200, MOST_EXACT = 1000 };
static const double least_expected = 5;

typedef struct counts {
    const double *lost, *all;
    size_t arms, strata;
    bool kept; /* what was not lost is counted, as it is less */
} counts;

/* One stratum as one arm sees it: m of N are counted, of n in the arm `seen`. */
typedef struct stratum {
    double n, N, m, seen;
} stratum;

static stratum stratum_of(const counts *c, size_t arm, size_t at)
{
    const double *lost = c->lost + at * c->arms, *all = c->all + at * c->arms;
    stratum out = {.n = all[arm], .seen = c->kept ? all[arm] - lost[arm] : lost[arm]};
    for (size_t i = 0; i < c->arms; i++) {
        out.N += all[i];
        out.m += c->kept ? all[i] - lost[i] : lost[i];
    }
    return out;
}

/* Whether it tells the arm from others. */
static bool speaks(const stratum *s)
{
    return s->n > 0 && s->n < s->N && s->m > 0 && s->m < s->N;
}

typedef struct sums {
    double seen, expected, variance;
    double counted, of_arm, all;
} sums;

static sums add_up(const counts *c, size_t arm)
{
    sums out = {0};
    for (size_t i = 0; i < c->strata; i++) {
        stratum s = stratum_of(c, arm, i);
        if (!speaks(&s))
            continue;
        out.seen += s.seen;
        out.expected += s.n * s.m / s.N;
        out.variance += s.n * (s.N - s.n) * s.m * (s.N - s.m) / (s.N * s.N * (s.N - 1));
        out.counted += s.m;
        out.of_arm += s.n;
        out.all += s.N;
    }
    return out;
}

/* At least five expected in every place. */
static bool is_large(const sums *of)
{
    double elsewhere = of->counted - of->expected;
    double least = fmin(fmin(of->expected, of->of_arm - of->expected),
                        fmin(elsewhere, of->all - of->of_arm - elsewhere));
    return least >= least_expected;
}

/* p[k], k = 0 .. count - 1, of the strata so far becomes that of one more. Returns the new count.
 */
static size_t convolve(double *p, size_t count, const stratum *s)
{
    double out[MOST_EXACT + 1] = {0};
    hl_hypergeometric h =
        hl_stats__hypergeometric(&(hl_two_rates){s->m - s->seen, s->N - s->n, s->seen, s->n});
    size_t low = (size_t)h.low, high = (size_t)h.high;
    double of_k = exp(hl_stats__hypergeometric_log(&h, h.low));
    for (size_t k = low; k <= high; k++) {
        for (size_t i = 0; i < count; i++)
            out[i + k] += p[i] * of_k;
        of_k *= k < high ? hl_stats__hypergeometric_step(&h, (double)k) : 1;
    }
    memcpy(p, out, (count + high) * sizeof *p);
    return count + high;
}

static double exact_p(const counts *c, size_t arm, const sums *of)
{
    const double ties = 1 + 1e-7; /* as R does */
    double p[MOST_EXACT + 1] = {1}, sum = 0;
    size_t count = 1;
    for (size_t i = 0; i < c->strata; i++) {
        stratum s = stratum_of(c, arm, i);
        if (speaks(&s))
            count = convolve(p, count, &s);
    }
    for (size_t k = 0; k < count; k++)
        sum += p[k] <= p[(size_t)of->seen] * ties ? p[k] : 0;
    return fmin(1, sum);
}

static double normal_p(const sums *of)
{
    double z = fmax(0, fabs(of->seen - of->expected) - 0.5) / sqrt(of->variance);
    return 2 * hl_stats__z_upper(z);
}

/* NaN: no stratum tells the arm from others; 1 where too many are counted for a list of what may
 * be, and the arm is too small for the normal. */
static double p_of_arm(const counts *c, size_t arm)
{
    sums of = add_up(c, arm);
    if (!(of.variance > 0))
        return HL_NAN;
    if (of.counted > FEW && is_large(&of))
        return normal_p(&of);
    return of.counted <= MOST_EXACT ? exact_p(c, arm, &of) : 1;
}

double hl_stats__unlike_shares_within(const double *lost, const double *all, size_t arms,
                                      size_t strata)
{
    counts c = {lost, all, arms, strata, false};
    double least = HL_NAN, more = 0;
    size_t tests = 0;
    for (size_t i = 0; i < arms * strata; i++)
        more += 2 * lost[i] - all[i];
    c.kept = more > 0;
    for (size_t i = 0; i < (arms == 2 ? 1 : arms); i++) {
        double p = p_of_arm(&c, i);
        tests += isnan(p) ? 0 : 1;
        least = fmin(least, p);
    }
    return isnan(least) ? HL_NAN : fmin(1, least * (tests > 2 ? (double)tests : 1));
}
