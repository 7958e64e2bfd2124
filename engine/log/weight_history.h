/* The weights that were in force while units were enrolled. */
#ifndef HL_LOG_WEIGHT_HISTORY_H
#define HL_LOG_WEIGHT_HISTORY_H

#include "log/experiments.h"

/* Fills the periods of cells from the stored versions of the definition. One set of weights all
 * along: no period. */
HL_NODISCARD hl_status hl_log__weight_history(const hl_log_experiment *x, hl_cells *cells,
                                              hl_error *err);

#endif
