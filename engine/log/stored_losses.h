/* Rows that imports refused, as far as they may be lost to an experiment. */
#ifndef HL_LOG_STORED_LOSSES_H
#define HL_LOG_STORED_LOSSES_H

#include "log/experiments.h"

/* Fills rows, rejected and refused of the cells: of refused rows whose user is known those of the
 * experiment's users, by the arm of the user's first touch; of the others all in the store, since
 * nobody knows whose they are, out of all its rows. */
HL_NODISCARD hl_status hl_log__losses_read(hl_store *store, const hl_log_experiment *x,
                                           hl_cells *cells, hl_error *err);

#endif
