/* Pearson's chi-square of lost and kept by arm where at least five are expected in
 * every place; Cochran, W. G. (1954), Biometrics 10:417-451. Else each arm against all the others
 * by Fisher's exact test, the smallest p times the number of arms (Bonferroni; with two arms both
 * tests are one): a single loss in an arm of a hundredth of the units is no sign of anything. */
#include "stats/unlike_shares.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/fisher.h"
#include "stats/srm_chi2.h"

static const double least_expected = 5;

typedef struct totals {
    double lost, all;
    size_t arms;
} totals;

static totals sum(const double *lost, const double *all, size_t arms)
{
    totals out = {0};
    for (size_t i = 0; i < arms; i++) {
        out.lost += lost[i];
        out.all += all[i];
        out.arms += all[i] > 0;
    }
    return out;
}

static bool is_large(const double *all, size_t arms, const totals *t)
{
    double rarer = fmin(t->lost, t->all - t->lost) / t->all;
    for (size_t i = 0; i < arms; i++)
        if (all[i] > 0 && all[i] * rarer < least_expected)
            return false;
    return true;
}

/* The sum over arms of (lost - expected)^2 / (expected (1 - share)): Pearson's over both columns.
 */
static double chi_square_p(const double *lost, const double *all, size_t arms, const totals *t)
{
    double share = t->lost / t->all;
    double x2 = 0;
    for (size_t i = 0; i < arms; i++) {
        double expected = all[i] * share;
        double off = lost[i] - expected;
        x2 += expected > 0 ? off * off / (expected * (1 - share)) : 0;
    }
    return exp(hl_stats__chi2_log_upper(x2, (double)t->arms - 1));
}

static double exact_p(const double *lost, const double *all, size_t arms, const totals *t)
{
    double least = 1;
    for (size_t i = 0; i < arms; i++) {
        hl_two_rates rates = {t->lost - lost[i], t->all - all[i], lost[i], all[i]};
        if (all[i] > 0)
            least = fmin(least, hl_stats__fisher(&rates).p_two);
    }
    return fmin(1, least * (t->arms > 2 ? (double)t->arms : 1));
}

double hl_stats__unlike_shares(const double *lost, const double *all, size_t arms)
{
    totals t = sum(lost, all, arms);
    if (t.arms < 2 || !(t.lost > 0) || !(t.lost < t.all))
        return HL_NAN;
    return is_large(all, arms, &t) ? chi_square_p(lost, all, arms, &t)
                                   : exact_p(lost, all, arms, &t);
}
