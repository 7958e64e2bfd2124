/* What events name that is no touch of their user: a campaign's number, which the events of many
 * name, and the touch of another user. */
#ifndef HL_LOG_STORED_TOUCHES_H
#define HL_LOG_STORED_TOUCHES_H

#include "log/experiments.h"

/* Fills cells->of_others_touch, others_touch and unknown_touch. Reads the log only where cells
 * count such events, and no store of more than two million events. */
HL_NODISCARD hl_status hl_log__named_touches(hl_store *store, const hl_log_experiment *x,
                                             hl_cells *cells, hl_error *err);

#endif
