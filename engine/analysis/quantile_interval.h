/* A quantile of a distribution in runs of values, with the interval between two of its order
 * statistics. */
#ifndef HL_ANALYSIS_QUANTILE_INTERVAL_H
#define HL_ANALYSIS_QUANTILE_INTERVAL_H

#include "cells/value_runs.h"

typedef struct hl_quantile_interval {
    double estimate;  /* type 7; NaN when empty */
    double low, high; /* -+INFINITY: so few values have no such order statistic */
    bool exact;       /* no number of these was read off a run of unlike values */
} hl_quantile_interval;

hl_quantile_interval hl_analysis__quantile_interval(const hl_value_runs *runs, double quantile,
                                                    double conf);

#endif
