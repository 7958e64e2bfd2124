/* Applying a parsed batch in one transaction. */
#ifndef HL_LOG_IMPORT_BATCH_H
#define HL_LOG_IMPORT_BATCH_H

#include "log/import.h"

/* Applies import->batch and empties it; last says that the file ends with it. After a failure
 * nothing of the batch is in the store, and the summary is what it was before. */
HL_NODISCARD hl_status hl_log__batch_apply(hl_log_import *import, bool last, hl_error *err);

/* What a cell takes in memory, nearly. */
size_t hl_log__cell_bytes(size_t metric_count);

/* A delta for an experiment, or every one, and what they add up to, written to the cells. */
HL_NODISCARD hl_status hl_log__delta_begin(hl_log_experiment *x, hl_error *err);
HL_NODISCARD hl_status hl_log__deltas_begin(hl_log_experiments *experiments, hl_error *err);
HL_NODISCARD hl_status hl_log__deltas_write(hl_store *store, hl_log_experiments *experiments,
                                            hl_error *err);
/* When the deltas take more memory than that: writes them and begins anew. What a batch changes is
 * a sum, which may be added in parts. */
HL_NODISCARD hl_status hl_log__deltas_bound(hl_store *store, hl_log_experiments *experiments,
                                            size_t most_bytes, hl_error *err);
void hl_log__deltas_free(hl_log_experiments *experiments);

#endif
