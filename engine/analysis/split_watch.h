/* The split watched day after day: its p holds however often one looks. */
#ifndef HL_ANALYSIS_SPLIT_WATCH_H
#define HL_ANALYSIS_SPLIT_WATCH_H

#include "analysis/periods.h"
#include "stats/srm_sequential.h"

/* Whether the days say anything about the split: a unit is enrolled at its first touch, so arms
 * whose hooks or windows lie at other times differ by day without any fault. */
bool hl_analysis__days_can_be_read(const hl_context *context);

/* Whether the watch decides: its days can be read, the planned shares are known, and one looks more
 * than once. A chi-square that is looked at every day errs far more often than its level says. */
bool hl_analysis__watch_decides(const hl_context *context);

/* The watch over a counter of a split; p NaN where there is none. What passes is given back. */
typedef struct hl_split_watch {
    hl_srm_sequential test;
    size_t days;
} hl_split_watch;
hl_split_watch hl_analysis__watch_split(hl_context *context, hl_cells_counter counter,
                                        uint32_t split);

/* The p of the counts of one counter (periods x arms) that the verdict may read: of the watch where
 * it decides, else of one look. */
double hl_analysis__split_p(hl_context *context, hl_cells_counter counter, uint32_t split,
                            const double *counts);

#endif
