/* Tables of totals: rows that stand for many users each, one an arm of the whole, of a day or of a
 * group. Read as users they would be few, of odd values, and whatever is said of them false. */
#ifndef HL_SCAN_TOTAL_ROWS_H
#define HL_SCAN_TOTAL_ROWS_H

#include "scan/sampled_table.h"

/* HL_REJECTED: neither --count nor --unit says what rows are, all of them are at hand, no column
 * has ids, and they are totals (total_rows.c says by what). */
HL_NODISCARD hl_status hl_scan__check_totals(const struct hl_scan *scan, hl_sampled_table *table,
                                             hl_error *err);

#endif
