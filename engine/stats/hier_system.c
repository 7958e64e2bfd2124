/* The penalised likelihood's information has the shape of an arrow: shared coefficients meet every
 * group's, groups do not meet each other. So with H_g = A_g + P_g of a group, its part M_g with the
 * shared and the scores u, U: S = A + P - sum M_g' H_g^-1 M_g, the shared step is
 * S^-1 (U - sum M_g' H_g^-1 u_g), the group's H_g^-1 (u_g - M_g step). S^-1 is the covariance of
 * the shared coefficients, H_g^-1 that of a group's when the shared are given: cost and memory grow
 * with the number of groups alone (Gelman & Hill 2007, ch. 12, for the model; Schur complement). */
#include "stats/hier_system.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double *zeros(size_t count, bool *lack)
{
    double *memory = calloc(count ? count : 1, sizeof *memory);
    *lack |= !memory;
    return memory;
}

static void write_design(hl_hier_system *s)
{
    const hl_hier_data *d = s->data;
    for (size_t k = 0; k < d->kinds; k++) {
        s->design[k * s->q] = 1;
        memcpy(s->design + k * s->q + 1, d->x + k * d->columns, d->columns * sizeof *d->x);
    }
}

static void find_groups(hl_hier_system *s)
{
    const hl_hier_cell *at = s->data->cells, *end = at + s->data->count;
    for (size_t g = 0; g < s->data->groups; g++) {
        s->first[g] = at;
        while (at < end && at->group == g)
            at++;
    }
    s->first[s->data->groups] = at;
}

hl_status hl_stats__hier_system(const hl_hier_data *data, hl_hier_system **out, hl_error *err)
{
    bool lack = false;
    size_t q = 1 + data->columns, p = q + data->effects, all = p + data->groups * q;
    hl_hier_system *s = *out = calloc(1, sizeof *s);
    if (!s)
        return hl_error_memory(err);
    *s = (hl_hier_system){.data = data, .q = q, .p = p};
    s->design = zeros(data->kinds * q, &lack);
    s->logit = zeros(data->kinds, &lack);
    s->weight = zeros(data->kinds, &lack);
    s->residual = zeros(data->kinds, &lack);
    s->mixed = zeros(q * p, &lack);
    s->score = zeros(q, &lack);
    s->total = zeros(p * p, &lack);
    s->slope = zeros(p, &lack);
    s->step = zeros(all, &lack);
    s->trial = zeros(all, &lack);
    s->first = calloc(data->groups + 1, sizeof(const hl_hier_cell *));
    if (lack || !s->first) {
        hl_stats__hier_system_free(s);
        *out = NULL;
        return hl_error_memory(err);
    }
    write_design(s);
    find_groups(s);
    return HL_OK;
}

void hl_stats__hier_system_free(hl_hier_system *s)
{
    if (!s)
        return;
    free(s->design);
    free(s->logit);
    free(s->weight);
    free(s->residual);
    free(s->mixed);
    free(s->score);
    free(s->total);
    free(s->slope);
    free(s->step);
    free(s->trial);
    free((void *)s->first);
    free(s);
}

static double dot(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* The logits of those kinds of which a group has cells, without effects: once each where they stand
 * together. */
static void write_logits(const hl_hier_system *s, size_t g, const double *shared, const double *own)
{
    for (const hl_hier_cell *c = s->first[g]; c < s->first[g + 1]; c++) {
        const double *x = s->design + c->kind * s->q;
        if (c == s->first[g] || c[-1].kind != c->kind)
            s->logit[c->kind] = dot(x, shared, s->q) + dot(x, own, s->q);
    }
}

static double effect_of(const hl_hier_system *s, const double *shared, const hl_hier_cell *cell)
{
    return s->data->effects ? shared[s->q + cell->effect] : 0;
}

/* log(1 + e^z) */
static double softplus(double z)
{
    return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

static double penalty(const hl_hier_data *d, const double *at, size_t q, double level,
                      const double *orders)
{
    double sum = at[0] * at[0] / level;
    for (size_t j = 1; j < q; j++)
        sum += at[j] * at[j] / orders[d->order[j - 1]];
    return sum / 2;
}

double hl_stats__hier_objective(const hl_hier_system *s, const hl_hier_variances *v,
                                const double *shared, const double *group)
{
    const hl_hier_data *d = s->data;
    double sum = -penalty(d, shared, s->q, HL_HIER_INTERCEPT_VARIANCE, v->shared);
    for (size_t e = 0; e < d->effects; e++)
        sum -= shared[s->q + e] * shared[s->q + e] / (2 * v->effect);
    for (size_t g = 0; g < d->groups; g++) {
        const double *own = group + g * s->q;
        sum -= penalty(d, own, s->q, v->level, v->group);
        write_logits(s, g, shared, own);
        for (const hl_hier_cell *c = s->first[g]; c < s->first[g + 1]; c++) {
            double z = s->logit[c->kind] + effect_of(s, shared, c);
            sum += d->dispersion != NULL ? (c->events * z - c->trials * exp(z)) / d->dispersion[g]
                                         : c->events * z - c->trials * softplus(z);
        }
    }
    return sum;
}

/* An effect's own information and score, and its information with the group's coefficients. */
static void add_effect(hl_hier_system *s, const hl_hier_cell *c, double w, double r)
{
    size_t e = s->q + c->effect;
    s->total[e * s->p + e] += w;
    s->slope[e] += r;
    const double *x = s->design + c->kind * s->q;
    for (size_t i = 0; i < s->q; i++)
        s->mixed[i * s->p + e] += w * x[i];
}

static void add_cells(hl_hier_system *s, const hl_hier_fit *fit, size_t g)
{
    const hl_hier_data *d = s->data;
    write_logits(s, g, fit->shared, fit->group + g * s->q);
    for (const hl_hier_cell *c = s->first[g]; c < s->first[g + 1]; c++) {
        double z = s->logit[c->kind] + effect_of(s, fit->shared, c), w, r;
        if (d->dispersion != NULL) {
            w = c->trials * exp(z) / d->dispersion[g];
            r = c->events / d->dispersion[g] - w;
        } else {
            double mu = 1 / (1 + exp(-z));
            w = c->trials * mu * (1 - mu);
            r = c->events - c->trials * mu;
        }
        s->weight[c->kind] += w;
        s->residual[c->kind] += r;
        if (d->effects)
            add_effect(s, c, w, r);
    }
}

/* weight and residual of kinds -> information (upper triangle) and score of a group's coefficients.
 */
static void add_kinds(hl_hier_system *s)
{
    for (size_t k = 0; k < s->data->kinds; k++) {
        if (s->weight[k] == 0 && s->residual[k] == 0)
            continue;
        const double *x = s->design + k * s->q;
        for (size_t i = 0; i < s->q; i++) {
            double wx = s->weight[k] * x[i], *row = s->mixed + i * s->p;
            s->score[i] += s->residual[k] * x[i];
            for (size_t j = i; j < s->q; j++)
                row[j] += wx * x[j];
        }
    }
}

static void mirror(double *matrix, size_t size, size_t stride)
{
    for (size_t i = 0; i < size; i++)
        for (size_t j = i + 1; j < size; j++)
            matrix[j * stride + i] = matrix[i * stride + j];
}

void hl_stats__hier_weigh_group(hl_hier_system *s, const hl_hier_fit *fit, size_t g)
{
    memset(s->weight, 0, s->data->kinds * sizeof(double));
    memset(s->residual, 0, s->data->kinds * sizeof(double));
    memset(s->mixed, 0, s->q * s->p * sizeof(double));
    memset(s->score, 0, s->q * sizeof(double));
    if (s->first[g] < s->first[g + 1]) {
        add_cells(s, fit, g);
        add_kinds(s);
        mirror(s->mixed, s->q, s->p);
    }
}

/* Adds the logarithm of the matrix' determinant. */
static bool invert(double *matrix, size_t size, double *log_determinant)
{
    gsl_matrix_view m = gsl_matrix_view_array(matrix, size, size);
    if (gsl_linalg_cholesky_decomp1(&m.matrix) != 0)
        return false;
    for (size_t i = 0; i < size; i++)
        *log_determinant += 2 * log(matrix[i * size + i]);
    return gsl_linalg_cholesky_invert(&m.matrix) == 0;
}

static double prior(const hl_hier_data *d, size_t j, double level, const double *orders)
{
    return 1 / (j == 0 ? level : orders[d->order[j - 1]]);
}

/* own_cov = (A_g + P_g)^-1, pull = own_cov M_g; the group's first step own_cov (u_g - prior). */
static bool solve_group(hl_hier_system *s, hl_hier_fit *fit, size_t g)
{
    size_t q = s->q, p = s->p;
    double *cov = fit->own_cov + g * q * q, *pull = fit->pull + g * q * p;
    double *own = fit->group + g * q, *step = s->step + p + g * q;
    for (size_t i = 0; i < q; i++) {
        memcpy(cov + i * q, s->mixed + i * p, q * sizeof *cov);
        double precision = prior(s->data, i, fit->variances.level, fit->variances.group);
        cov[i * q + i] += precision;
        s->score[i] -= precision * own[i];
    }
    if (!invert(cov, q, &s->log_determinant))
        return false;
    for (size_t i = 0; i < q; i++) {
        step[i] = dot(cov + i * q, s->score, q);
        memset(pull + i * p, 0, p * sizeof *pull);
        for (size_t k = 0; k < q; k++)
            for (size_t j = 0; j < p; j++)
                pull[i * p + j] += cov[i * q + k] * s->mixed[k * p + j];
    }
    return true;
}

/* What the group says of the shared coefficients once its own are taken out of it. */
static void add_to_shared(hl_hier_system *s, const hl_hier_fit *fit, size_t g)
{
    size_t q = s->q, p = s->p;
    const double *pull = fit->pull + g * q * p, *step = s->step + p + g * q;
    for (size_t i = 0; i < q; i++)
        for (size_t j = i; j < p; j++)
            s->total[i * p + j] += s->mixed[i * p + j];
    for (size_t k = 0; k < q; k++)
        for (size_t i = 0; i < p; i++) {
            double m = s->mixed[k * p + i];
            if (m == 0)
                continue;
            s->slope[i] -= m * step[k];
            for (size_t j = i; j < p; j++)
                s->total[i * p + j] -= m * pull[k * p + j];
        }
}

static bool add_group(hl_hier_system *s, hl_hier_fit *fit, size_t g)
{
    hl_stats__hier_weigh_group(s, fit, g);
    for (size_t i = 0; i < s->q; i++)
        s->slope[i] += s->score[i];
    if (!solve_group(s, fit, g))
        return false;
    if (s->first[g] < s->first[g + 1])
        add_to_shared(s, fit, g);
    return true;
}

static bool solve_shared(hl_hier_system *s, hl_hier_fit *fit)
{
    size_t p = s->p;
    for (size_t i = 0; i < p; i++) {
        double precision =
            i < s->q ? prior(s->data, i, HL_HIER_INTERCEPT_VARIANCE, fit->variances.shared)
                     : 1 / fit->variances.effect;
        s->total[i * p + i] += precision;
        s->slope[i] -= precision * fit->shared[i];
    }
    mirror(s->total, p, p);
    memcpy(fit->shared_cov, s->total, p * p * sizeof *s->total);
    if (!invert(fit->shared_cov, p, &s->log_determinant))
        return false;
    for (size_t i = 0; i < p; i++)
        s->step[i] = dot(fit->shared_cov + i * p, s->slope, p);
    return true;
}

bool hl_stats__hier_step(hl_hier_system *s, hl_hier_fit *fit)
{
    size_t q = s->q, p = s->p;
    memset(s->total, 0, p * p * sizeof *s->total);
    memset(s->slope, 0, p * sizeof *s->slope);
    s->log_determinant = 0;
    for (size_t g = 0; g < s->data->groups; g++)
        if (!add_group(s, fit, g))
            return false;
    if (!solve_shared(s, fit))
        return false;
    for (size_t g = 0; g < s->data->groups; g++)
        for (size_t i = 0; i < q; i++)
            s->step[p + g * q + i] -= dot(fit->pull + (g * q + i) * p, s->step, p);
    return true;
}
