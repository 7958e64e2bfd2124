/* Gibbs sampling (Gelfand & Smith 1990, JASA 85, 398) of coefficients and variances in turn, on the
 * normal approximation of the likelihood at the mode; effects stay at theirs. With A = H_g + P_g of
 * a group, of which the trials know H_g and h_g, the shared coefficients are normal with precision
 * P + sum (H_g - H_g A^-1 H_g) and slope sum (h_g - H_g A^-1 h_g), a group's own with precision A
 * and slope h_g - H_g shared; a variance is (sum b^2 + scale) / chi-square of n + 1. The scale of
 * all orders is itself uncertain, a gamma of half a degree around hl_stats__hier_scale: where no
 * order shows anything, none is believed to (the way from horseshoe to half-Cauchy priors; Gelman
 * 2006, Bayesian Anal. 1, 515). */
#include "stats/hier_variances.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <stdlib.h>
#include <string.h>

#include "stats/hier_system.h"

enum { STREAM = 3, SETTLES = 60, APART = 10 }; /* rounds before the first draw, and between two */

typedef struct sampler {
    const hl_hier_data *data;
    size_t q, groups;          /* groups: of those that have trials */
    double *info, *linear;     /* groups x q x q, groups x q: H_g and h_g */
    double *factor;            /* groups x q x q: lower factor of A */
    double *own;               /* groups x q */
    double *precision, *slope; /* q x q, q: of the shared, without their prior */
    double *shared_factor, *shared, *half, *column;
    hl_hier_variances v;
    double shared_scale, own_scale;
    hl_random random;
} sampler;

static gsl_matrix_view square(double *matrix, size_t size)
{
    return gsl_matrix_view_array(matrix, size, size);
}

static double *take(double **memory, size_t count)
{
    double *from = *memory;
    *memory += count;
    return from;
}

static double prior(const sampler *s, size_t j, double level, const double *orders)
{
    return 1 / (j == 0 ? level : orders[s->data->order[j - 1]]);
}

/* H_g, and h_g = H_g (shared + own) + score: the likelihood's slope at 0. */
static void note_group(sampler *s, hl_hier_system *system, const hl_hier_fit *fit, size_t g)
{
    size_t q = s->q;
    double *info = s->info + s->groups * q * q, *linear = s->linear + s->groups * q;
    hl_stats__hier_weigh_group(system, fit, g);
    for (size_t i = 0; i < q; i++) {
        memcpy(info + i * q, system->mixed + i * system->p, q * sizeof *info);
        linear[i] = system->score[i];
        for (size_t j = 0; j < q; j++)
            linear[i] += info[i * q + j] * (fit->shared[j] + fit->group[g * q + j]);
    }
    s->groups++;
}

static hl_status begin(sampler *s, const hl_hier_data *data, const hl_hier_fit *fit, uint64_t seed,
                       double **memory, hl_error *err)
{
    size_t q = 1 + data->columns, square_size = q * q;
    hl_hier_system *system = NULL;
    hl_status status = hl_stats__hier_system(data, &system, err);
    if (status != HL_OK)
        return status;
    double *at = *memory =
        calloc((2 * data->groups + 3) * square_size + (2 * data->groups + 3) * q, sizeof *at);
    if (at == NULL) {
        hl_stats__hier_system_free(system);
        return hl_error_memory(err);
    }
    *s = (sampler){.data = data, .q = q, .v = fit->variances};
    s->random = hl_base__random_seed(seed, STREAM);
    s->shared_scale = s->own_scale = hl_stats__hier_scale;
    s->info = take(&at, data->groups * square_size);
    s->factor = take(&at, data->groups * square_size);
    s->precision = take(&at, square_size);
    s->shared_factor = take(&at, square_size);
    s->half = take(&at, square_size);
    s->linear = take(&at, data->groups * q);
    s->own = take(&at, data->groups * q);
    s->slope = take(&at, q);
    s->shared = take(&at, q);
    s->column = take(&at, q);
    for (size_t g = 0; g < data->groups; g++)
        if (system->first[g] < system->first[g + 1])
            note_group(s, system, fit, g);
    hl_stats__hier_system_free(system);
    return HL_OK;
}

/* out = L^-1 of it, or L'^-1. */
static void solve(double *lower, size_t size, CBLAS_TRANSPOSE_t transposed, double *out)
{
    gsl_matrix_view l = square(lower, size);
    gsl_vector_view x = gsl_vector_view_array(out, size);
    (void)gsl_blas_dtrsv(CblasLower, transposed, CblasNonUnit, &l.matrix, &x.vector);
}

/* What a group says of the shared coefficients once its own are taken out of it. */
static bool eliminate(sampler *s, size_t g)
{
    size_t q = s->q;
    const double *info = s->info + g * q * q, *linear = s->linear + g * q;
    double *lower = s->factor + g * q * q;
    memcpy(lower, info, q * q * sizeof *lower);
    for (size_t i = 0; i < q; i++)
        lower[i * q + i] += prior(s, i, s->v.level, s->v.group);
    gsl_matrix_view l = square(lower, q), w = square(s->half, q), p = square(s->precision, q);
    if (gsl_linalg_cholesky_decomp1(&l.matrix) != 0)
        return false;
    memcpy(s->half, info, q * q * sizeof *s->half);
    memcpy(s->column, linear, q * sizeof *linear);
    (void)gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, &l.matrix,
                         &w.matrix);
    solve(lower, q, CblasNoTrans, s->column);
    (void)gsl_blas_dsyrk(CblasLower, CblasTrans, -1, &w.matrix, 1, &p.matrix);
    for (size_t i = 0; i < q; i++) {
        s->slope[i] += linear[i];
        for (size_t j = 0; j < q; j++) {
            s->precision[i * q + j] += j <= i ? info[i * q + j] : 0;
            s->slope[i] -= s->half[j * q + i] * s->column[j];
        }
    }
    return true;
}

static bool eliminate_groups(sampler *s)
{
    memset(s->precision, 0, s->q * s->q * sizeof *s->precision);
    memset(s->slope, 0, s->q * sizeof *s->slope);
    for (size_t g = 0; g < s->groups; g++)
        if (!eliminate(s, g))
            return false;
    return true;
}

/* out, a slope, becomes a draw of the normal with that slope and the precision L L'. */
static void draw_normal(sampler *s, double *lower, double *out)
{
    solve(lower, s->q, CblasNoTrans, out);
    for (size_t i = 0; i < s->q; i++)
        out[i] += hl_base__random_normal(&s->random);
    solve(lower, s->q, CblasTrans, out);
}

static bool draw_shared(sampler *s)
{
    size_t q = s->q;
    memcpy(s->shared_factor, s->precision, q * q * sizeof *s->precision);
    for (size_t i = 0; i < q; i++)
        s->shared_factor[i * q + i] += prior(s, i, HL_HIER_INTERCEPT_VARIANCE, s->v.shared);
    gsl_matrix_view l = square(s->shared_factor, q);
    if (gsl_linalg_cholesky_decomp1(&l.matrix) != 0)
        return false;
    memcpy(s->shared, s->slope, q * sizeof *s->slope);
    draw_normal(s, s->shared_factor, s->shared);
    return true;
}

static void draw_own(sampler *s, size_t g)
{
    size_t q = s->q;
    const double *info = s->info + g * q * q, *linear = s->linear + g * q;
    double *own = s->own + g * q;
    for (size_t i = 0; i < q; i++) {
        own[i] = linear[i];
        for (size_t j = 0; j < q; j++)
            own[i] -= info[i * q + j] * s->shared[j];
    }
    draw_normal(s, s->factor + g * q * q, own);
}

static double draw_chi_square(sampler *s, size_t degrees)
{
    double sum = 0;
    for (size_t i = 0; i < degrees; i++) {
        double z = hl_base__random_normal(&s->random);
        sum += z * z;
    }
    return sum;
}

static double draw_variance(sampler *s, double squares, size_t count, double scale)
{
    return (squares + scale) / draw_chi_square(s, count + 1);
}

/* Variances of the columns' orders, of rows of coefficients. */
static void draw_orders(sampler *s, const double *coefficients, size_t rows, double *scale,
                        double *orders)
{
    double rate = 1 / hl_stats__hier_scale;
    size_t drawn = 0;
    double squares[HL_HIER_ORDERS] = {0};
    size_t counts[HL_HIER_ORDERS] = {0};
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 1; j < s->q; j++) {
            double b = coefficients[r * s->q + j];
            squares[s->data->order[j - 1]] += b * b;
            counts[s->data->order[j - 1]]++;
        }
    for (size_t k = 0; k < s->data->orders; k++)
        if (counts[k] > 0) {
            orders[k] = draw_variance(s, squares[k], counts[k], *scale);
            rate += 1 / orders[k];
            drawn++;
        }
    *scale = draw_chi_square(s, 1 + drawn) / rate;
}

static void draw_levels(sampler *s)
{
    double squares = 0;
    for (size_t g = 0; g < s->groups; g++)
        squares += s->own[g * s->q] * s->own[g * s->q];
    if (s->groups > 0)
        s->v.level = draw_variance(s, squares, s->groups, hl_stats__hier_level_scale);
}

static bool play_round(sampler *s, bool groups_known)
{
    if (!draw_shared(s))
        return false;
    draw_orders(s, s->shared, 1, &s->shared_scale, s->v.shared);
    if (groups_known)
        return true;
    for (size_t g = 0; g < s->groups; g++)
        draw_own(s, g);
    draw_orders(s, s->own, s->groups, &s->own_scale, s->v.group);
    draw_levels(s);
    return eliminate_groups(s);
}

hl_status hl_stats__hier_variances(const hl_hier_data *data, const hl_hier_fit *fit,
                                   bool groups_known, uint64_t seed, size_t count,
                                   hl_hier_variances *out, hl_error *err)
{
    sampler s;
    double *memory = NULL;
    hl_status status = begin(&s, data, fit, seed, &memory, err);
    if (status != HL_OK)
        return status;
    bool sound = eliminate_groups(&s);
    for (size_t i = 0; i < count; i++) {
        for (size_t r = 0; sound && r < (i == 0 ? SETTLES : APART); r++)
            sound = play_round(&s, groups_known);
        out[i] = sound ? s.v : fit->variances;
    }
    free(memory);
    return HL_OK;
}
