/* The total of an order on each of its lines (any join of orders with their items): summed over a
 * user's rows it counts as often as the order has lines, which a treatment may change. */
#ifndef HL_SCAN_ORDER_LINES_H
#define HL_SCAN_ORDER_LINES_H

#include "hookline/problems.h"
#include "scan/sampled_table.h"

/* What is found of the first column of amounts of which it is so. */
typedef struct hl_scan_order_lines {
    const char *order, *value; /* columns; NULL: nothing is found */
    double pairs, alike;       /* lines with one before of the same order; ... and its value */
} hl_scan_order_lines;

/* Out of the sample of rows, where a column names their unit. */
HL_NODISCARD hl_status hl_scan__gather_order_lines(struct hl_scan *scan, hl_sampled_table *table,
                                                   hl_error *err);
void hl_scan__warn_order_lines(const struct hl_scan *scan, hl_problems *problems);

#endif
