/* Cochran's Q on scores: with S_i = mt_i - r mc_i, V_i its variance at the restricted fit, and
 * a_i = r mc_i / sqrt(V_i),
 *
 *   z_i = S_i / sqrt(V_i),   Q = sum z_i^2 - (sum a_i z_i)^2 / sum a_i^2.
 *
 * The second term takes out what the estimation of r puts in (C(alpha), Neyman 1959), so it does
 * not matter by which weights r was estimated. Nothing is added to a count.
 *
 * With few counts z_i^2 has mean 1 and variance 2 + e_i, e_i the excess of the fourth cumulant of
 * S_i given the stratum's total,
 *   e_i = kappa4_i / V_i^2 - 3 (V_i' / V_i)^2 / I_i,
 * V' the derivative of V after the control's rate and 1/I the variance of its restricted estimate;
 * for rare events that is exactly the binomial's (1 - 6 theta (1 - theta)) / (x theta (1 - theta))
 * (compare McCullagh 1985, The conditional distribution of goodness-of-fit statistics, for why it
 * is to be given the totals). Q / c is chi-square on f with mean and variance matched
 * (Satterthwaite 1946): c f = k - 1, 2 c^2 f = 2 (k - 1) + sum (1 - h_i)^2 e_i, h_i = a_i^2 / sum.
 * A z of a mean with few degrees of freedom is first made normal. */
#include "stats/heterogeneity.h"

#include <math.h>

#include "base/number.h"
#include "stats/srm_chi2.h"
#include "stats/student_t.h"

typedef struct residual {
    double z, slope; /* a */
    double excess;   /* e */
} residual;

static double excess_of(const hl_two_rates *k, const hl_stratum_moments *m, double r)
{
    double pc = m->control, pt = m->treatment, qc = fmax(0, 1 - pc), qt = fmax(0, 1 - pt);
    double vc = pc * qc / k->nc, vt = pt * qt / k->nt, v = vt + r * r * vc;
    double fourth = vt * (1 - 6 * pt * qt) / (k->nt * k->nt) +
                    r * r * (r * r * vc) * (1 - 6 * pc * qc) / (k->nc * k->nc);
    double slope = r * (1 - 2 * pt) / k->nt + r * r * (1 - 2 * pc) / k->nc;
    double information = k->nc / (pc * qc) + k->nt * r / (pc * qt);
    return fourth / (v * v) - 3 * slope * slope / (v * v * information);
}

/* z of a mean as the normal deviate of the same tail. */
static double as_normal(double z, double df)
{
    if (!(df < 1e6))
        return z;
    double upper = hl_stats__t_upper(fabs(z), df);
    return upper > 0 ? copysign(hl_stats__z_quantile(upper), z) : z;
}

static double welch_df(const hl_two_arms *s, double r)
{
    double c = r * r * s->means.var_control, t = s->means.var_treatment;
    double terms = (c > 0 ? c * c / s->df_control : 0) + (t > 0 ? t * t / s->df_treatment : 0);
    return terms > 0 ? (c + t) * (c + t) / terms : HL_INFINITY;
}

static bool residual_of(const hl_two_arms *s, double r, residual *out)
{
    if (!(hl_stats__stratum_weight(s) > 0))
        return false;
    hl_stratum_moments m = hl_stats__stratum_at_ratio(s, r);
    if (!(m.variance > 0))
        return false;
    double se = sqrt(m.variance);
    *out = (residual){m.score / se, r * m.control / se, 0};
    if (s->counts)
        out->excess = excess_of(&s->rates, &m, r);
    else
        out->z = as_normal(out->z, welch_df(s, r));
    return isfinite(out->z) && isfinite(out->excess);
}

typedef struct totals {
    size_t count;
    double squares, cross, slopes; /* of z^2, a z, a^2 */
    double excess;                 /* of (1 - h)^2 e */
} totals;

static totals add_up(const hl_two_arms *strata, size_t count, double r)
{
    totals sum = {0};
    residual one;
    for (size_t i = 0; i < count; i++) {
        if (!residual_of(&strata[i], r, &one))
            continue;
        sum.count++;
        sum.squares += one.z * one.z;
        sum.cross += one.slope * one.z;
        sum.slopes += one.slope * one.slope;
    }
    for (size_t i = 0; i < count; i++) {
        if (!residual_of(&strata[i], r, &one))
            continue;
        double kept = 1 - one.slope * one.slope / sum.slopes;
        sum.excess += kept * kept * one.excess;
    }
    return sum;
}

hl_heterogeneity hl_stats__heterogeneity(const hl_two_arms *strata, size_t count, double ratio)
{
    hl_heterogeneity out = {0, HL_NAN, HL_NAN, HL_NAN};
    if (!(ratio > 0) || !isfinite(ratio))
        return out;
    totals sum = add_up(strata, count, ratio);
    out.informative = sum.count;
    if (sum.count < 2 || !(sum.slopes > 0))
        return out;
    double mean = (double)sum.count - 1;
    double variance = fmax(2 * mean + sum.excess, 0.02 * mean);
    double scale = variance / (2 * mean);
    double q = fmax(0, sum.squares - sum.cross * sum.cross / sum.slopes);
    out.q = q / scale;
    out.df = mean / scale;
    out.p = exp(hl_stats__chi2_log_upper(out.q, out.df));
    return out;
}
