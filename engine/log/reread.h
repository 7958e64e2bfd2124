/* Logs that call for other rules than a definition alone says: found by their cells, and read anew.
 *
 * AN ARM THAT IS SENT NOTHING. Of a definition that says of no arm what it is sent (one for a
 * report alone): where an arm has planned touches and none that was sent, from before others were
 * last sent, it is one that is sent nothing, and touches count from when they were planned, as they
 * do where a definition has such arms (attribution.h). silent_arm of the cells names it.
 *
 * ARMS THAT ARE TOUCHED UNLIKE TIMES. A message that is sent again to who did not open it opens
 * another window for the arm that has it, and whatever its users would have done anyway in that
 * time counts for it. So where touches per user differ by a tenth and by more than chance, what
 * users do is read in the window of their first touch alone, which is as long in all arms; not so
 * what happens to a message, and harm (placing.c). touches_unlike of the cells says so. */
#ifndef HL_LOG_REREAD_H
#define HL_LOG_REREAD_H

#include "log/experiments.h"

/* *cells, which the store has of the experiment, are freed and replaced where it is so. HL_FAILED:
 * the log cannot be read, and they are the caller's still. */
HL_NODISCARD hl_status hl_log__reread(hl_store *store, const hl_log_experiment *x, hl_cells **cells,
                                      hl_error *err);

#endif
