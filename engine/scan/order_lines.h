/* The total of an order on each of its lines (any join of orders with their items): summed over a
 * user's rows it counts as often as the order has lines, which a treatment may change. */
#ifndef HL_SCAN_ORDER_LINES_H
#define HL_SCAN_ORDER_LINES_H

#include "cells/cells.h"
#include "scan/sampled_table.h"

/* What is found of the first column of amounts of which it is so. */
typedef struct hl_scan_order_lines {
    const char *order;                /* column; NULL: nothing is found */
    size_t metric;                    /* the first that reads the amounts */
    size_t arms;                      /* of the sample */
    double *orders, *lines, *squares; /* as in hl_order_lines, by arm of the sample */
} hl_scan_order_lines;

/* Out of the sample of rows, where a column names their unit. */
HL_NODISCARD hl_status hl_scan__gather_order_lines(struct hl_scan *scan, hl_sampled_table *table,
                                                   hl_error *err);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__order_lines_init(const struct hl_scan *scan, hl_cells *cells, size_t arms);
/* Those of one arm of the design, which `from` is in the sample. */
void hl_scan__take_order_lines(const struct hl_scan *scan, uint32_t from, size_t arm,
                               hl_cells *cells);

#endif
