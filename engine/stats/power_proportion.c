/* Fleiss, Levin & Paik (2003), Statistical methods for rates and proportions, ch. 4; Chow, Shao &
 * Wang (2008) for the unpooled form; Cohen (1988) for the arcsine.
 *
 *   pooled:  one tail = Phi((|d| sqrt(n) - z s0) / s1),
 *            s0 = sqrt((1 + 1/k) pb qb), s1 = sqrt(p0 q0 + p1 q1/k), pb = (p0 + k p1)/(1 + k) */
#include "stats/power_proportion.h"

#include <math.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/student_t.h"

static double spread_null(const hl_rates_plan *p)
{
    double k = p->ratio, pooled = (p->p0 + k * p->p1) / (1 + k);
    return sqrt((1 + 1 / k) * pooled * (1 - pooled));
}

static double spread_true(const hl_rates_plan *p)
{
    return sqrt(p->p0 * (1 - p->p0) + p->p1 * (1 - p->p1) / p->ratio);
}

double hl_stats__n_prop_pooled(const hl_rates_plan *p, double power)
{
    double d = p->p1 - p->p0;
    double root = hl_stats__z_quantile(p->alpha / 2) * spread_null(p) +
                  hl_stats__z_quantile(1 - power) * spread_true(p);
    return d == 0 ? HL_INFINITY : root * root / (d * d);
}

double hl_stats__n_prop_unpooled(const hl_rates_plan *p, double power)
{
    double d = p->p1 - p->p0;
    double root =
        (hl_stats__z_quantile(p->alpha / 2) + hl_stats__z_quantile(1 - power)) * spread_true(p);
    return d == 0 ? HL_INFINITY : root * root / (d * d);
}

double hl_stats__n_prop_arcsine(const hl_rates_plan *p, double power)
{
    double h = 2 * asin(sqrt(p->p1)) - 2 * asin(sqrt(p->p0));
    double z = hl_stats__z_quantile(p->alpha / 2) + hl_stats__z_quantile(1 - power);
    return h == 0 ? HL_INFINITY : (1 + 1 / p->ratio) * z * z / (h * h);
}

hl_power hl_stats__power_prop_pooled(const hl_rates_plan *p, double n_control)
{
    double z = hl_stats__z_quantile(p->alpha / 2);
    double shift = fabs(p->p1 - p->p0) * sqrt(n_control), s0 = spread_null(p), s1 = spread_true(p);
    hl_power out = {hl_stats__z_upper((z * s0 - shift) / s1), 0};
    out.two_tail = out.one_tail + hl_stats__z_upper((z * s0 + shift) / s1);
    return out;
}

typedef struct search {
    hl_rates_plan plan;
    double n, power;
} search;

/* Distance in standard deviations from being detected, as a function of p1. */
static double shortfall(double p1, void *context)
{
    search *s = context;
    s->plan.p1 = p1;
    return fabs(p1 - s->plan.p0) * sqrt(s->n) -
           hl_stats__z_quantile(s->plan.alpha / 2) * spread_null(&s->plan) -
           hl_stats__z_quantile(1 - s->power) * spread_true(&s->plan);
}

double hl_stats__mde_prop(const hl_rates_plan *plan, double n_control, double power, int upper)
{
    search s = {*plan, n_control, power};
    double p0 = plan->p0;
    return hl_stats__root_outward(shortfall, &s, p0, shortfall(p0, &s), upper ? 1 : 0, 1e-12);
}
