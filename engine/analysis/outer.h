/* A quantile of a distribution kept in buckets, with the outer interval of its order statistics. */
#ifndef HL_ANALYSIS_OUTER_H
#define HL_ANALYSIS_OUTER_H

#include "cells/spread.h"

typedef struct hl_outer {
    double estimate;  /* type 7; NaN when empty */
    double low, high; /* -+INFINITY: so few values have no such order statistic */
    double se;        /* NaN when an end is missing */
    bool exact;       /* no number of these was read off a bucket with more than one value */
} hl_outer;

hl_outer hl_analysis__outer(const hl_spread *spread, double quantile, double conf);

#endif
