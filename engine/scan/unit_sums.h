/* Touches gathered by unit, for a file whose rows are touches.
 *
 * A unit's value is the sum of its touches' values (of a definition's proportion per unit: 1 when a
 * touch has a 1), its denominator the number of its touches (or
 * the sum of the ratio's denominators); within is the sum of the touches' squares. A unit that was
 * seen in two arms belongs to neither: it is counted (HL_COUNT_TWO_ARMS, in the first of its arms
 * by name) and left out, whatever the order of the rows. A unit with two values of one dimension
 * lies in the split "(several)"; of a covariate that differs between its touches the largest is
 * taken.
 *
 * A touch of which a cell cannot be read leaves its unit without a value of the metric: nobody
 * knows the sum. So does a blank one, unless somebody said that blanks are missing: then the touch
 * is as if it were not there, and a unit without any other has no value. */
#ifndef HL_SCAN_UNIT_SUMS_H
#define HL_SCAN_UNIT_SUMS_H

#include "base/map.h"
#include "cells/cells.h"

typedef struct hl_scan_unit_value {
    hl_i128 value, denominator;
    hl_wide within;
    int64_t taken; /* touches with a value */
    bool blank, unread;
} hl_scan_unit_value;

typedef struct hl_scan_unit {
    uint32_t arm;
    bool several_arms;
    int64_t touches;
    uint32_t *splits;    /* per dimension */
    hl_i128 *covariates; /* per covariate, 0 where no touch has it; then 1 for each that none has */
    hl_scan_unit_value *values; /* per metric */
} hl_scan_unit;

typedef struct hl_unit_sums {
    hl_map names;
    hl_scan_unit **list;
    size_t capacity;
    hl_arena arena;
} hl_unit_sums;

struct hl_scan_worker;
/* Adds the row at hand. False: refused or failed. */
bool hl_scan__unit_sums_take(struct hl_scan_worker *worker, uint32_t arm);
/* Puts all units into the worker's cells. */
HL_NODISCARD hl_status hl_scan__unit_sums_finish(struct hl_scan_worker *worker, hl_error *err);
void hl_scan__unit_sums_free(hl_unit_sums *units);

#endif
