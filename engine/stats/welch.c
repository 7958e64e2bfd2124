/* Welch, B. L. (1947), The generalization of "Student's" problem when several different population
 * variances are involved, Biometrika 34:28-35; df by Satterthwaite (1946).
 *
 *   d = mt - mc,  se^2 = vc/nc + vt/nt,  df = se^4 / ((vc/nc)^2/(nc-1) + (vt/nt)^2/(nt-1))
 *   t = d / se,   p = 2 P(T_df > |t|),   d -+ t_df se
 *
 * Assumes independent units; normality only of the two means. */
#include "stats/welch.h"

#include <math.h>

#include "base/number.h"
#include "stats/student_t.h"

hl_welch hl_stats__t_test(double diff, double variance, double df, double conf)
{
    hl_welch out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (!(variance > 0) || isinf(variance) || !(df > 0) || !isfinite(diff))
        return out;
    out.diff = diff;
    out.se = sqrt(variance);
    out.df = df;
    out.t = diff / out.se;
    out.p = fmin(1, 2 * hl_stats__t_upper(fabs(out.t), df));
    out.p_greater = hl_stats__t_upper(out.t, df);
    out.critical = hl_stats__t_quantile((1 - conf) / 2, df);
    out.low = diff - out.critical * out.se;
    out.high = diff + out.critical * out.se;
    return out;
}

hl_welch hl_stats__welch_terms(double diff, double var_control, double df_control,
                               double var_treatment, double df_treatment, double conf)
{
    double total = var_control + var_treatment;
    if (!(df_control > 0) || !(df_treatment > 0))
        return hl_stats__t_test(HL_NAN, total, 1, conf);
    double share = var_control / total; /* shares, so that tiny variances do not underflow */
    double df = 1 / (share * share / df_control + (1 - share) * (1 - share) / df_treatment);
    return hl_stats__t_test(diff, total, df, conf);
}

hl_welch hl_stats__welch(const hl_sample *control, const hl_sample *treatment, double conf)
{
    return hl_stats__welch_terms(treatment->mean - control->mean, control->variance / control->n,
                                 control->n - 1, treatment->variance / treatment->n,
                                 treatment->n - 1, conf);
}
