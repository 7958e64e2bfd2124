/* Columns of which one cannot be without the other: what was paid, of who bought; clicks, of
 * messages that were opened. In the samples of the rows it is counted how often they contradict
 * each other, by arm; what that means is judged by the analysis (check_contradictions.c). */
#ifndef HL_SCAN_COLUMN_PAIRS_H
#define HL_SCAN_COLUMN_PAIRS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

enum { HL_SCAN_MOST_COLUMN_PAIRS = 12 };

typedef struct hl_scan_column_pair {
    const char *base, *sum;             /* columns: whether, or how many, and how much */
    size_t base_variable, sum_variable; /* HL_SCAN_NONE: no metric reads it */
    size_t metric;
    bool of_ratio;
    bool unlike; /* a cell says that the columns are not what they are called */
} hl_scan_column_pair;

/* Zeroed: none. `rows` and `paid` are the scan's to free: by arm as its sampled_arms number it,
 * then by pair; of a sample of all rows, and of one of the rows with an amount. */
typedef struct hl_scan_column_pairs {
    hl_scan_column_pair of[HL_SCAN_MOST_COLUMN_PAIRS];
    size_t count, arms, paid_arms;
    hl_pair_counts *rows, *paid;
} hl_scan_column_pairs;

/* Of the rows of the table; paid: they are those with an amount. */
HL_NODISCARD hl_status hl_scan__gather_pairs(struct hl_scan *scan, const hl_sampled_table *table,
                                             bool paid, hl_error *err);
void hl_scan__column_pairs_free(hl_scan_column_pairs *pairs);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__column_pairs_init(const hl_scan_column_pairs *pairs, hl_cells *cells, size_t arms);
/* Those of one arm of the design, whose name in the scan is `name`. */
void hl_scan__take_column_pairs(const struct hl_scan *scan, const char *name, size_t arm,
                                hl_cells *cells);

#endif
