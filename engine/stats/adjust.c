/* Holm (1979); Hochberg (1988); Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001);
 * Bonferroni; Sidak (1967). With p_(1) <= ... <= p_(m):
 *
 *   bonferroni   m p                            sidak        1 - (1-p)^m
 *   holm         running max of (m-i+1) p_(i)   holm_sidak   running max of 1 - (1-p_(i))^(m-i+1)
 *   hochberg     running min from the largest of (m-i+1) p_(i)
 *   bh           running min from the largest of (m/i) p_(i)      by   bh times sum 1/i
 *
 * Holm and Bonferroni hold the family-wise error under any dependence, Hochberg and Sidak under
 * positive dependence; BH holds the false discovery rate under positive dependence, BY under any.
 */
#include "stats/adjust.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"

typedef struct hl_ranked {
    double p;
    size_t at;
} hl_ranked;

static int by_p(const void *a, const void *b)
{
    const hl_ranked *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* The value of one p of rank i (from 1) among m. */
typedef double hl_scale(double p, double i, double m);

static double scale_bonferroni(double p, double i, double m)
{
    (void)i;
    return m * p;
}
static double scale_sidak(double p, double i, double m)
{
    (void)i;
    return -expm1(m * log1p(-p));
}
static double scale_holm(double p, double i, double m)
{
    return (m - i + 1) * p;
}
static double scale_holm_sidak(double p, double i, double m)
{
    return -expm1((m - i + 1) * log1p(-p));
}
static double scale_bh(double p, double i, double m)
{
    return m / i * p;
}
static double scale_by(double p, double i, double m)
{
    double harmonic = 0;
    for (size_t j = 1; j <= (size_t)m; j++)
        harmonic += 1 / (double)j;
    return harmonic * (m / i) * p;
}

typedef enum hl_direction { HL_SINGLE_STEP, HL_STEP_DOWN, HL_STEP_UP } hl_direction;

static void step_down(hl_ranked *ranked, size_t m)
{
    for (size_t i = 1; i < m; i++)
        ranked[i].p = fmax(ranked[i].p, ranked[i - 1].p);
}

static void step_up(hl_ranked *ranked, size_t m)
{
    for (size_t i = m; i-- > 1;)
        ranked[i - 1].p = fmin(ranked[i - 1].p, ranked[i].p);
}

static hl_status adjust(const double *p, double *adjusted, size_t count, hl_scale *scale,
                        hl_direction direction, hl_error *err)
{
    hl_ranked *ranked = malloc((count + 1) * sizeof *ranked);
    if (ranked == NULL) {
        for (size_t i = 0; i < count; i++)
            adjusted[i] = HL_NAN; /* unadjusted ones would be taken for adjusted */
        return hl_error_memory(err);
    }
    size_t m = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(p[i]))
            ranked[m++] = (hl_ranked){p[i], i};
        else
            adjusted[i] = p[i];
    qsort(ranked, m, sizeof *ranked, by_p);
    for (size_t i = 0; i < m; i++)
        ranked[i].p = fmin(1, scale(ranked[i].p, (double)(i + 1), (double)m));
    if (direction == HL_STEP_DOWN)
        step_down(ranked, m);
    if (direction == HL_STEP_UP)
        step_up(ranked, m);
    for (size_t i = 0; i < m; i++)
        adjusted[ranked[i].at] = ranked[i].p;
    free(ranked);
    return HL_OK;
}

hl_status hl_stats__bonferroni(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_bonferroni, HL_SINGLE_STEP, err);
}
hl_status hl_stats__sidak(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_sidak, HL_SINGLE_STEP, err);
}
hl_status hl_stats__holm(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_holm, HL_STEP_DOWN, err);
}
hl_status hl_stats__holm_sidak(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_holm_sidak, HL_STEP_DOWN, err);
}
hl_status hl_stats__hochberg(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_holm, HL_STEP_UP, err);
}
hl_status hl_stats__bh(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_bh, HL_STEP_UP, err);
}
hl_status hl_stats__by(const double *p, double *adjusted, size_t count, hl_error *err)
{
    return adjust(p, adjusted, count, scale_by, HL_STEP_UP, err);
}
