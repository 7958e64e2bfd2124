/* The cells of an experiment in the store. */
#ifndef HL_LOG_CELL_TABLE_H
#define HL_LOG_CELL_TABLE_H

#include "log/cell_seal.h"
#include "log/experiments.h"

/* Adds the cells of `delta` to those of the table; cells that become empty go. */
HL_NODISCARD hl_status hl_log__cells_add(hl_store *store, const hl_log_experiment *x,
                                         const hl_cells *delta, hl_error *err);
/* Puts `cells` in place of everything that the table has of the experiment. */
HL_NODISCARD hl_status hl_log__cells_replace(hl_store *store, const hl_log_experiment *x,
                                             const hl_cells *cells, hl_error *err);
/* Reads them, with rows, rejected and the digest of the state; the caller frees. */
HL_NODISCARD hl_status hl_log__cells_read(hl_store *store, const hl_log_experiment *x,
                                          hl_cells **out, hl_error *err);

/* Whether the days of the table's cells were counted by the clock that the experiment's zone has on
 * this system. Cells that were not are not read. */
bool hl_log__cells_are_by_clock(const hl_log_experiment *x, const hl_log_cell_total *total);

/* One cell of the table and what the log says that it should be; either may be empty. arm NULL: the
 * number of all cells, or the sum of their checksums. */
typedef struct hl_log_cell_difference {
    const char *arm, *dimension, *value;
    int32_t day;
} hl_log_cell_difference;

typedef void hl_log_differ(void *context, const hl_log_cell_difference *difference);
/* Compares the table with `cells` bit for bit; *compared counts the cells that either has. Arms and
 * splits that only the table has are numbered in `cells`. */
HL_NODISCARD hl_status hl_log__cells_compare(hl_store *store, const hl_log_experiment *x,
                                             hl_cells *cells, hl_log_differ *differ, void *context,
                                             int64_t *compared, hl_error *err);

#endif
