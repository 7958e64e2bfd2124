/* Lin, W. (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied
 * Statistics 7:295-318: regress the outcome on centred covariates with all interactions with the
 * arm, which is a regression in each arm of its own:
 *
 *   a_g = ybar_g - beta_g' (xbar_g - xbar),   beta_g = S_xx,g^-1 S_xy,g,   xbar over all arms
 *
 * Variance. Lin's sandwich is evaluated at the centre of the covariates, where it equals the
 * residual variance of the arm over n up to O(1/n^2) even when residuals are heteroskedastic; taken
 * here with the divisor n - 1 - k and the exact leverage of the centre,
 *   v_g = s2_g (1/n + (xbar_g - xbar)' S_xx,g^-1 (xbar_g - xbar) / (n - 1)),
 * so that only cross-products are needed. The centre xbar is itself estimated from N units:
 *   cov(a_g, a_h) = [g = h] v_g + beta_g' S beta_h / N,
 * which is what a population of customers, rather than these customers, asks for. CUPED is k = 1
 * with one common slope. Never worse than the raw difference for large n, whatever the model. */
#include "stats/lin.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "stats/student_t.h"

static const double least_pivot = 1e-10; /* of a covariate's own variance, given the earlier ones */

/* Lower Cholesky factors of each arm, of the covariates kept. */
typedef struct factor {
    double l[HL_LIN_MOST][HL_LIN_MOST];
} factor;

/* Row j of the factor given the rows before it; the pivot, or 0 when it is too small. */
static double cholesky_row(const hl_lin_arm *arm, const bool *dropped, factor *f, size_t j)
{
    double own = arm->cov[j + 1][j + 1], pivot = own;
    for (size_t i = 0; i < j; i++) {
        double sum = arm->cov[j + 1][i + 1];
        for (size_t m = 0; m < i; m++)
            sum -= f->l[j][m] * f->l[i][m];
        f->l[j][i] = dropped[i] ? 0 : sum / f->l[i][i];
        pivot -= f->l[j][i] * f->l[j][i];
    }
    return pivot > least_pivot * own ? pivot : 0;
}

/* S beta = s, skipping what was dropped (its beta is 0). */
static void solve(const factor *f, const bool *dropped, size_t k, const double *s, double *beta)
{
    for (size_t i = 0; i < k; i++) {
        double sum = s[i];
        for (size_t m = 0; m < i; m++)
            sum -= f->l[i][m] * beta[m];
        beta[i] = dropped[i] ? 0 : sum / f->l[i][i];
    }
    for (size_t i = k; i-- > 0;) {
        double sum = beta[i];
        for (size_t m = i + 1; m < k; m++)
            sum -= dropped[m] ? 0 : f->l[m][i] * beta[m];
        beta[i] = dropped[i] ? 0 : sum / f->l[i][i];
    }
}

/* Means and covariance of the covariates over all arms together. */
static void pool(const hl_lin_arm *arms, size_t arm_count, hl_lin *lin, double *centre)
{
    for (size_t a = 0; a < arm_count; a++)
        lin->total += arms[a].n;
    for (size_t i = 0; i < lin->k; i++)
        for (size_t a = 0; a < arm_count; a++)
            if (arms[a].n > 0)
                centre[i] += arms[a].n / lin->total * arms[a].mean[i + 1];
    for (size_t i = 0; i < lin->k; i++)
        for (size_t j = 0; j < lin->k; j++) {
            double sum = 0;
            for (size_t a = 0; a < arm_count; a++)
                if (arms[a].n >= 2)
                    sum += (arms[a].n - 1) * arms[a].cov[i + 1][j + 1] +
                           arms[a].n * (arms[a].mean[i + 1] - centre[i]) *
                               (arms[a].mean[j + 1] - centre[j]);
            lin->cov[i][j] = sum / (lin->total - 1);
        }
}

/* Which covariates every arm can fit. An arm of fewer than two units has no say. */
static void drop_singular(const hl_lin_arm *arms, size_t arm_count, hl_lin *lin)
{
    for (size_t j = 0; j < lin->k; j++) {
        for (size_t a = 0; a < arm_count && !lin->dropped[j]; a++) {
            factor f;
            memset(&f, 0, sizeof f);
            for (size_t i = 0; i < j; i++) {
                double pivot = cholesky_row(&arms[a], lin->dropped, &f, i);
                f.l[i][i] = lin->dropped[i] ? 1 : sqrt(pivot);
            }
            lin->dropped[j] = arms[a].n >= 2 && !(cholesky_row(&arms[a], lin->dropped, &f, j) > 0);
        }
        lin->kept += !lin->dropped[j];
    }
}

static hl_lin_mean adjust(const hl_lin_arm *arm, const hl_lin *lin, const double *centre)
{
    hl_lin_mean out = {.mean = HL_NAN, .variance = HL_NAN, .df = HL_NAN};
    size_t k = lin->k;
    out.unadjusted = arm->n >= 2 ? arm->cov[0][0] / arm->n : HL_NAN;
    out.df = arm->n - 1 - (double)lin->kept;
    if (!(out.df >= 2))
        return out;
    factor f;
    memset(&f, 0, sizeof f);
    for (size_t j = 0; j < k; j++) {
        double pivot = cholesky_row(arm, lin->dropped, &f, j);
        f.l[j][j] = lin->dropped[j] ? 1 : sqrt(pivot);
    }
    double s[HL_LIN_MOST] = {0}, gap[HL_LIN_MOST] = {0}, lever[HL_LIN_MOST];
    for (size_t i = 0; i < k; i++) {
        s[i] = arm->cov[0][i + 1];
        gap[i] = lin->dropped[i] ? 0 : arm->mean[i + 1] - centre[i];
    }
    solve(&f, lin->dropped, k, s, out.beta);
    solve(&f, lin->dropped, k, gap, lever);
    double explained = 0, leverage = 0, shift = 0;
    for (size_t i = 0; i < k; i++) {
        explained += out.beta[i] * s[i];
        leverage += gap[i] * lever[i];
        shift += out.beta[i] * gap[i];
    }
    double residual = fmax(0, arm->cov[0][0] - explained) * (arm->n - 1) / out.df;
    out.mean = arm->mean[0] - shift;
    out.variance = residual * (1 / arm->n + leverage / (arm->n - 1));
    return out;
}

void hl_stats__lin(const hl_lin_arm *arms, size_t arm_count, size_t k, hl_lin *lin,
                   hl_lin_mean *out)
{
    *lin = (hl_lin){.k = k < HL_LIN_MOST ? k : HL_LIN_MOST};
    double centre[HL_LIN_MOST] = {0};
    pool(arms, arm_count, lin, centre);
    drop_singular(arms, arm_count, lin);
    for (size_t a = 0; a < arm_count; a++)
        out[a] = adjust(&arms[a], lin, centre);
}

/* beta_a' S beta_b / N */
static double through_centre(const hl_lin *lin, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < lin->k; i++)
        for (size_t j = 0; j < lin->k; j++)
            sum += a[i] * lin->cov[i][j] * b[j];
    return sum / lin->total;
}

hl_mean_pair hl_stats__lin_pair(const hl_lin *lin, const hl_lin_mean *c, const hl_lin_mean *t)
{
    return (hl_mean_pair){
        .control = c->mean,
        .treatment = t->mean,
        .difference = t->mean - c->mean,
        .var_control = c->variance + through_centre(lin, c->beta, c->beta),
        .var_treatment = t->variance + through_centre(lin, t->beta, t->beta),
        .covariance = through_centre(lin, c->beta, t->beta),
    };
}

/* Variance of the difference that comes from the estimated centre. */
static double centre_variance(const hl_lin *lin, const hl_lin_mean *c, const hl_lin_mean *t)
{
    double gap[HL_LIN_MOST];
    for (size_t i = 0; i < lin->k; i++)
        gap[i] = t->beta[i] - c->beta[i];
    return through_centre(lin, gap, gap);
}

hl_welch hl_stats__lin_welch(const hl_lin *lin, const hl_lin_mean *c, const hl_lin_mean *t,
                             double conf)
{
    double extra = centre_variance(lin, c, t), total = c->variance + t->variance + extra;
    double df = total * total /
                (c->variance * c->variance / c->df + t->variance * t->variance / t->df +
                 extra * extra / (lin->total - 1));
    return hl_stats__t_test(t->mean - c->mean, total, df, conf);
}

double hl_stats__lin_reduction(const hl_lin *lin, const hl_lin_mean *c, const hl_lin_mean *t)
{
    double after = c->variance + t->variance + centre_variance(lin, c, t);
    return 1 - after / (c->unadjusted + t->unadjusted);
}
