/* Katz, Baptista, Azen, Pike (1978), Biometrics 34:469-474; Walter (1975), Biometrika 62:371-374;
 * Woolf (1955), Annals of Human Genetics 19:251-253; Gart (1966).
 *
 * Independent units, one probability in each arm; large counts, except for the adjusted forms. */
#include "stats/rate_ratio.h"

#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"

static const hl_range nothing = {(double)NAN, (double)NAN};

static hl_range log_around(double log_centre, double half)
{
    return (hl_range){exp(log_centre - half), exp(log_centre + half)};
}

/* log((xt/nt) / (xc/nc)), also when the rates are nearly equal */
static double log_ratio(const hl_two_rates *r)
{
    double ratio = hl_stats__rate_ratio(r);
    if (fabs(ratio - 1) < 0.5)
        return log1p(hl_stats__rate_difference(r) / (r->xc / r->nc));
    return log(ratio);
}

hl_range hl_stats__katz_log(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r) || r->xt <= 0 || r->xc <= 0)
        return nothing;
    double variance =
        (r->nt - r->xt) / r->xt / r->nt + (r->nc - r->xc) / r->xc / r->nc; /* 1/x - 1/n */
    return log_around(log_ratio(r), hl_stats__z_critical(conf) * sqrt(variance));
}

hl_range hl_stats__log_adjusted(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r))
        return nothing;
    hl_two_rates more = {r->xc + 0.5, r->nc + 0.5, r->xt + 0.5, r->nt + 0.5};
    return hl_stats__katz_log(&more, conf);
}

hl_linear_lift hl_stats__lift_delta(const hl_two_rates *r, double conf)
{
    hl_linear_lift result = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (hl_stats__rates_empty(r) || r->xc <= 0)
        return result;
    double pc = r->xc / r->nc, pt = r->xt / r->nt;
    result.lift = hl_stats__rate_difference(r) / pc;
    double vc = pc * ((r->nc - r->xc) / r->nc) / r->nc;
    double vt = pt * ((r->nt - r->xt) / r->nt) / r->nt;
    double error = hypot(sqrt(vt) / pc, pt / pc * (sqrt(vc) / pc));
    if (!(error > 0))
        return result;
    double half = hl_stats__z_critical(conf) * error;
    result.error = error;
    result.low = result.lift - half;
    result.high = result.lift + half;
    result.p = hl_stats__two_sided_p(result.lift / error);
    return result;
}

double hl_stats__odds_ratio(const hl_two_rates *r)
{
    if (hl_stats__rates_empty(r))
        return HL_NAN;
    double over = r->xt * (r->nc - r->xc), under = (r->nt - r->xt) * r->xc;
    if (under > 0)
        return over / under;
    return over > 0 ? (double)INFINITY : HL_NAN;
}

/* The four cells: a, b treatment successes and failures, c, d control. */
static hl_range odds_log(double a, double b, double c, double d, double conf)
{
    if (!(a > 0 && b > 0 && c > 0 && d > 0))
        return nothing;
    double half = hl_stats__z_critical(conf) * sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    return log_around(log(a * d / (b * c)), half);
}

hl_range hl_stats__odds_woolf(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r))
        return nothing;
    return odds_log(r->xt, r->nt - r->xt, r->xc, r->nc - r->xc, conf);
}

hl_range hl_stats__odds_gart(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r))
        return nothing;
    return odds_log(r->xt + 0.5, r->nt - r->xt + 0.5, r->xc + 0.5, r->nc - r->xc + 0.5, conf);
}
