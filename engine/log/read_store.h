/* What everything that reads from the store for others begins and ends with. */
#ifndef HL_LOG_READ_STORE_H
#define HL_LOG_READ_STORE_H

#include "log/experiments.h"

/* A definition of the caller's own. */
HL_NODISCARD hl_status hl_log__copy_definition(const hl_log_experiment *x, hl_definition **out,
                                               hl_error *err);
/* hl_store_definition in the open transaction; *out and *ranges stay NULL when there is none, or
 * after an error. */
HL_NODISCARD hl_status hl_log__definition(hl_store *store, const char *experiment,
                                          hl_definition **out, char **ranges, hl_error *err);
/* hl_store_cells and hl_store_unit_values in the open transaction; after an error what is there is
 * the caller's to free. */
HL_NODISCARD hl_status hl_log__read_cells(hl_store *store, const char *experiment,
                                          hl_definition **definition, hl_cells **cells,
                                          hl_error *err);
HL_NODISCARD hl_status hl_log__read_units(hl_store *store, const char *experiment,
                                          int64_t as_of_utc_ms, hl_definition **definition,
                                          hl_unit_values **values, hl_error *err);
/* Ends the open transaction, committing when status is HL_OK; returns what came of it. */
HL_NODISCARD hl_status hl_log__end_reading(hl_store *store, hl_status status, hl_error *err);
/* HL_REJECTED, with the experiments that there are. */
HL_NODISCARD hl_status hl_log__no_such_experiment(const hl_store *store,
                                                  const hl_log_experiments *all, const char *name,
                                                  hl_error *err);

#endif
