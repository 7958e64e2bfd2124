/* Regression adjustment with several covariates, from cross-products alone. */
#ifndef HL_STATS_LIN_H
#define HL_STATS_LIN_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fieller.h"
#include "stats/welch.h"

enum { HL_LIN_MOST = 32 };

/* One arm: the outcome is variable 0, the covariates are 1..k. */
typedef struct hl_lin_arm {
    double n;
    double mean[HL_LIN_MOST + 1];
    double cov[HL_LIN_MOST + 1][HL_LIN_MOST + 1]; /* sample covariance, divisor n - 1 */
} hl_lin_arm;

/* An arm adjusted to the covariate means of all arms together. */
typedef struct hl_lin_mean {
    double mean;
    double variance;   /* of the mean, from the arm's own residuals */
    double df;         /* of that variance: n - 1 - covariates kept */
    double unadjusted; /* variance of the raw mean */
    double beta[HL_LIN_MOST];
} hl_lin_mean;

typedef struct hl_lin {
    size_t k;
    double total;                         /* units of all arms */
    double cov[HL_LIN_MOST][HL_LIN_MOST]; /* of the covariates over all arms */
    bool dropped[HL_LIN_MOST]; /* constant, or a combination of earlier ones, in an arm */
    size_t kept;
} hl_lin;

/* Fills out[arm_count] and *lin. Arms with fewer than kept + 3 units get NaN. */
void hl_stats__lin(const hl_lin_arm *arms, size_t arm_count, size_t k, hl_lin *lin,
                   hl_lin_mean *out);
/* Two adjusted means with variances and covariance, for Fieller's lift. */
hl_mean_pair hl_stats__lin_pair(const hl_lin *lin, const hl_lin_mean *control,
                                const hl_lin_mean *treatment);
/* The t test of their difference; its critical value makes Fieller's set the same test. */
hl_welch hl_stats__lin_welch(const hl_lin *lin, const hl_lin_mean *control,
                             const hl_lin_mean *treatment, double conf);
/* Share of the variance of the difference that the adjustment removed. */
double hl_stats__lin_reduction(const hl_lin *lin, const hl_lin_mean *control,
                               const hl_lin_mean *treatment);

#endif
