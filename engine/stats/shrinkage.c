/* Log ratios rho_i ~ N(mu, tau^2), stratum i's likelihood L_i(rho): of counts the profile
 * likelihood of the two binomials, which for rare events is the exact conditional binomial of the
 * treatment's share of the converters; of means the t of the contrast mt - e^rho mc. mu is flat,
 * tau half-normal with scale 0.5 (Gelman 2006; Roever et al. 2021 for log ratios).
 *
 * For one tau: each integral over rho by adaptive Gauss-Hermite quadrature around the mode
 * (Naylor & Smith 1982; Pinheiro & Bates 1995); mu by Laplace's approximation, with exact
 * derivatives of the marginal likelihood,
 *   l' = sum (E_i - mu) / tau^2,  l'' = sum (Var_i / tau^2 - 1) / tau^2,
 * E_i and Var_i of rho_i given its data; the posterior of rho_i then has mean E_i and variance
 * Var_i + (Var_i / tau^2)^2 / (-l''). tau by the midpoint rule on the range that carries weight.
 * A stratum's interval has the quantiles of the mixture over tau. Deterministic, linear in the
 * number of strata, no memory of its own: a stratum's last mode is kept in its answer. */
#include "stats/shrinkage.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/score.h"
#include "stats/student_t.h"

#define TAU_SCALE 1.0
#define TAU_MOST  3.0
#define DROP      9.0 /* log density below the mode at which tau carries no weight */

enum { TAU_NODES = 12, HERMITE = 9, MODE_STEPS = 4, LEVELS = 12, MODE_NARROWINGS = 14 };

/* Gauss-Hermite nodes and weights for the standard normal density (Abramowitz & Stegun 25.10,
 * rescaled). */
static const double node_x[HERMITE] = {
    -4.512745863399783, -3.205429002856470, -2.076847978677830, -1.023255663789133, 0,
    1.023255663789133,  2.076847978677830,  3.205429002856470,  4.512745863399783};
static const double node_w[HERMITE] = {
    2.234584400774664e-05, 2.789141321231769e-03, 4.991640676521787e-02,
    2.440975028949394e-01, 4.063492063492063e-01, 2.440975028949394e-01,
    4.991640676521787e-02, 2.789141321231769e-03, 2.234584400774664e-05};

typedef struct local {
    double log_likelihood, slope, information; /* at one rho; information is never negative */
} local;

static double log_power(double p, double x)
{
    return x > 0 ? x * log(fmax(p, 0)) : 0;
}

static local of_counts(const hl_two_rates *k, double r)
{
    hl_two_rates rates = *k;
    if (!(rates.xc + rates.xt > 0))
        return (local){0, 0, 0};
    hl_two_arms s = {.counts = true, .rates = rates};
    hl_stratum_moments m = hl_stats__stratum_at_ratio(&s, r);
    double qc = fmax(0, 1 - m.control), qt = fmax(0, 1 - m.treatment);
    double fc = rates.nc - rates.xc, ft = rates.nt - rates.xt;
    local out;
    out.log_likelihood = log_power(m.control, rates.xc) + log_power(m.treatment, rates.xt) +
                         log_power(qc, fc) + log_power(qt, ft);
    out.information = 1 / (qt / (rates.nt * m.treatment) + qc / (rates.nc * m.control));
    /* both forms are equal at the restricted fit; one has a denominator that can be 0 */
    out.slope =
        qt > qc ? (rates.xt - rates.nt * m.treatment) / qt : (rates.nc * m.control - rates.xc) / qc;
    return out;
}

static local of_means(const hl_two_arms *s, double r)
{
    const hl_mean_pair *m = &s->means;
    double v = m->var_treatment + r * (r * m->var_control - 2 * m->covariance);
    double gap = m->treatment - r * m->control;
    double c = r * r * m->var_control, t = m->var_treatment;
    double terms = (c > 0 ? c * c / s->df_control : 0) + (t > 0 ? t * t / s->df_treatment : 0);
    double df = terms > 0 ? fmin(1e6, (c + t) * (c + t) / terms) : 1e6;
    double z2 = gap * gap / v, pull = (df + 1) / (df + z2), rc = r * m->control;
    return (local){-(df + 1) / 2 * log1p(z2 / df), pull * gap * rc / v, rc * rc / v};
}

static local at(const hl_two_arms *s, double rho)
{
    return s->counts ? of_counts(&s->rates, exp(rho)) : of_means(s, exp(rho));
}

typedef struct posterior {
    double log_marginal, mean, variance, third; /* central moments */
} posterior;

/* The mode of L(rho) N(rho; mu, tau^2), by Fisher scoring; how it falls off there in *scale. */
static double mode_of(const hl_two_arms *s, double start, double mu, double tau, double *scale)
{
    double rho = start, weight = 1 / (tau * tau);
    for (int step = 0; step < MODE_STEPS; step++) {
        local l = at(s, rho);
        double curvature = l.information + weight;
        double move = (l.slope - (rho - mu) * weight) / curvature;
        *scale = 1 / sqrt(curvature);
        rho += fmin(fmax(move, -2), 2);
        if (fabs(move) < 0.05 * *scale)
            break;
    }
    return rho;
}

/* start: where to look for the mode, and where it was found */
static posterior integrate(const hl_two_arms *s, double mu, double tau, double *start)
{
    double scale = tau, mode = mode_of(s, *start, mu, tau, &scale);
    double log_f[HERMITE], top = -HL_INFINITY, sum = 0, moment[4] = {0};
    *start = mode;
    for (int i = 0; i < HERMITE; i++) {
        double u = (mode + scale * node_x[i] - mu) / tau;
        log_f[i] =
            at(s, mode + scale * node_x[i]).log_likelihood - u * u / 2 + node_x[i] * node_x[i] / 2;
        top = fmax(top, log_f[i]);
    }
    for (int i = 0; i < HERMITE; i++) {
        double w = node_w[i] * exp(log_f[i] - top);
        sum += w;
        for (int k = 1; k < 4; k++) {
            w *= node_x[i];
            moment[k] += w;
        }
    }
    double mean = moment[1] / sum, square = moment[2] / sum, cube = moment[3] / sum;
    double s2 = scale * scale;
    return (posterior){top + log(sum * scale / tau), mode + scale * mean,
                       s2 * (square - mean * mean),
                       s2 * scale * (cube - mean * (3 * square - 2 * mean * mean))};
}

/* All strata at one tau. */
typedef struct level {
    double tau, mu, mu_variance;
    double log_density; /* of tau, up to a constant */
} level;

typedef struct model {
    const hl_two_arms *strata;
    size_t count;
    hl_shrunk *work; /* estimate: last mode */
} model;

static bool takes_part(const hl_two_arms *s)
{
    return hl_stats__stratum_weight(s) > 0 && (!s->counts || s->rates.xc + s->rates.xt > 0) &&
           (s->counts || s->means.var_control + s->means.var_treatment > 0);
}

static void pass(const model *m, double tau, double mu, double sums[3])
{
    double weight = 1 / (tau * tau);
    sums[0] = sums[1] = sums[2] = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (!takes_part(&m->strata[i]))
            continue;
        posterior p = integrate(&m->strata[i], mu, tau, &m->work[i].estimate);
        sums[0] += p.log_marginal;
        sums[1] += (p.mean - mu) * weight;
        sums[2] += (1 - p.variance * weight) * weight;
    }
}

static level level_at(const model *m, double tau, double *mu)
{
    double sums[3];
    level out = {.tau = tau};
    for (int i = 0; i < 4; i++) {
        pass(m, tau, *mu, sums);
        double move = sums[2] > 0 ? sums[1] / sums[2] : 0;
        out.mu = *mu;
        if (fabs(move) * sqrt(fmax(sums[2], 0)) < 0.05)
            break;
        if (i < 3)
            *mu += fmin(fmax(move, -1), 1);
    }
    double information = fmax(sums[2], 1e-4);
    out.mu = *mu + fmin(fmax(sums[1] / information, -1), 1);
    out.mu_variance = 1 / information;
    out.log_density = sums[0] + sums[1] * sums[1] / (2 * information) - log(information) / 2 -
                      tau * tau / (2 * TAU_SCALE * TAU_SCALE);
    return out;
}

/* Nodes over the range of tau that carries weight; the number of them. */
static void lay_levels(const model *m, double mu, level *levels)
{
    double low = 0, high = TAU_MOST;
    for (int round = 0; round < LEVELS; round++) {
        double step = (high - low) / TAU_NODES, top = -HL_INFINITY;
        int first = TAU_NODES, last = 0;
        for (int i = TAU_NODES; i-- > 0;) {
            levels[i] = level_at(m, low + (i + 0.5) * step, &mu);
            top = fmax(top, levels[i].log_density);
        }
        for (int i = 0; i < TAU_NODES; i++)
            if (levels[i].log_density > top - DROP) {
                first = i < first ? i : first;
                last = i;
            }
        double from = fmax(0, low + (first - 1) * step),
               to = fmin(TAU_MOST, low + (last + 2) * step);
        if (to - from > 0.5 * (high - low))
            break;
        low = from;
        high = to;
    }
}

static void to_weights(level *levels)
{
    double top = -HL_INFINITY, sum = 0;
    for (int i = 0; i < TAU_NODES; i++)
        top = fmax(top, levels[i].log_density);
    for (int i = 0; i < TAU_NODES; i++)
        sum += levels[i].log_density = exp(levels[i].log_density - top);
    for (int i = 0; i < TAU_NODES; i++)
        levels[i].log_density /= sum; /* the weight from here on */
}

typedef struct mixture {
    double weight[TAU_NODES], mean[TAU_NODES], variance[TAU_NODES], third[TAU_NODES];
    double upper; /* sought tail */
} mixture;

static double tail_excess(double x, void *context)
{
    const mixture *m = context;
    double tail = 0;
    for (int i = 0; i < TAU_NODES; i++)
        tail += m->weight[i] * hl_stats__z_upper(hl_stats__score_skewed_z(
                                   x - m->mean[i], m->variance[i], m->third[i]));
    return tail - m->upper;
}

static double mixture_quantile(mixture *m, double upper)
{
    double low = HL_INFINITY, high = -HL_INFINITY, z = hl_stats__z_quantile(upper);
    for (int i = 0; i < TAU_NODES; i++) {
        double sd = sqrt(m->variance[i]), skew = m->third[i] / (m->variance[i] * sd);
        double x = m->mean[i] + sd * (z + skew * (z * z - 1) / 6);
        low = fmin(low, x);
        high = fmax(high, x);
    }
    m->upper = upper;
    if (!(high > low))
        return low;
    return hl_stats__root(tail_excess, m, low, tail_excess(low, m), high, tail_excess(high, m));
}

static hl_shrunk shrink(const hl_two_arms *s, const level *levels, double conf, double start)
{
    mixture mix;
    hl_shrunk out = {0};
    for (int i = 0; i < TAU_NODES; i++) {
        double tau2 = levels[i].tau * levels[i].tau;
        posterior p = {0, levels[i].mu, tau2, 0};
        if (takes_part(s))
            p = integrate(s, levels[i].mu, levels[i].tau, &start);
        double to_mean = p.variance / tau2;
        mix.weight[i] = levels[i].log_density;
        mix.mean[i] = p.mean;
        mix.variance[i] = p.variance + to_mean * to_mean * levels[i].mu_variance;
        mix.third[i] = p.third;
        out.estimate += mix.weight[i] * p.mean;
    }
    if (fabs(out.estimate) < 1e-12) /* what rounding leaves of no effect at all */
        out.estimate = 0;
    out.low = mixture_quantile(&mix, (1 + conf) / 2);
    out.high = mixture_quantile(&mix, (1 - conf) / 2);
    return out;
}

/* The likeliest tau, by golden section (Kiefer 1953) between the neighbours of the best level; 0
 * where the density only falls. Before the levels become weights. */
static double likeliest_tau(const model *m, const level *levels)
{
    static const double golden = 0.6180339887498949;
    int best = 0;
    for (int i = 1; i < TAU_NODES; i++)
        best = levels[i].log_density > levels[best].log_density ? i : best;
    double step = levels[1].tau - levels[0].tau, mu = levels[best].mu;
    double low = fmax(0, levels[best].tau - step), high = levels[best].tau + step,
           width = high - low;
    double a = high - golden * width, b = low + golden * width;
    double f_a = level_at(m, a, &mu).log_density, f_b = level_at(m, b, &mu).log_density;
    for (int i = 0; i < MODE_NARROWINGS; i++) {
        if (f_a > f_b) {
            high = b, b = a, f_b = f_a;
            a = high - golden * (high - low);
            f_a = level_at(m, a, &mu).log_density;
        } else {
            low = a, a = b, f_a = f_b;
            b = low + golden * (high - low);
            f_b = level_at(m, b, &mu).log_density;
        }
    }
    return low > 0 ? (low + high) / 2 : 0;
}

static hl_shrinkage no_answer(const hl_two_arms *strata, size_t count, hl_shrunk *shrunk)
{
    hl_shrinkage out = {0, HL_NAN, HL_NAN, 0};
    for (size_t i = 0; i < count; i++) {
        out.informative += takes_part(&strata[i]);
        shrunk[i] = (hl_shrunk){HL_NAN, HL_NAN, HL_NAN};
    }
    return out;
}

hl_shrinkage hl_stats__shrinkage(const hl_two_arms *strata, size_t count, double ratio, double conf,
                                 hl_shrunk *shrunk)
{
    level levels[TAU_NODES];
    model m = {strata, count, shrunk};
    hl_shrinkage out = no_answer(strata, count, shrunk);
    if (out.informative < 2 || !(ratio > 0) || !isfinite(ratio))
        return out;
    for (size_t i = 0; i < count; i++) {
        shrunk[i].estimate = log(ratio);
        out.carried += takes_part(&strata[i]) ? at(&strata[i], 0).information : 0;
    }
    lay_levels(&m, log(ratio), levels);
    out.tau = likeliest_tau(&m, levels);
    to_weights(levels);
    out.mean = 0;
    for (int i = 0; i < TAU_NODES; i++)
        out.mean += levels[i].log_density * levels[i].mu;
    for (size_t i = 0; i < count; i++)
        shrunk[i] = hl_stats__stratum_weight(&strata[i]) > 0
                        ? shrink(&strata[i], levels, conf, shrunk[i].estimate)
                        : (hl_shrunk){HL_NAN, HL_NAN, HL_NAN};
    return out;
}
