/* On which days the rows of each arm lie, by the columns of dates, in a sample of the rows: whether
 * the export of one arm ends early is judged by the analysis (check_arm_days.c). */
#ifndef HL_SCAN_ARM_DAYS_H
#define HL_SCAN_ARM_DAYS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

enum { HL_SCAN_DAY_COLUMNS = 8 };

typedef struct hl_scan_dated {
    uint32_t column, arm; /* in `columns`; as the scan's sampled_arms number it */
    int32_t day;
    int64_t rows;
    double n, sum, squares; /* of the first metric's values: as in hl_day_values */
} hl_scan_dated;

/* Zeroed: none. `of` is the scan's to free. */
typedef struct hl_scan_days {
    const char *columns[HL_SCAN_DAY_COLUMNS]; /* in the scan's arena */
    bool complete[HL_SCAN_DAY_COLUMNS]; /* all rows have a day, which is none of the outcome's */
    size_t column_count;
    hl_scan_dated *of; /* by column, arm and day */
    size_t count, capacity;
} hl_scan_days;

/* Adds those of the table's rows: of columns with dates in nearly all cells that are not empty. */
HL_NODISCARD hl_status hl_scan__gather_days(struct hl_scan *scan, const hl_sampled_table *table,
                                            hl_error *err);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__days_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, whose name in the scan is `name`. False when out of memory. */
bool hl_scan__take_days(const struct hl_scan *scan, const char *name, size_t arm, hl_cells *cells);

#endif
