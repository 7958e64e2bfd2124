/* Rows of an arm that say no user and hold the sums of its other rows: what GROUP BY ROLLUP, a
 * pivot table and a spreadsheet's subtotals put between the rows ("", "NULL", "(all)" where the
 * user stands). A row that says no user is a unit as any other, and a shop has guests: what tells a
 * subtotal is that its value is the sum of the others, to the last digits, or that several of them
 * are together. */
#ifndef HL_SCAN_SUBTOTALS_H
#define HL_SCAN_SUBTOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "hookline/error.h"

enum { HL_SCAN_MOST_NAMELESS = 64, HL_SCAN_SUMMED = 8 };

/* A row without a user. */
typedef struct hl_nameless_row {
    int64_t place, line; /* as its worker numbers them */
    uint32_t arm;
    double values[HL_SCAN_SUMMED]; /* of the first variables; 0 where there is none */
} hl_nameless_row;

/* Zeroed: none. Where there are more than so many they are guests. */
typedef struct hl_nameless_rows {
    hl_nameless_row list[HL_SCAN_MOST_NAMELESS];
    size_t count;
} hl_nameless_rows;

struct hl_scan;
struct hl_scan_worker;

/* Notes the row at hand, whose arm is known, where it says no user. */
void hl_scan__note_nameless(struct hl_scan_worker *worker, uint32_t arm);
/* Takes in what the worker has, before its cells are. False when out of memory. */
bool hl_scan__nameless_merge(struct hl_scan *scan, const struct hl_scan_worker *worker);
/* HL_REJECTED, with the line of the first: some are subtotals. Asked when the cells are sorted. */
HL_NODISCARD hl_status hl_scan__check_subtotals(const struct hl_scan *scan, hl_error *err);

#endif
