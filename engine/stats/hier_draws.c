/* Draws from the normal posterior of hl_hier_fit: shared coefficients by the Cholesky factor of
 * their covariance, a group's by that of its own when the shared are given. */
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <stdlib.h>
#include <string.h>

#include "stats/hier_logistic.h"

enum { SHARED_STREAM, FIRST_GROUP_STREAM };

void hl_stats__hier_mode(const hl_hier_fit *fit, size_t group, double *out)
{
    size_t q = 1 + fit->columns;
    for (size_t i = 0; i < q; i++)
        out[i] = fit->shared[i] + fit->group[group * q + i];
}

/* The lower factor of a covariance, which may be singular by rounding: then a little is added. */
static void factor(double *matrix, const double *covariance, size_t size)
{
    gsl_matrix_view m = gsl_matrix_view_array(matrix, size, size);
    static const double added[] = {0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2};
    for (size_t k = 0; k < sizeof added / sizeof added[0]; k++) {
        memcpy(matrix, covariance, size * size * sizeof *matrix);
        for (size_t i = 0; i < size; i++)
            matrix[i * size + i] *= 1 + added[k];
        if (gsl_linalg_cholesky_decomp1(&m.matrix) == 0)
            return;
    }
    memset(matrix, 0, size * size * sizeof *matrix);
}

static void draw(hl_random *random, const double *lower, size_t size, double *normal, double *out)
{
    for (size_t i = 0; i < size; i++)
        normal[i] = hl_base__random_normal(random);
    for (size_t i = 0; i < size; i++) {
        out[i] = 0;
        for (size_t j = 0; j <= i; j++)
            out[i] += lower[i * size + j] * normal[j];
    }
}

typedef struct scratch {
    double *shared_factor, *own_factor, *shared, *normal, *mode;
    size_t q, p;
} scratch;

static void draw_one(const hl_hier_fit *fit, size_t g, const scratch *s, hl_random *shared_random,
                     hl_random *own_random, double spread, double *out)
{
    draw(shared_random, s->shared_factor, s->p, s->normal, s->shared);
    draw(own_random, s->own_factor, s->q, s->normal, out);
    for (size_t i = 0; i < s->q; i++) {
        const double *pull = fit->pull + (g * s->q + i) * s->p;
        double deviation = out[i] + s->shared[i];
        for (size_t a = 0; a < s->p; a++)
            deviation -= pull[a] * s->shared[a];
        out[i] = s->mode[i] + spread * deviation;
    }
}

hl_status hl_stats__hier_draws(const hl_hier_fit *fit, size_t group, uint64_t seed, size_t draws,
                               double spread, double *out, double *of_effects, hl_error *err)
{
    size_t q = 1 + fit->columns, p = q + fit->effects;
    double *memory = malloc((p * p + q * q + 2 * p + q) * sizeof *memory);
    if (!memory)
        return hl_error_memory(err);
    scratch s = {memory, memory + p * p, memory + p * p + q * q, NULL, NULL, q, p};
    s.normal = s.shared + p;
    s.mode = s.normal + p;
    factor(s.shared_factor, fit->shared_cov, p);
    factor(s.own_factor, fit->own_cov + group * q * q, q);
    hl_stats__hier_mode(fit, group, s.mode);
    hl_random shared = hl_base__random_seed(seed, SHARED_STREAM),
              own = hl_base__random_seed(seed, FIRST_GROUP_STREAM + group);
    for (size_t i = 0; i < draws; i++) {
        draw_one(fit, group, &s, &shared, &own, spread, out + i * q);
        for (size_t e = 0; e < fit->effects && of_effects != NULL; e++)
            of_effects[i * fit->effects + e] = fit->shared[q + e] + spread * s.shared[q + e];
    }
    free(memory);
    return HL_OK;
}
