/* Quantiles of raw values, and an interval from order statistics. */
#ifndef HL_STATS_QUANTILE_H
#define HL_STATS_QUANTILE_H

#include <stddef.h>

/* Linear interpolation (R type 7) of values in ascending order; q in [0,1]. NaN when empty. */
double hl_stats__quantile7(const double *sorted, size_t count, double q);

typedef struct hl_quantile_ci {
    double quantile;        /* type 7 */
    size_t low_at, high_at; /* order statistics taken, from 1 */
    double low, high;
    double se; /* (high - low) / (2 z) */
} hl_quantile_ci;

/* Outer interval of independent values in ascending order. NaN when empty. */
hl_quantile_ci hl_stats__quantile_outer(const double *sorted, size_t count, double q, double conf);
/* The ranks alone, for values held in a histogram: positions (from 1) of the limits among n. */
void hl_stats__quantile_outer_ranks(double n, double q, double conf, double *low, double *high);

/* ... without being moved into 1..n: a limit outside of it does not exist. */
void hl_stats__quantile_wanted_ranks(double n, double q, double conf, double *low, double *high);

/* Difference of two quantiles, each se from its 95 % outer interval, normal quantile. */
typedef struct hl_quantile_difference {
    double diff, se, low, high, p;
} hl_quantile_difference;

hl_quantile_difference hl_stats__quantile_difference(const hl_quantile_ci *control,
                                                     const hl_quantile_ci *treatment, double conf);

#endif
