/* What a store has, as JSON.
 *
 *   hl_store_experiment *list = NULL;
 *   size_t count = 0;
 *   if (hl_store_experiments(store, &list, &count, &err) == HL_OK &&
 *       hl_store_write_experiments(list, count, &text, &err) == HL_OK)
 *       fputs(text, stdout);
 *   free(text);
 *   free(list); */
#ifndef HOOKLINE_STORE_REPORT_H
#define HOOKLINE_STORE_REPORT_H

#include "hookline/batch.h"
#include "hookline/error.h"
#include "hookline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "hookline-experiments/1": docs/commands/report.md. *out is UTF-8 terminated by NUL; the caller
 * frees it. HL_FAILED: out of memory. */
HL_API HL_NODISCARD hl_status hl_store_write_experiments(const hl_store_experiment *list,
                                                         size_t count, char **out, hl_error *err);
/* The same with what a batch says of each (docs/formats/batch.md); its rows are those of the list,
 * in that order. */
HL_API HL_NODISCARD hl_status hl_store_write_experiments_read(const hl_store_experiment *list,
                                                              size_t count, const hl_batch *batch,
                                                              char **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
