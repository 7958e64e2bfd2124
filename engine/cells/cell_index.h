/* Cells in the order in which they are read: by split, then arm, then day. What one arm of one
 * split knew on some day is then a run of neighbours, found at once however many splits there are.
 * An index is made of cells that change no more, in the arena of whoever reads them. */
#ifndef HL_CELLS_CELL_INDEX_H
#define HL_CELLS_CELL_INDEX_H

#include "cells/cells.h"

typedef struct hl_cell_index {
    const hl_cell **order; /* all cells */
    size_t *starts;        /* by split, in order; one more for the end */
    int32_t *days;         /* that occur, rising */
    size_t day_count;
} hl_cell_index;

/* Neighbours in the order. */
typedef struct hl_cell_run {
    const hl_cell *const *cells;
    size_t count;
} hl_cell_run;

HL_NODISCARD hl_status hl_cells__index(const hl_cells *cells, hl_arena *arena, hl_cell_index *out,
                                       hl_error *err);
/* Of a split, by arm and day. */
hl_cell_run hl_cells__split_run(const hl_cell_index *index, uint32_t split);
/* Of an arm in a split, from the day `first` to the day `last` (INT32_MIN, INT32_MAX: all). */
hl_cell_run hl_cells__run(const hl_cell_index *index, uint32_t arm, uint32_t split, int32_t first,
                          int32_t last);

/* What a run comes to. */
int64_t hl_cells__run_count(hl_cell_run run, hl_cells_counter counter);
/* out has the metric's width; it is cleared first. */
void hl_cells__run_gram(hl_cell_run run, size_t metric, hl_gram *out);
/* Added to *out; false when out of memory. Delays are kept in split 0 alone. */
bool hl_cells__run_histogram(hl_cell_run run, size_t metric, hl_histogram *out);
bool hl_cells__run_sizes(hl_cell_run run, size_t metric, hl_histogram *out);
bool hl_cells__run_delays(hl_cell_run run, size_t metric, hl_histogram *out);

#endif
