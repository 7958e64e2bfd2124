/* Wilson's score interval of one proportion. */
#ifndef HL_STATS_WILSON_H
#define HL_STATS_WILSON_H

typedef struct hl_range {
    double low, high;
} hl_range;

/* x successes of n trials (0 <= x <= n, n > 0; may be fractional effective counts), conf in (0,1).
 * NaN ends when n is 0. The low end is exactly 0 at x = 0, the high end exactly 1 at x = n. */
hl_range hl_stats__wilson(double x, double n, double conf);

#endif
