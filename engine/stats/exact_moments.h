/* Mean and variance of numbers as they were written, from exact sums. */
#ifndef HL_STATS_EXACT_MOMENTS_H
#define HL_STATS_EXACT_MOMENTS_H

#include "base/wide.h"
#include "stats/sample.h"

typedef struct hl_exact_sums {
    uint64_t n;
    hl_wide sum;     /* attos */
    hl_wide squares; /* attos^2 */
    bool rounded;    /* a value had more than 18 digits after its point */
} hl_exact_sums;

/* False, leaving *sums unusable, when a text is not a number or is beyond 10^18. */
bool hl_stats__exact_sums(const char *const *texts, size_t count, hl_exact_sums *sums);
/* Correctly rounded but for the last division; variance NaN below two values, mean below one. */
hl_sample hl_stats__exact_sample(const hl_exact_sums *sums);
/* mean of b - mean of a, from the exact sums. */
double hl_stats__exact_mean_difference(const hl_exact_sums *a, const hl_exact_sums *b);
/* The fallback for values out of range: two passes in doubles. */
hl_sample hl_stats__two_pass_sample(const double *values, size_t count);

#endif
