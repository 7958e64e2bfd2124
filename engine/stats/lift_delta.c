/* The relative change of a mean by the delta method, as gbstats (linear) and tea-tasting
 * (logarithm) give it. Kept for comparison with those: Hookline reports Fieller's set, which is the
 * same test as that of the difference.
 *
 *   linear: lift = (mt-mc)/|mc|, var = vt/mc^2 + vc mt^2/mc^4, df of the absolute Welch test
 *   log:    log(mt/mc) -+ t sqrt(vc/mc^2 + vt/mt^2), df by Satterthwaite of these two terms */
#include "stats/lift_delta.h"

#include <math.h>

#include "base/number.h"
#include "stats/student_t.h"
#include "stats/welch.h"

static hl_lift nothing(void)
{
    return (hl_lift){HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
}

hl_lift hl_stats__lift_delta_t(const hl_mean_pair *m, double df_control, double df_treatment,
                               double conf)
{
    hl_lift out = nothing();
    hl_welch absolute = hl_stats__welch_terms(m->difference, m->var_control, df_control,
                                              m->var_treatment, df_treatment, conf);
    if (isnan(absolute.df) || m->control == 0 || !(m->var_control > 0) || !(m->var_treatment > 0))
        return out;
    double r = m->treatment / m->control;
    out.lift = m->difference / fabs(m->control);
    out.df = absolute.df;
    out.se = sqrt(m->var_treatment + r * r * m->var_control) / fabs(m->control);
    out.low = out.lift - absolute.critical * out.se;
    out.high = out.lift + absolute.critical * out.se;
    out.p = fmin(1, 2 * hl_stats__t_upper(fabs(out.lift / out.se), out.df));
    return out;
}

hl_lift hl_stats__lift_log_t(const hl_mean_pair *m, double df_control, double df_treatment,
                             double conf)
{
    hl_lift out = nothing();
    if (m->control != 0)
        out.lift = m->difference / m->control;
    if (!(m->control * m->treatment > 0))
        return out;
    hl_welch log_scale = hl_stats__welch_terms(
        log1p(out.lift), m->var_control / (m->control * m->control), df_control,
        m->var_treatment / (m->treatment * m->treatment), df_treatment, conf);
    out.se = log_scale.se;
    out.df = log_scale.df;
    out.low = expm1(log_scale.low);
    out.high = expm1(log_scale.high);
    return out;
}
