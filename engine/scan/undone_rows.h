/* Orders that were undone, and that count as any other: a column beside the metric's says so
 * ("order_status": cancelled, "Financial Status": refunded), and nobody reads it. */
#ifndef HL_SCAN_UNDONE_ROWS_H
#define HL_SCAN_UNDONE_ROWS_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

enum { HL_SCAN_UNDONE_TEXT = 64 };

/* Of the first such column: rows with a value of a metric, and those of them that were undone. */
typedef struct hl_scan_undone {
    const char *column; /* in the first file; NULL: there is none */
    char example[HL_SCAN_UNDONE_TEXT];
    size_t arms;
    int64_t *rows, *undone; /* by arm of the sample */
} hl_scan_undone;

/* Out of the sample of rows. */
HL_NODISCARD hl_status hl_scan__gather_undone(struct hl_scan *scan, const hl_sampled_table *table,
                                              hl_error *err);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__undone_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, which `from` is in the sample. */
void hl_scan__take_undone(const struct hl_scan *scan, uint32_t from, size_t arm, hl_cells *cells);

#endif
