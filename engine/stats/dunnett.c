/* Dunnett, C. W. (1955, 1964), multiple comparisons with a control; any allocation and unequal
 * variances through the one-factor correlation.
 *
 *   P(max |T_i| >= d) = E_S E_U [1 - prod_i (1 - q_i)],   S = sqrt(chi2_df/df), U ~ N(0,1)
 *   q_i = Q((dS - l_i U)/sqrt(1-l_i^2)) + Q((dS + l_i U)/sqrt(1-l_i^2))     (first term: one side)
 *
 * With unequal variances l_i^2 is the control's share of the variance of the i-th difference, and
 * df the smallest of the Welch df: a little conservative (tests/proof/prove_dunnett.c).
 *
 * The complement is integrated itself, so p-values of 1e-18 keep their digits. */
#include "stats/dunnett.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/quadrature.h"
#include "stats/root.h"
#include "stats/student_t.h"

typedef struct grid {
    const hl_dunnett *dunnett;
    double lambda_most;
} grid;

/* 1 - prod (1 - q_i) at one u. */
static double any_beyond(const hl_dunnett *d, double limit, double u)
{
    double log_none = 0;
    for (size_t i = 0; i < d->k; i++) {
        double l = d->lambda[i], rest = sqrt(1 - l * l);
        double q = hl_stats__z_upper((limit - l * u) / rest);
        if (d->sides == 2)
            q += hl_stats__z_upper((limit + l * u) / rest);
        log_none += q < 1 ? log1p(-q) : -HL_INFINITY;
    }
    return -expm1(log_none);
}

/* Over u: the mass may lie at 0 or where l u is near the limit; no double holds what is beyond 40.
 */
static double given_scale(const grid *g, double limit)
{
    const double most = 40;
    double l = g->lambda_most, reach = 9 + l * fmin(fabs(limit), most);
    if (limit > most)
        return 0;
    double width = fmin(1.5, 1.5 * sqrt(1 - l * l) / fmax(l, 0.1));
    hl_nodes u = hl_stats__nodes(-reach, reach, width);
    double sum = u.count == 0 ? HL_NAN : 0;
    for (size_t i = 0; i < u.count; i++) {
        hl_node at = hl_stats__node(&u, i);
        sum += at.weight * exp(-at.x * at.x / 2) * any_beyond(g->dunnett, limit, at.x);
    }
    return sum / sqrt(2 * acos(-1));
}

static bool valid(const hl_dunnett *d, double *lambda_most)
{
    *lambda_most = 0;
    for (size_t i = 0; i < d->k; i++) {
        if (!(d->lambda[i] >= 0 && d->lambda[i] < 1))
            return false;
        *lambda_most = fmax(*lambda_most, d->lambda[i]);
    }
    return d->k > 0 && d->df > 0;
}

double hl_stats__dunnett_p(const hl_dunnett *dunnett, double t)
{
    grid g = {.dunnett = dunnett};
    if (!valid(dunnett, &g.lambda_most) || isnan(t))
        return HL_NAN;
    if (dunnett->sides == 2 && t <= 0)
        return 1;
    hl_chi_nodes s = hl_stats__chi_nodes(dunnett->df, fabs(t));
    double sum = s.scale.count == 0 ? HL_NAN : 0;
    for (size_t i = 0; i < s.scale.count; i++) {
        hl_node at = hl_stats__chi_node(&s, i);
        if (at.weight > 0)
            sum += at.weight * given_scale(&g, t * at.x);
    }
    return sum > 1 ? 1 : sum;
}

typedef struct target {
    const hl_dunnett *dunnett;
    double alpha;
} target;

static double excess(double t, void *context)
{
    const target *goal = context;
    return log(hl_stats__dunnett_p(goal->dunnett, t) / goal->alpha);
}

/* p falls as a power of t when there are few degrees of freedom. */
static double excess_of_log(double log_t, void *context)
{
    return excess(exp(log_t), context);
}

/* Between the critical value of one comparison and Bonferroni's. */
double hl_stats__dunnett_critical(const hl_dunnett *dunnett, double conf)
{
    double alpha = 1 - conf, per_side = alpha / dunnett->sides;
    double low = hl_stats__t_quantile(per_side, dunnett->df);
    double high = hl_stats__t_quantile(per_side / (double)dunnett->k, dunnett->df);
    if (dunnett->k == 1)
        return low;
    target goal = {dunnett, alpha};
    high += 1e-6 * fabs(high);
    double at_low = excess(low, &goal), at_high = excess(high, &goal);
    if (high > 4 * low && low > 0 && isfinite(high))
        return exp(hl_stats__root(excess_of_log, &goal, log(low), at_low, log(high), at_high));
    return hl_stats__root(excess, &goal, low, at_low, high, at_high);
}

enum { MOST_PAIRS = 256 };

static double variance_of(const hl_mean_pair *m)
{
    return m->var_control + m->var_treatment - 2 * m->covariance;
}

double hl_stats__dunnett_pairs(const hl_mean_pair *pairs, const double *df, size_t k, double conf,
                               double *p_adjusted)
{
    double lambda[MOST_PAIRS];
    hl_dunnett dunnett = {lambda, 0, HL_INFINITY, 2};
    for (size_t i = 0; i < k && dunnett.k < MOST_PAIRS; i++) {
        double variance = variance_of(&pairs[i]);
        if (!(variance > 0) || !(df[i] > 0) || isinf(variance))
            continue;
        double share = (pairs[i].var_control - pairs[i].covariance) / variance;
        lambda[dunnett.k++] = sqrt(fmin(fmax(share, 0), 1 - 1e-9));
        dunnett.df = fmin(dunnett.df, df[i]);
    }
    for (size_t i = 0; p_adjusted != NULL && i < k; i++) {
        double variance = variance_of(&pairs[i]);
        bool answers = variance > 0 && df[i] > 0 && isfinite(variance) && dunnett.k > 0;
        p_adjusted[i] =
            answers ? hl_stats__dunnett_p(&dunnett, fabs(pairs[i].difference) / sqrt(variance))
                    : HL_NAN;
    }
    return dunnett.k > 0 ? hl_stats__dunnett_critical(&dunnett, conf) : HL_NAN;
}
