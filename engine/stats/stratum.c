/* Counts: the restricted maximum likelihood of two proportions (stats/restricted.c) with the factor
 * N/(N-1), as in Laud 2017, section 4. Means: the contrast is normal with the variances of both
 * means, as in Fieller's set.
 *
 * Skewed means as counts: with u = sum y^2 / sum y (all strata, both arms), x = sum y / u of n
 * units is binomial in mean and variance: n p u = sum y, and n p (1 - p) u^2 = n (E y^2 - m^2)
 * where E y^2 = u m. Of buyers with baskets of squared coefficient of variation k, x is buyers / (1
 * + k): Kish's (1965) effective number. So the variance follows the hypothesis instead of the arm's
 * own few buyers, as for rates. */
#include "stats/stratum.h"

#include <math.h>

#include "stats/restricted.h"

hl_two_arms hl_stats__stratum_counts(const hl_two_rates *rates)
{
    return (hl_two_arms){
        .counts = true, .rates = *rates, .size_control = rates->nc, .size_treatment = rates->nt};
}

typedef struct totals {
    double units, sum, squares;
} totals;

/* One arm, of which the variance of the mean is known. */
static bool add_arm(totals *all, double mean, double variance, double n)
{
    if (!(mean >= 0) || !(variance >= 0))
        return false;
    all->units += n;
    all->sum += n * mean;
    all->squares += n * (n - 1) * variance + n * mean * mean;
    return true;
}

static bool add_values(totals *all, const hl_two_arms *s)
{
    return s->values && add_arm(all, s->means.control, s->means.var_control, s->size_control) &&
           add_arm(all, s->means.treatment, s->means.var_treatment, s->size_treatment);
}

bool hl_stats__strata_as_counts(hl_two_arms *strata, size_t count)
{
    totals all = {0};
    for (size_t i = 0; i < count; i++)
        if (hl_stats__stratum_weight(&strata[i]) > 0 && !add_values(&all, &strata[i]))
            return false;
    double unit = all.squares / all.sum;
    if (!(all.sum > 0) || !(2 * all.sum <= unit * all.units))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strata[i].means.control > unit || strata[i].means.treatment > unit)
            return false;
    for (size_t i = 0; i < count; i++) {
        hl_two_arms *s = &strata[i];
        if (!(hl_stats__stratum_weight(s) > 0)) {
            *s = (hl_two_arms){.counts = true, .unit = unit};
            continue;
        }
        hl_two_rates rates = {s->size_control * (s->means.control / unit), s->size_control,
                              s->size_treatment * (s->means.treatment / unit), s->size_treatment};
        *s = hl_stats__stratum_counts(&rates);
        s->unit = unit;
    }
    return true;
}

double hl_stats__stratum_weight(const hl_two_arms *s)
{
    double total = s->size_control + s->size_treatment;
    bool varies = s->counts ? total > 1
                            : s->means.var_control >= 0 && s->means.var_treatment >= 0 &&
                                  isfinite(s->means.difference);
    if (!(s->size_control > 0) || !(s->size_treatment > 0) || !varies)
        return 0;
    return s->size_control * (s->size_treatment / total);
}

double hl_stats__stratum_control(const hl_two_arms *s)
{
    return s->counts ? s->rates.xc / s->rates.nc : s->means.control;
}

double hl_stats__stratum_treatment(const hl_two_arms *s)
{
    return s->counts ? s->rates.xt / s->rates.nt : s->means.treatment;
}

static hl_stratum_moments of_counts(const hl_score_moments *m, const hl_two_rates *rates)
{
    double n = rates->nc + rates->nt;
    return (hl_stratum_moments){m->score, m->variance * (n / (n - 1)), m->third, m->control,
                                m->treatment};
}

hl_stratum_moments hl_stats__stratum_at_ratio(const hl_two_arms *s, double r)
{
    if (!s->counts) {
        const hl_mean_pair *m = &s->means;
        double variance = m->var_treatment + r * (r * m->var_control - 2 * m->covariance);
        return (hl_stratum_moments){m->difference - (r - 1) * m->control, fmax(0, variance), 0,
                                    m->control, m->treatment};
    }
    if (!(s->rates.xc + s->rates.xt > 0))
        return (hl_stratum_moments){0};
    hl_score_moments m = hl_stats__moments_ratio(&s->rates, r);
    return of_counts(&m, &s->rates);
}

hl_stratum_moments hl_stats__stratum_at_difference(const hl_two_arms *s, double d)
{
    if (!s->counts) {
        const hl_mean_pair *m = &s->means;
        double variance = m->var_treatment + m->var_control - 2 * m->covariance;
        return (hl_stratum_moments){m->difference - d, fmax(0, variance), 0, 0, 0};
    }
    hl_score_moments m = hl_stats__moments_difference(&s->rates, d);
    return of_counts(&m, &s->rates);
}

hl_two_arms hl_stats__stratum_swapped(const hl_two_arms *s)
{
    hl_two_arms out = *s;
    out.rates = hl_stats__rates_swapped(&s->rates);
    out.means = (hl_mean_pair){s->means.treatment,     s->means.control,     -s->means.difference,
                               s->means.var_treatment, s->means.var_control, s->means.covariance};
    out.df_control = s->df_treatment;
    out.df_treatment = s->df_control;
    out.size_control = s->size_treatment;
    out.size_treatment = s->size_control;
    return out;
}
