/* Cells from scratch: what the whole log is worth. The proof of the incremental way, and how the
 * cells follow a changed definition. */
#ifndef HL_LOG_RECOMPUTE_H
#define HL_LOG_RECOMPUTE_H

#include "log/import_batch.h"

/* Fills the delta of the experiment (of all that have one when NULL) with the cells that the log
 * gives. The deltas must be empty. */
HL_NODISCARD hl_status hl_log__recompute(hl_store *store, hl_log_experiments *experiments,
                                         const hl_log_experiment *only, hl_error *err);
/* The cells of one experiment in place of those in the store. Nobody may have a delta. */
HL_NODISCARD hl_status hl_log__recompute_one(hl_store *store, hl_log_experiments *experiments,
                                             hl_log_experiment *x, hl_error *err);
/* Fills the table of units of an experiment whose unit is an attribute. */
HL_NODISCARD hl_status hl_log__recompute_units(hl_store *store, const hl_log_experiment *x,
                                               hl_error *err);

/* Takes the cells of an experiment, in its delta, which is freed afterwards. */
typedef hl_status hl_log_take_cells(void *context, const hl_log_experiment *x, hl_error *err);
/* The cells that the log gives, experiment by experiment, in passes over the log that hold so many
 * experiments as do not take too much memory. By what the store has of cells; known: it has them,
 * else each experiment has a pass of its own. */
HL_NODISCARD hl_status hl_log__recompute_each(hl_store *store, hl_log_experiments *experiments,
                                              bool known, hl_log_take_cells *take, void *context,
                                              hl_error *err);

/* Writes the cells of every experiment in place of those in the store, in the open transaction. */
HL_NODISCARD hl_status hl_log__recompute_all(hl_store *store, hl_error *err);

/* The users that have a touch, in their order: read first, so that no other statement runs below
 * an open cursor. *out (NULL before) is the caller's to free, also after a failure. */
HL_NODISCARD hl_status hl_log__touched_users(hl_store *store, int64_t **out, size_t *count,
                                             hl_error *err);

/* Calls for every user that has a touch of the experiment. */
typedef hl_status hl_log_visit(void *context, int64_t user, const hl_log_user *who,
                               const hl_log_user_log *log, const hl_value *attributes,
                               hl_error *err);
HL_NODISCARD hl_status hl_log__each_user(hl_store *store, hl_log_visit *visit, void *context,
                                         hl_error *err);

#endif
