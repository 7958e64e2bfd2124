/* A histogram's values as rising runs, for methods that count values below and above a point. */
#ifndef HL_CELLS_VALUE_RUNS_H
#define HL_CELLS_VALUE_RUNS_H

#include "cells/histogram.h"

/* The values of run i lie in low[i]..high[i], and are alike where these are equal; upto[i] units
 * lie in it and before it. No run is empty. */
typedef struct hl_value_runs {
    size_t count;
    double *low, *high;
    int64_t *upto;
} hl_value_runs;

/* In `arena`; NULL when out of memory. Count 0: the histogram has no units. */
hl_value_runs *hl_cells__value_runs(const hl_histogram *histogram, hl_arena *arena);

#endif
