/* What the values of events say of themselves: several currencies, numbers that stand for none. */
#ifndef HL_LOG_STORED_VALUES_H
#define HL_LOG_STORED_VALUES_H

#include "log/experiments.h"

/* Fills cells->mixed, cells->stand_ins and cells->amounts (stored_amounts.h): by arm, of the values
 * other than 0 that events of the experiment's units have since their touch. */
HL_NODISCARD hl_status hl_log__stored_values_judge(hl_store *store, const hl_log_experiment *x,
                                                   hl_cells *cells, hl_error *err);

#endif
