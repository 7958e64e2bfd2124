/* Two arms' quantiles at once: the pairs of values that the counts of both arms allow. Their
 * difference, their ratio, the test of either and each margin are views of this one region, so they
 * cannot contradict each other. */
#ifndef HL_STATS_QUANTILE_REGION_H
#define HL_STATS_QUANTILE_REGION_H

#include <stddef.h>
#include <stdint.h>

#include "stats/quantile_count.h"
#include "stats/range.h"

/* An arm's values in rising runs: those of run i lie in low[i]..high[i] (equal: they are alike),
 * upto[i] units lie in it and before it. Borrowed. */
typedef struct hl_run_values {
    const double *low, *high;
    const int64_t *upto;
    size_t count; /* at least 1 */
} hl_run_values;

/* Which quantile, 0 < quantile < 1, and what kind of evidence counts against a value. */
typedef struct hl_quantile_evidence {
    double quantile;
    hl_count_evidence against;
    double tuning;
} hl_quantile_evidence;

/* Ends may be infinite: so few units have no limit there. */
typedef struct hl_quantile_contrast {
    hl_range difference; /* treatment - control */
    hl_range lift;       /* treatment / control - 1; NaN where the control may be 0 */
    int exact;           /* no end lies within a run of unlike values */
} hl_quantile_contrast;

/* All pairs with evidence up to `limit`. NaN when there is none. */
hl_quantile_contrast hl_stats__quantile_contrast(const hl_run_values *control,
                                                 const hl_run_values *treatment,
                                                 const hl_quantile_evidence *evidence,
                                                 double limit);

/* With hl_stats__count_midp: the limit of the region at this confidence, and the two-sided p of the
 * least evidence on a line. heavy: in an arm one value near the quantile holds so many units
 * that there is none between it and the next (see the file). */
double hl_stats__quantile_limit(double conf, int heavy);
double hl_stats__quantile_p(double least, int heavy);

typedef struct hl_quantile_line {
    double least; /* the least evidence against a pair on it */
    int side;     /* 1: the treatment lies above the line, -1: below, 0: on it */
} hl_quantile_line;

/* Against "treatment's quantile = ratio * control's + shift", ratio > 0. */
hl_quantile_line hl_stats__quantile_line(const hl_run_values *control,
                                         const hl_run_values *treatment,
                                         const hl_quantile_evidence *evidence, double ratio,
                                         double shift);

#endif
