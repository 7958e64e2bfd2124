/* Types of events that nothing reads, by arm: one of them may be what a metric counts, under the
 * name that one arm's system gives it. */
#ifndef HL_LOG_STORED_UNREAD_H
#define HL_LOG_STORED_UNREAD_H

#include "log/experiments.h"

/* Fills cells->unread: of types with a fiftieth to thrice as many events as those that are read
 * have. Of stores of up to two million events, as it goes through all of them; and only where there
 * is such a type. */
HL_NODISCARD hl_status hl_log__unread_types(hl_store *store, const hl_log_experiments *all,
                                            const hl_log_experiment *x, hl_cells *cells,
                                            hl_error *err);

#endif
