/* Numbers of a table that stand for none (base/stand_in.h). Every value of the metrics' columns is
 * held against the range of those that are usual; only the few outside of it, which is learnt on
 * the way, are looked at closer, so that it costs a comparison each. */
#ifndef HL_SCAN_ODD_VALUES_H
#define HL_SCAN_ODD_VALUES_H

#include "base/stand_in.h"
#include "cells/cells.h"
#include "scan/left_out.h"

enum { HL_SCAN_MOST_ODD = 64, HL_SCAN_ODD_COLUMNS = 64 };

struct hl_scan;
struct hl_scan_worker;

typedef struct hl_scan_odd_values {
    hl_usual_values usual[HL_SCAN_ODD_COLUMNS]; /* by variable */
    hl_left_rows valued[HL_SCAN_ODD_COLUMNS];   /* of rows that are gathered by unit: those of
                                                        a value other than 0, by arm */
    struct {
        hl_left_rows rows; /* by arm, as the scan names it */
        hl_i128 value;
        size_t variable;
    } of[HL_SCAN_MOST_ODD]; /* numbers that may be one */
    size_t count;
} hl_scan_odd_values;

/* Values at the scales of sums; those of which nothing is new. */
typedef struct hl_usual_range {
    int64_t low;
    uint64_t width;
} hl_usual_range;

static inline bool hl_scan__is_unusual(const hl_usual_range *range, int64_t value)
{
    return (uint64_t)value - (uint64_t)range->low > range->width;
}

void hl_scan__odd_values_free(hl_scan_odd_values *all);
/* Of the row at hand, bit i: the value of variable i, at the scale of sums, is unusual. False when
 * out of memory, as the worker says. */
bool hl_scan__see_unusual(struct hl_scan_worker *worker, uint32_t arm, uint64_t unusual);
/* The values of a row that was taken, 0 where there is none. */
bool hl_scan__see_values(struct hl_scan_worker *worker, uint32_t arm, const hl_i128 *values);
bool hl_scan__odd_values_merge(hl_scan_odd_values *to, const hl_scan_odd_values *from);
/* The arrays of the cells, zeroed. False when out of memory. */
bool hl_scan__odd_values_init(struct hl_scan *scan, hl_cells *cells, size_t arms);
/* What was found of one arm of the design, which is arms[place] of the scan. */
void hl_scan__take_odd_values(const struct hl_scan *scan, size_t place, size_t arm,
                              hl_cells *cells);

#endif
