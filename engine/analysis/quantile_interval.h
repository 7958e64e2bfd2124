/* A quantile of a distribution kept in buckets, with the interval between two of its order
 * statistics. */
#ifndef HL_ANALYSIS_QUANTILE_INTERVAL_H
#define HL_ANALYSIS_QUANTILE_INTERVAL_H

#include "cells/histogram.h"

typedef struct hl_quantile_interval {
    double estimate;  /* type 7; NaN when empty */
    double low, high; /* -+INFINITY: so few values have no such order statistic */
    bool exact;       /* no number of these was read off a bucket with more than one value */
} hl_quantile_interval;

hl_quantile_interval hl_analysis__quantile_interval(const hl_histogram *histogram, double quantile,
                                                    double conf);

#endif
