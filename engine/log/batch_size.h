/* How much the cells that a batch of touches changes may take in memory, told while its rows are
 * read: a batch is applied before that is too much. (What it really takes is bounded besides, in
 * import_batch.h; but cells that are written in parts are written more than once.) */
#ifndef HL_LOG_BATCH_SIZE_H
#define HL_LOG_BATCH_SIZE_H

#include "log/import.h"

/* Notes what a day of an arm takes in every experiment of the store. */
HL_NODISCARD hl_status hl_log__batch_size_begin(hl_log_import *import, hl_error *err);
/* One row more, of a touch; the row is in the batch. */
HL_NODISCARD hl_status hl_log__batch_size_add(hl_log_import *import, const hl_log_row *row,
                                              hl_error *err);
bool hl_log__batch_size_is_full(const hl_log_import *import);
void hl_log__batch_size_clear(hl_log_batch_size *size);
void hl_log__batch_size_free(hl_log_batch_size *size);

#endif
