/* The mode by Newton's method with steps halved where they overshoot; the variances by MacKay's
 * fixed point (1992, Neural Computation 4, 415): v = sum b^2 / (n - sum Var(b) / v) over the n
 * coefficients of a class, which climbs to the maximum of Laplace's approximation of the marginal
 * likelihood. A class of few coefficients can put its variance anywhere, at 0 too, and nothing
 * would be learnt or doubted any more: so each variance has an inverse chi-square prior of one
 * degree of freedom, worth one coefficient of hl_stats__hier_scale (Chung et al. 2013,
 * Psychometrika 78, 685). */
#include "stats/hier_logistic.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/hier_system.h"

const double hl_stats__hier_scale = 0.002; /* squared: 0.045 of a logit */
const double hl_stats__hier_level_scale = 0.25;
static const double SETTLED = 0.02; /* of a variance, from round to round */
enum { STEPS_MOST = 40, HALVINGS_MOST = 12 };

hl_hier_variances hl_stats__hier_start(void)
{
    hl_hier_variances v = {.level = 0.3, .effect = 0.1};
    for (size_t k = 0; k < HL_HIER_ORDERS; k++) {
        v.shared[k] = 0.1;
        v.group[k] = 0.05;
    }
    return v;
}

void hl_stats__hier_free(hl_hier_fit *fit)
{
    if (!fit)
        return;
    free(fit->shared);
    free(fit->group);
    free(fit->shared_cov);
    free(fit->own_cov);
    free(fit->pull);
    free(fit);
}

static hl_hier_fit *new_fit(const hl_hier_data *d)
{
    hl_hier_fit *fit = calloc(1, sizeof *fit);
    if (!fit)
        return NULL;
    size_t q = 1 + d->columns, p = q + d->effects, groups = d->groups ? d->groups : 1;
    *fit = (hl_hier_fit){.groups = d->groups, .columns = d->columns, .effects = d->effects};
    fit->shared = calloc(p, sizeof(double));
    fit->group = calloc(groups * q, sizeof(double));
    fit->shared_cov = calloc(p * p, sizeof(double));
    fit->own_cov = calloc(groups * q * q, sizeof(double));
    fit->pull = calloc(groups * q * p, sizeof(double));
    if (fit->shared && fit->group && fit->shared_cov && fit->own_cov && fit->pull)
        return fit;
    hl_stats__hier_free(fit);
    return NULL;
}

/* Where to begin: the fit before, or the rate or mean of all. */
static void begin_at(hl_hier_fit *fit, const hl_hier_data *d, const hl_hier_fit *before)
{
    size_t q = 1 + d->columns;
    if (before) {
        memcpy(fit->shared, before->shared, (q + d->effects) * sizeof(double));
        memcpy(fit->group, before->group, d->groups * q * sizeof(double));
        return;
    }
    double trials = 1, events = 0.5;
    for (size_t i = 0; i < d->count; i++) {
        trials += d->cells[i].trials;
        events += d->cells[i].events;
    }
    fit->shared[0] = d->dispersion == NULL ? log(events / (trials - events))
                     : events > 0          ? log(events / trials)
                                           : 0;
}

static double widest(const double *step, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs(step[i]));
    return most;
}

/* trial = mode + part of the step; its objective. */
static double try_part(hl_hier_system *s, const hl_hier_fit *fit, double part)
{
    size_t all = s->p + fit->groups * s->q;
    for (size_t i = 0; i < all; i++)
        s->trial[i] = (i < s->p ? fit->shared[i] : fit->group[i - s->p]) + part * s->step[i];
    return hl_stats__hier_objective(s, &fit->variances, s->trial, s->trial + s->p);
}

static void take_trial(const hl_hier_system *s, hl_hier_fit *fit)
{
    memcpy(fit->shared, s->trial, s->p * sizeof(double));
    memcpy(fit->group, s->trial + s->p, fit->groups * s->q * sizeof(double));
}

/* Takes the longest of 1, 1/2, 1/4 ... of the step that does not lead down; false where none does.
 */
static bool climb(hl_hier_system *s, hl_hier_fit *fit, double *height)
{
    for (int i = 0; i < HALVINGS_MOST; i++) {
        double at = try_part(s, fit, ldexp(1, -i));
        if (at >= *height - 1e-10 * fabs(*height)) {
            take_trial(s, fit);
            *height = at;
            return true;
        }
    }
    return false;
}

/* The mode for the variances as they are, to within near; fit's covariances are those at the last
 * place but one, which is as near. */
static bool find_mode(hl_hier_system *s, hl_hier_fit *fit, double near)
{
    size_t all = s->p + fit->groups * s->q;
    double height = hl_stats__hier_objective(s, &fit->variances, fit->shared, fit->group);
    for (int i = 0; i < STEPS_MOST; i++) {
        if (!hl_stats__hier_step(s, fit))
            return false;
        if (widest(s->step, all) < near)
            return true;
        if (!climb(s, fit, &height))
            return false;
    }
    return false;
}

/* Of one class of coefficients. */
typedef struct class_sums {
    double squares, variance, count;
} class_sums;

static double new_variance(class_sums c, double old, double scale)
{
    double known = fmax(c.count - c.variance / old, 0); /* effective number of coefficients */
    return (c.squares + scale) / (known + 1);
}

/* Var of coefficient i of a group: its own, and what it takes from the shared. */
static double variance_in_group(const hl_hier_fit *fit, size_t g, size_t i)
{
    size_t q = 1 + fit->columns, p = q + fit->effects;
    const double *pull = fit->pull + (g * q + i) * p;
    double sum = fit->own_cov[(g * q + i) * q + i];
    for (size_t a = 0; a < p; a++) {
        double inner = 0;
        for (size_t b = 0; b < p; b++)
            inner += fit->shared_cov[a * p + b] * pull[b];
        sum += pull[a] * inner;
    }
    return sum;
}

static void add_coefficient(class_sums *c, double value, double variance)
{
    c->squares += value * value;
    c->variance += variance;
    c->count++;
}

typedef struct all_sums {
    class_sums shared[HL_HIER_ORDERS], group[HL_HIER_ORDERS], level, effect;
} all_sums;

static void sum_shared(const hl_hier_fit *fit, const uint8_t *order, all_sums *sums)
{
    size_t q = 1 + fit->columns, p = q + fit->effects;
    for (size_t i = 1; i < p; i++)
        add_coefficient(i < q ? &sums->shared[order[i - 1]] : &sums->effect, fit->shared[i],
                        fit->shared_cov[i * p + i]);
}

static void sum_groups(const hl_hier_fit *fit, const uint8_t *order, all_sums *sums)
{
    size_t q = 1 + fit->columns;
    for (size_t g = 0; g < fit->groups; g++)
        for (size_t i = 0; i < q; i++)
            add_coefficient(i == 0 ? &sums->level : &sums->group[order[i - 1]],
                            fit->group[g * q + i], variance_in_group(fit, g, i));
}

/* Moves a variance; how far, as a share of it. */
static double move(double *variance, class_sums c, double scale)
{
    if (c.count == 0)
        return 0;
    double now = new_variance(c, *variance, scale), moved = fabs(now / *variance - 1);
    *variance = now;
    return moved;
}

static double move_variances(hl_hier_fit *fit, const hl_hier_data *d)
{
    all_sums sums = {0};
    sum_shared(fit, d->order, &sums);
    sum_groups(fit, d->order, &sums);
    double most = fmax(move(&fit->variances.level, sums.level, hl_stats__hier_level_scale),
                       move(&fit->variances.effect, sums.effect, hl_stats__hier_level_scale));
    for (size_t k = 0; k < d->orders; k++) {
        most = fmax(most, move(&fit->variances.shared[k], sums.shared[k], hl_stats__hier_scale));
        most = fmax(most, move(&fit->variances.group[k], sums.group[k], hl_stats__hier_scale));
    }
    return most;
}

/* Sum of log variances of a set of coefficients behind the intercept. */
static double log_variances(const hl_hier_data *d, const double *orders)
{
    double sum = 0;
    for (size_t j = 0; j < d->columns; j++)
        sum += log(orders[d->order[j]]);
    return sum;
}

/* log p(data, mode | v) - log |H| / 2, as the last step left H. */
static double evidence(const hl_hier_system *s, const hl_hier_fit *fit)
{
    const hl_hier_variances *v = &fit->variances;
    double groups = (double)fit->groups;
    double scale = log_variances(s->data, v->shared) + (double)fit->effects * log(v->effect) +
                   groups * (log(v->level) + log_variances(s->data, v->group));
    return hl_stats__hier_objective(s, v, fit->shared, fit->group) -
           (scale + s->log_determinant) / 2;
}

static void fit_all(hl_hier_system *s, hl_hier_fit *fit, size_t rounds)
{
    bool settled = rounds == 0, found = true;
    for (fit->rounds = 0; !settled && found && fit->rounds < rounds; fit->rounds++) {
        found = find_mode(s, fit, 1e-3);
        settled = found && move_variances(fit, s->data) < SETTLED;
    }
    fit->converged = find_mode(s, fit, 1e-7) && settled;
    fit->evidence = evidence(s, fit);
}

hl_status hl_stats__hier_logistic(const hl_hier_data *data, const hl_hier_variances *variances,
                                  size_t rounds, const hl_hier_fit *before, hl_hier_fit **out,
                                  hl_error *err)
{
    *out = NULL;
    hl_hier_system *system = NULL;
    hl_status status = hl_stats__hier_system(data, &system, err);
    if (status)
        return status;
    hl_hier_fit *fit = new_fit(data);
    if (fit) {
        fit->variances = *variances;
        begin_at(fit, data, before);
        fit_all(system, fit, rounds);
    } else {
        status = hl_error_memory(err);
    }
    hl_stats__hier_system_free(system);
    *out = fit;
    return status;
}
