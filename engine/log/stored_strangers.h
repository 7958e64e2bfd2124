/* What the events of strangers are to an experiment. */
#ifndef HL_LOG_STORED_STRANGERS_H
#define HL_LOG_STORED_STRANGERS_H

#include "log/experiments.h"

/* After the types: fills the rest of cells->strangers, and cells->nobody. */
HL_NODISCARD hl_status hl_log__strangers_judge(hl_store *store, const hl_log_experiment *x,
                                               hl_cells *cells, hl_error *err);

#endif
