/* Power of the skewness-corrected score test (Laud 2017, Pharmaceutical Statistics 16:334-348), by
 * an Edgeworth expansion to second order (Hall 1992, The Bootstrap and Edgeworth Expansion, 2.3).
 *
 * z > z_c is, with V and mu3 of no difference at the pooled rate p,
 *
 *   D = pt^ - pc^ > c(p),   c = (z_c + A (z_c^2 - 1)) sqrt V,   A = mu3 / (6 V^1.5)
 *
 * and the pooled rate is as random as D. W = D - c(p) has, with s_a the arms' parts of the units,
 * v_a = p_a q_a / n_a, u = s_c^2 v_c + s_t^2 v_t and a_c = -1 - c' s_c, a_t = 1 - c' s_t,
 *
 *   mean      D - c - c'' u / 2
 *   variance  sum a^2 v + c''^2 u^2 / 2
 *   third     sum a^3 v (1 - 2 p) / n - 3 c'' (sum a s v)^2
 *   P(W > 0) = Phi(m + g (m^2 - 1) / 6),  m = mean / sd,  g = third / sd^3,
 *
 * which turns back at m = -3 / g, so m is taken no further than there: power never falls as units
 * are added.
 *
 * The textbooks' formula leaves out A and c'. Within 0.8 points of an enumeration of all counts
 * wherever the rarer outcome's count has a standard deviation of 8
 * (tests/proof/prove_planning_rates.c). */
#include "stats/power_score.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/student_t.h"

#define MOST_UNITS 1e18

/* The least difference that is rejected, at a pooled rate. */
static double least_rejected(double rate, double nc, double nt, double z)
{
    double spread = rate * (1 - rate), n = nc + nt;
    double variance = spread * (1 / nc + 1 / nt) * (n / (n - 1));
    double third = spread * (1 - 2 * rate) * (1 / (nt * nt) - 1 / (nc * nc));
    double skewness = third / (6 * variance * sqrt(variance));
    return (z + skewness * (z * z - 1)) * sqrt(variance);
}

/* Of a treatment with the higher rate: exchanging the arms mirrors the test. */
static double power_upward(double nc, double nt, double pc, double pt, double z)
{
    double sc = nc / (nc + nt), st = nt / (nc + nt), pooled = sc * pc + st * pt;
    double vc = pc * (1 - pc) / nc, vt = pt * (1 - pt) / nt, u = sc * sc * vc + st * st * vt;
    double h = fmin(sqrt(u), fmin(pooled, 1 - pooled) / 2);
    double at = least_rejected(pooled, nc, nt, z);
    double above = least_rejected(pooled + h, nc, nt, z);
    double below = least_rejected(pooled - h, nc, nt, z);
    double slope = h > 0 ? (above - below) / (2 * h) : 0;
    double bend = h > 0 ? (above - 2 * at + below) / (h * h) : 0;
    double ac = -1 - slope * sc, ad = 1 - slope * st, cov = ac * sc * vc + ad * st * vt;
    double variance = ac * ac * vc + ad * ad * vt + bend * bend * u * u / 2;
    double third = ac * ac * ac * vc * (1 - 2 * pc) / nc + ad * ad * ad * vt * (1 - 2 * pt) / nt -
                   3 * bend * cov * cov;
    double m = (pt - pc - at - bend * u / 2) / sqrt(variance);
    double g = third / (variance * sqrt(variance));
    if (g * m < -3)
        m = -3 / g;
    return hl_stats__z_upper(-m - g * (m * m - 1) / 6);
}

double hl_stats__power_score(const hl_rates_plan *p, double n_control)
{
    double z = hl_stats__z_quantile(p->alpha / 2), n_treatment = n_control * p->ratio;
    if (p->p1 < p->p0)
        return power_upward(n_treatment, n_control, p->p1, p->p0, z);
    return power_upward(n_control, n_treatment, p->p0, p->p1, z);
}

typedef struct search {
    hl_rates_plan plan;
    double n, power;
} search;

static double excess_of_units(double log_n, void *context)
{
    const search *s = context;
    return hl_stats__power_score(&s->plan, exp(log_n)) - s->power;
}

double hl_stats__n_score(const hl_rates_plan *plan, double power)
{
    search s = {*plan, HL_NAN, power};
    double least = log(2 / fmin(1, plan->ratio)), most = log(MOST_UNITS);
    if (plan->p0 == plan->p1)
        return HL_INFINITY;
    double low = fmax(least, log(hl_stats__n_prop_pooled(plan, power))), high = low;
    double at_low = excess_of_units(low, &s), at_high = at_low;
    while (at_low >= 0 && low > least) {
        low = fmax(least, low - 0.25);
        at_low = excess_of_units(low, &s);
    }
    while (at_high < 0 && high < most) {
        high += 0.25;
        at_high = excess_of_units(high, &s);
    }
    if (at_low >= 0)
        return exp(least);
    return at_high < 0 ? HL_INFINITY
                       : exp(hl_stats__root(excess_of_units, &s, low, at_low, high, at_high));
}

static double excess_of_effect(double p1, void *context)
{
    search *s = context;
    s->plan.p1 = p1;
    return hl_stats__power_score(&s->plan, s->n) - s->power;
}

double hl_stats__mde_score(const hl_rates_plan *plan, double n_control, double power, int upper)
{
    search s = {*plan, n_control, power};
    double p0 = plan->p0;
    return hl_stats__root_outward(excess_of_effect, &s, p0, -power, upper ? 1 : 0, 1e-12);
}
