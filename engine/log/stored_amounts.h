/* The amounts of events, by arm: written in another unit, or without their signs, in one of them?
 */
#ifndef HL_LOG_STORED_AMOUNTS_H
#define HL_LOG_STORED_AMOUNTS_H

#include "log/experiments.h"
#include "log/value_looks.h"

/* Fills cells->amounts: the values other than 0 of events of the experiment's units since their
 * touch, of each type whose values a metric takes. Of types with values below 0, and of metrics
 * whose units with a value have on average 1.25 times as much in one arm as in another, as it goes
 * through all events; of stores of up to two million. */
HL_NODISCARD hl_status hl_log__stored_amounts(hl_store *store, const hl_log_experiment *x,
                                              const hl_log_value_looks *looks, hl_cells *cells,
                                              hl_error *err);

#endif
