/* Posteriors pc ~ Beta(a + xc, b + nc - xc), pt likewise, independent (Gelman et al., Bayesian Data
 * Analysis, 2.4; expected loss: Stucchio 2015). P(better), losses and quantiles of difference and
 * lift by quadrature (beta_pair.c), never by simulation: the same data give the same digits. */
#include "stats/beta_binomial.h"

#include <math.h>

#include "base/number.h"
#include "stats/beta_pair.h"
#include "stats/root.h"

typedef struct posteriors {
    hl_beta c, t;
    double target; /* the probability above the quantile sought */
} posteriors;

static posteriors posteriors_of(const hl_two_rates *r, hl_beta_prior prior)
{
    return (posteriors){
        .c = hl_stats__beta(prior.a + r->xc, prior.b + (r->nc - r->xc)),
        .t = hl_stats__beta(prior.a + r->xt, prior.b + (r->nt - r->xt)),
    };
}

hl_beta_binomial hl_stats__beta_binomial(const hl_two_rates *rates, hl_beta_prior prior)
{
    posteriors p = posteriors_of(rates, prior);
    hl_beta_gain up, down;
    hl_stats__beta_gains(&p.c, &p.t, &up, &down);
    /* of the two the smaller is exact in its last digits, the larger what is left of 1 */
    bool low = up.exceeds < down.exceeds;
    return (hl_beta_binomial){
        .p_better = low ? up.exceeds : 1 - down.exceeds,
        .p_worse = low ? 1 - up.exceeds : down.exceeds,
        .loss_t = down.gain,
        .loss_c = up.gain,
        .mean_c = p.c.mean,
        .mean_t = p.t.mean,
    };
}

static double above_difference(double d, void *context)
{
    const posteriors *p = context;
    return hl_stats__beta_exceeds_by(&p->c, &p->t, d) - p->target;
}

static double above_log_ratio(double log_r, void *context)
{
    const posteriors *p = context;
    return hl_stats__beta_exceeds_times(&p->c, &p->t, exp(log_r)) - p->target;
}

/* The root of a decreasing function from a guess, within (-most, most). */
static double quantile(hl_root_function f, posteriors *p, double guess, double step, double most)
{
    double at = fmin(fmax(guess, -0.99 * most), 0.99 * most), value = f(at, p);
    double direction = value > 0 ? 1 : -1;
    for (int i = 0; i < 200; i++) {
        double next = at + direction * step;
        if (fabs(next) >= most)
            next = direction * most - (direction * most - at) / 8;
        double far = f(next, p);
        if ((far > 0) != (value > 0))
            return hl_stats__root(f, p, at, value, next, far);
        at = next, value = far;
        step *= 2;
    }
    return HL_NAN;
}

static double variance(const hl_beta *k)
{
    return k->mean * k->complement / (k->a + k->b + 1);
}

static hl_range two_quantiles(hl_root_function f, posteriors *p, double centre, double error,
                              double conf, double most)
{
    double tail = (1 - conf) / 2;
    hl_range range;
    p->target = 1 - tail;
    range.low = quantile(f, p, centre - 2 * error, error / 4, most);
    p->target = tail;
    range.high = quantile(f, p, centre + 2 * error, error / 4, most);
    return range;
}

static hl_range lift_quantiles(posteriors *p, double conf)
{
    double relative_c = sqrt(variance(&p->c)) / p->c.mean;
    double relative_t = sqrt(variance(&p->t)) / p->t.mean;
    hl_range logs = two_quantiles(above_log_ratio, p, log(p->t.mean / p->c.mean),
                                  hypot(relative_c, relative_t), conf, 600);
    return (hl_range){expm1(logs.low), expm1(logs.high)};
}

static hl_range rate_quantiles(const hl_beta *k, double conf)
{
    double tail = (1 - conf) / 2;
    return (hl_range){hl_stats__beta_x(k, hl_stats__beta_lower_quantile(k, tail)),
                      hl_stats__beta_x(k, hl_stats__beta_upper_quantile(k, tail))};
}

hl_beta_intervals hl_stats__beta_ci(const hl_two_rates *rates, hl_beta_prior prior, double conf)
{
    posteriors p = posteriors_of(rates, prior);
    double error = sqrt(variance(&p.c) + variance(&p.t));
    return (hl_beta_intervals){
        .control = rate_quantiles(&p.c, conf),
        .treatment = rate_quantiles(&p.t, conf),
        .diff = two_quantiles(above_difference, &p, p.t.mean - p.c.mean, error, conf, 1),
        .lift = lift_quantiles(&p, conf),
    };
}
