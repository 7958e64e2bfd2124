/* One effect over several segments: pooled, tested for difference, shrunk. */
#ifndef HL_STATS_POOLING_H
#define HL_STATS_POOLING_H

#include <stddef.h>

typedef struct hl_pooling {
    size_t count; /* segments with an estimate and a positive finite standard error */
    double mean, se, low, high;
    double tau2;       /* variance between segments beyond chance */
    double q, q_df, p; /* Cochran's test that all segments share one effect */
    double i2;         /* share of the spread that is not chance */
} hl_pooling;

typedef struct hl_shrunk {
    double estimate, low, high;
} hl_shrunk;

/* estimate[n] with se[n], on a scale where they are near normal (differences, log ratios).
 * Segments with NaN or a standard error that is not positive and finite take no part; they are
 * given the pooled effect with its prediction interval. shrunk[n] may be NULL. With fewer than two
 * segments the test is NaN. */
hl_pooling hl_stats__pool(const double *estimate, const double *se, size_t n, double conf,
                          hl_shrunk *shrunk);

#endif
