/* The variance of an arm's ratio sum y / sum d when units are clusters of unequal size, and how far
 * that variance can be trusted. */
#ifndef HL_STATS_CLUSTER_ROBUST_H
#define HL_STATS_CLUSTER_ROBUST_H

#include <stddef.h>

/* Units of one size d. */
typedef struct hl_cluster_class {
    double units, size;
    double residual; /* sum over them of (y - R d)^2, R = sum y / sum d of the arm */
} hl_cluster_class;

typedef struct hl_cluster_robust {
    double variance;  /* of R; NaN, with df, below two units, or where one has all of sum d */
    double df;        /* of the variance (Satterthwaite) */
    double effective; /* (sum d)^2 / sum d^2: as many units of equal size weigh as evenly */
} hl_cluster_robust;

/* icc in [0, 1]: how alike the touches of one unit are taken to be when the residuals are freed of
 * what each unit pulls the mean towards itself. 0 is the CR2 of other programs; it errs too often
 * where a few units have most touches, 1 does not. Units of one size make no difference to it: the
 * variance is s^2 / n, its df n - 1. */
hl_cluster_robust hl_stats__cluster_robust(const hl_cluster_class *classes, size_t count,
                                           double icc);
/* For residuals of which only the sum is known: lays it on the classes as icc 1 expects. */
void hl_stats__cluster_lay(hl_cluster_class *classes, size_t count, double residual);

#endif
