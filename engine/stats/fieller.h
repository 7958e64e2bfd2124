/* Fieller's set for the lift (ratio of two means - 1). */
#ifndef HL_STATS_FIELLER_H
#define HL_STATS_FIELLER_H

#include "stats/sample.h"

/* What the set looks like: everything between low and high; everything outside (low, high); or the
 * whole line (low and high are NaN). NONE: not computable. */
typedef enum hl_fieller_type {
    HL_FIELLER_NONE,
    HL_FIELLER_BOUNDED,
    HL_FIELLER_EXCLUSIVE,
    HL_FIELLER_ALL
} hl_fieller_type;

typedef struct hl_fieller {
    hl_fieller_type type;
    double low, high;
    double g;  /* below 1: the control mean differs from 0 at this level, and the set is bounded */
    double df; /* of the quantile taken; INFINITY for the normal */
} hl_fieller;

/* Estimated means with the variances of the estimates and their covariance. */
typedef struct hl_mean_pair {
    double control, treatment;
    double difference; /* treatment - control, from exact sums where there are such */
    double var_control, var_treatment;
    double covariance;
} hl_mean_pair;

/* {lift: (mt - (1+lift) mc)^2 <= critical^2 var(mt - (1+lift) mc)}. With the critical value of the
 * test of the difference it leaves out lift 0 exactly when that test rejects. */
hl_fieller hl_stats__fieller(const hl_mean_pair *means, double critical);
hl_mean_pair hl_stats__mean_pair(const hl_sample *control, const hl_sample *treatment);
/* The t quantile with Satterthwaite's df at the estimated ratio (at least 1), from the df of the
 * two variances. */
hl_fieller hl_stats__fieller_satterthwaite(const hl_mean_pair *means, double df_control,
                                           double df_treatment, double conf);
/* fieller_satterthwaite of two samples, n >= 2 in both arms. */
hl_fieller hl_stats__fieller_t(const hl_sample *control, const hl_sample *treatment, double conf);

#endif
