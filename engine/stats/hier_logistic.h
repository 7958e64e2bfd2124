/* Regression of groups that are alike, logistic or of means by quasi-likelihood: coefficients that
 * all groups share and each group's own deviations from them, both drawn to 0 with variances that
 * are estimated. */
#ifndef HL_STATS_HIER_LOGISTIC_H
#define HL_STATS_HIER_LOGISTIC_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "hookline/error.h"

enum { HL_HIER_ORDERS = 32 }; /* classes of variance at most */

/* Trials of one group at one kind of covariates under one effect, weighted or not. */
typedef struct hl_hier_cell {
    uint32_t group, kind, effect;
    double trials, events; /* 0 <= events <= trials; of means: the sum of what was measured */
} hl_hier_cell;

/* The logit of a trial: shared[0] + group[g][0] + sum_j x[kind][j] (shared[1 + j] + group[g][1 +
 * j])
 * + effect[e]. Columns of one order share a variance, one for the shared coefficients and one for
 * the groups'. Borrowed while a call lasts. */
typedef struct hl_hier_data {
    const double *x;           /* kinds x columns */
    const uint8_t *order;      /* of each column, below orders */
    const hl_hier_cell *cells; /* count, in ascending order of group */
    size_t kinds, columns, orders, effects, groups, count;
    const double *dispersion; /* NULL: a trial is yes or no. Else it is a number, what stands above
                                 is the logarithm of its mean in place of the logit, and its
                                 variance is the mean times this, by group */
} hl_hier_data;

/* Variances of the priors, N(0, v) each; of the intercept it is 100. */
typedef struct hl_hier_variances {
    double shared[HL_HIER_ORDERS], group[HL_HIER_ORDERS];
    double level, effect; /* of the groups' own intercepts; of the effects */
} hl_hier_variances;

/* The mode and, as its curvature there, the posterior's covariance: with q = 1 + columns and
 * p = q + effects, shared coefficients (p) have shared_cov; those of a group (q), given the shared,
 * have own_cov and lean on them by -pull: group = mode - pull (shared - mode of shared) + noise. */
typedef struct hl_hier_fit {
    size_t groups, columns, effects;
    double *shared;     /* p: intercept, columns, effects */
    double *group;      /* groups x q: level, columns */
    double *shared_cov; /* p x p */
    double *own_cov;    /* groups x q x q */
    double *pull;       /* groups x q x p */
    hl_hier_variances variances;
    double evidence; /* log marginal likelihood of the variances (Laplace), up to a constant */
    size_t rounds;   /* of variances */
    int converged;   /* whether mode and variances stand still; if not, what is here is the last */
} hl_hier_fit;

/* Variances to begin with. */
hl_hier_variances hl_stats__hier_start(void);
/* Fits with variances estimated from these on (rounds at most; 0 takes them as given). before may
 * be NULL, or a fit of the same shape whose mode is where to begin. What comes out is the caller's.
 */
HL_NODISCARD hl_status hl_stats__hier_logistic(const hl_hier_data *data,
                                               const hl_hier_variances *variances, size_t rounds,
                                               const hl_hier_fit *before, hl_hier_fit **fit,
                                               hl_error *err);
void hl_stats__hier_free(hl_hier_fit *fit);

/* Coefficients of a group (shared + own, q each; effects left out), draws of them from the
 * posterior: out is draws x q. The same seed gives groups the same draws of what they share. spread
 * scales the deviations from the mode: 1 is the posterior. of_effects: the effects of each draw,
 * draws x effects, or NULL. */
HL_NODISCARD hl_status hl_stats__hier_draws(const hl_hier_fit *fit, size_t group, uint64_t seed,
                                            size_t draws, double spread, double *out,
                                            double *of_effects, hl_error *err);
/* The mode of those coefficients: q. */
void hl_stats__hier_mode(const hl_hier_fit *fit, size_t group, double *out);

#endif
