/* Fieller, E. C. (1954), Some problems in interval estimation, JRSS B 16:175-185. df of the t form
 * at the estimated ratio: Tamhane & Logan 2004; R mratios ttestratio(var.equal = FALSE).
 *
 * With l = r - 1, D = mt - mc and crit^2 = q the set is {l: A l^2 - 2 B l + C <= 0},
 *   A = mc^2 - q vc,   B = mc D - q (c - vc),   C = D^2 - q (vc + vt - 2c),
 *   B^2 - A C = q (mt^2 vc + mc^2 vt - 2 mt mc c) - q^2 (vc vt - c^2)
 * solved for the lift itself, so that a lift of 1e-9 keeps its digits. */
#include "stats/fieller.h"

#include <math.h>
#include <stddef.h>

#include "base/number.h"
#include "stats/student_t.h"

static hl_fieller no_answer(void)
{
    return (hl_fieller){HL_FIELLER_NONE, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
}

/* Both roots, the smaller first; a = 0 leaves one root and an infinite end. */
static void solve(hl_fieller *out, double a, double b, double c, double discriminant)
{
    double root = sqrt(discriminant);
    double far = b + (b >= 0 ? root : -root);
    double near = far == 0 ? 0 : c / far;
    double other = a == 0 ? (b >= 0 ? HL_INFINITY : -HL_INFINITY) : far / a;
    out->low = fmin(near, other);
    out->high = fmax(near, other);
}

hl_fieller hl_stats__fieller(const hl_mean_pair *m, double critical)
{
    hl_fieller out = no_answer();
    double q = critical * critical;
    double v_diff = m->var_control + m->var_treatment - 2 * m->covariance;
    if (!(q >= 0) || !(m->var_control >= 0) || !(m->var_treatment >= 0) || !isfinite(v_diff) ||
        !(v_diff >= 0) || !isfinite(m->control) || !isfinite(m->treatment))
        return out;
    double diff = m->difference;
    double a = m->control * m->control - q * m->var_control;
    double b = m->control * diff - q * (m->covariance - m->var_control);
    double c = diff * diff - q * v_diff;
    double spread = m->treatment * m->treatment * m->var_control +
                    m->control * m->control * m->var_treatment -
                    2 * m->treatment * m->control * m->covariance;
    double determinant = m->var_control * m->var_treatment - m->covariance * m->covariance;
    double discriminant = q * (fmax(0, spread) - q * determinant);
    out.g = m->control == 0 ? HL_INFINITY : q * m->var_control / (m->control * m->control);
    out.df = HL_INFINITY;
    if (a >= 0 && discriminant >= 0) {
        out.type = HL_FIELLER_BOUNDED;
        solve(&out, a, b, c, discriminant);
    } else if (discriminant > 0) {
        out.type = HL_FIELLER_EXCLUSIVE;
        solve(&out, a, b, c, discriminant);
    } else {
        out.type = HL_FIELLER_ALL;
    }
    return out;
}

hl_mean_pair hl_stats__mean_pair(const hl_sample *control, const hl_sample *treatment)
{
    return (hl_mean_pair){control->mean,
                          treatment->mean,
                          treatment->mean - control->mean,
                          control->variance / control->n,
                          treatment->variance / treatment->n,
                          0};
}

hl_fieller hl_stats__fieller_satterthwaite(const hl_mean_pair *m, double df_control,
                                           double df_treatment, double conf)
{
    if (!(df_control > 0) || !(df_treatment > 0) || m->control == 0)
        return no_answer();
    double r = m->treatment / m->control;
    double vt = m->var_treatment, vc = r * r * m->var_control, total = vt + vc;
    double share = total > 0 ? vt / total : HL_NAN;
    double df = 1 / (share * share / df_treatment + (1 - share) * (1 - share) / df_control);
    if (isnan(df))
        return no_answer();
    df = fmax(1, df);
    hl_fieller out = hl_stats__fieller(m, hl_stats__t_quantile((1 - conf) / 2, df));
    out.df = df;
    return out;
}

hl_fieller hl_stats__fieller_t(const hl_sample *control, const hl_sample *treatment, double conf)
{
    hl_mean_pair means = hl_stats__mean_pair(control, treatment);
    return hl_stats__fieller_satterthwaite(&means, control->n - 1, treatment->n - 1, conf);
}
