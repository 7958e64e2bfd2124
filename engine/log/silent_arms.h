/* Arms of which nothing is ever sent, by the log alone. */
#ifndef HL_LOG_SILENT_ARMS_H
#define HL_LOG_SILENT_ARMS_H

#include "log/experiments.h"

/* Of a definition that says of no arm what it is sent (one for a report alone): where an arm has
 * planned touches and none that was sent, from before others were last sent, it is one that is sent
 * nothing, and touches count from when they were planned, as they do where a definition has such
 * arms (attribution.h). *cells are then those of the log read so, in place of the ones given, and
 * silent_arm names it. HL_FAILED: the log cannot be read. */
HL_NODISCARD hl_status hl_log__read_silent_arms(hl_store *store, const hl_log_experiment *x,
                                                hl_cells **cells, hl_error *err);

#endif
