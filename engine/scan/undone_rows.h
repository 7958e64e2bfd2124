/* Orders that were undone, and that count as any other: a column beside the metric's says so
 * ("order_status": cancelled, "Financial Status": refunded), and nobody reads it. */
#ifndef HL_SCAN_UNDONE_ROWS_H
#define HL_SCAN_UNDONE_ROWS_H

#include "hookline/problems.h"
#include "scan/sampled_table.h"

enum { HL_SCAN_UNDONE_TEXT = 64 };

/* Of the first such column: rows with a value of a metric, and those of them that were undone. */
typedef struct hl_scan_undone {
    const char *column; /* in the first file; NULL: there is none */
    char example[HL_SCAN_UNDONE_TEXT];
    double *rows, *undone; /* by arm of the sample */
} hl_scan_undone;

/* Out of the sample of rows. */
HL_NODISCARD hl_status hl_scan__gather_undone(struct hl_scan *scan, const hl_sampled_table *table,
                                              hl_error *err);
/* A warning with the shares of the arms that have most and fewest of them. */
void hl_scan__warn_undone(const struct hl_scan *scan, hl_problems *problems);

#endif
