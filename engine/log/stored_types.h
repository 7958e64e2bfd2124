/* Events that an experiment may have meant to read and does not: of a type, or of a user, that is
 * written in two ways. */
#ifndef HL_LOG_STORED_TYPES_H
#define HL_LOG_STORED_TYPES_H

#include "base/text.h"
#include "log/experiments.h"

/* Fills misnamed and strangers of the cells. Reads the log only where there is a type that is alike
 * one that is read. */
HL_NODISCARD hl_status hl_log__types_read(hl_store *store, const hl_log_experiment *x,
                                          hl_cells *cells, hl_error *err);
/* Adds ",12,17,": the numbers of the types that metrics read, each between commas. */
HL_NODISCARD hl_status hl_log__types_text(const hl_log_experiment *x, hl_text *out, hl_error *err);

#endif
