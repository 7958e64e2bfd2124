/* One step of Newton's method for hl_hier_data, and what is left of it at the mode. */
#ifndef HL_STATS_HIER_SYSTEM_H
#define HL_STATS_HIER_SYSTEM_H

#include <stdbool.h>

#include "stats/hier_logistic.h"

enum { HL_HIER_INTERCEPT_VARIANCE = 100 }; /* of the prior of the shared intercept */

typedef struct hl_hier_system {
    const hl_hier_data *data;
    size_t q, p;
    double *design;             /* kinds x q: 1, then x */
    double *logit;              /* kinds: of a group, without effects; of those that it has */
    double *weight;             /* kinds: of a group, sum of trials mu (1 - mu) */
    double *residual;           /* kinds: of a group, sum of events - trials mu */
    double *mixed;              /* q x p: information of a group's coefficients with the shared */
    double *score;              /* q */
    double *total;              /* p x p: information of the shared */
    double *slope;              /* p */
    double *step;               /* p + groups x q */
    double *trial;              /* p + groups x q: coefficients at half a step */
    double log_determinant;     /* of the information of all, at the last step */
    const hl_hier_cell **first; /* groups + 1: cells of each */
} hl_hier_system;

HL_NODISCARD hl_status hl_stats__hier_system(const hl_hier_data *data, hl_hier_system **out,
                                             hl_error *err);
void hl_stats__hier_system_free(hl_hier_system *system);

/* The log posterior of coefficients up to a constant. */
double hl_stats__hier_objective(const hl_hier_system *system, const hl_hier_variances *variances,
                                const double *shared, const double *group);
/* Writes fit's covariances at its mode as it stands and the step from there, which it does not
 * take. False where no step can be reckoned with. */
bool hl_stats__hier_step(hl_hier_system *system, hl_hier_fit *fit);
/* What the trials of a group alone say at fit's mode, without any prior: information of its
 * coefficients among themselves and with the effects (mixed), and score. */
void hl_stats__hier_weigh_group(hl_hier_system *system, const hl_hier_fit *fit, size_t group);

#endif
