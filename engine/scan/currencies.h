/* Amounts of one table in several currencies: a column names them (it is called so, or has their
 * codes), or amounts name one in some rows
 * and none in others. Counted in a sample of the rows (row_sample.h), of amounts that are not 0.
 * (Amounts that name two currencies are refused by number_marks.h.) */
#ifndef HL_SCAN_CURRENCIES_H
#define HL_SCAN_CURRENCIES_H

#include "cells/cells.h"
#include "scan/left_out.h"
#include "scan/sampled_table.h"

enum { HL_SCAN_MOST_CURRENCIES = 32 };

typedef struct hl_scan_currencies {
    hl_map keys;                              /* one spelling of each */
    const char **names;                       /* as the file writes them; NULL: nothing is mixed */
    hl_left_rows of[HL_SCAN_MOST_CURRENCIES]; /* by arm, as the scan names it */
    const char *column;
    bool in_cells;
    size_t metric;
} hl_scan_currencies;

HL_NODISCARD hl_status hl_scan__judge_currencies(struct hl_scan *scan,
                                                 const hl_sampled_table *table, hl_error *err);
/* The arrays of the cells, zeroed, where amounts are mixed. False when out of memory. */
bool hl_scan__currencies_init(const hl_scan_currencies *from, hl_cells *cells, size_t arms);
/* What was found of one arm of the design, whose name in the scan is `name`. */
void hl_scan__take_currencies(const hl_scan_currencies *from, const char *name, size_t arm,
                              hl_mixed_amounts *to);
void hl_scan__currencies_free(hl_scan_currencies *currencies);

#endif
