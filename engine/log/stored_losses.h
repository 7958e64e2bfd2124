/* Rows that imports refused, as far as they may be lost to an experiment. */
#ifndef HL_LOG_STORED_LOSSES_H
#define HL_LOG_STORED_LOSSES_H

#include "log/experiments.h"

/* After the types. Fills rows, rejected and lost_rows of the cells. A refused row counts unless it
 * says that it is another's: a touch names another experiment, an event has a type that no metric
 * of this one reads, or a user whom it never touched. Costs are in no metric, and what users are is
 * a loss where units are made of it alone. */
HL_NODISCARD hl_status hl_log__losses_read(hl_store *store, const hl_log_experiment *x,
                                           hl_cells *cells, hl_error *err);

#endif
