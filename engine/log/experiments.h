/* The definitions in force, compiled for evaluating units. They are read once and again when the
 * store's generation says that some process has applied another. */
#ifndef HL_LOG_EXPERIMENTS_H
#define HL_LOG_EXPERIMENTS_H

#include "assign/assigner.h"
#include "assign/condition.h"
#include "cells/cells.h"
#include "hookline/assign.h"
#include "log/attribution.h"
#include "log/db.h"

typedef struct hl_log_experiment {
    int64_t id; /* the number of its name */
    int64_t version;
    int64_t applied_at_utc_ms;
    char digest[65];
    char *ranges;
    hl_definition *definition; /* owned */
    const hl_experiment *experiment;
    const hl_design *design;
    bool unit_is_user;
    uint64_t clock; /* what rules.zone does (day_clock.h) */
    hl_log_rules rules;
    hl_log_metric *metrics;
    uint32_t *arms;          /* number of the name of each arm of the design */
    hl_predicate **segments; /* one per dimension; NULL for an attribute */
    hl_assigner *assigner;
    struct hl_log_version *older; /* the versions before it (versions.h) */
    size_t older_count;
    hl_cells *delta; /* what a batch changes; NULL outside of one */
} hl_log_experiment;

/* A stored definition that this program cannot read: a newer one has written it, or it is no longer
 * acceptable. It stands in the way of nothing but its own experiment, and of imports, which would
 * leave its cells behind the log. */
typedef struct hl_log_unreadable {
    int64_t id;
    int64_t version;
    char *name;
    char *why;
    bool damaged; /* it is not what was applied */
} hl_log_unreadable;

typedef struct hl_log_experiments {
    size_t count;
    hl_log_experiment **list;  /* by name */
    hl_log_experiment **by_id; /* the same by number */
    size_t unreadable_count;
    hl_log_unreadable *unreadable; /* by name */
} hl_log_experiments;

/* The definitions as of the open transaction. Borrowed from the store, valid until the next call
 * that finds another generation. */
HL_NODISCARD hl_status hl_log__experiments(hl_store *store, hl_log_experiments **out,
                                           hl_error *err);
void hl_log__experiments_free(hl_log_experiments *experiments);
/* NULL when there is none. */
hl_log_experiment *hl_log__experiment(const hl_log_experiments *experiments, int64_t id);
hl_log_experiment *hl_log__experiment_named(const hl_log_experiments *experiments,
                                            const char *name);

/* HL_REJECTED, and why, when the definition of that name cannot be read; else HL_OK. */
HL_NODISCARD hl_status hl_log__readable(const hl_store *store,
                                        const hl_log_experiments *experiments, const char *name,
                                        hl_error *err);
/* The same for any name: what writes to the log must keep all cells up. */
HL_NODISCARD hl_status hl_log__all_readable(const hl_store *store,
                                            const hl_log_experiments *experiments, hl_error *err);

/* Compiles one definition, which the result then owns (also after a failure: it is freed). */
HL_NODISCARD hl_status hl_log__experiment_new(hl_store *store, hl_definition *definition,
                                              const char *ranges, hl_log_experiment **out,
                                              hl_error *err);
void hl_log__experiment_free(hl_log_experiment *experiment);

#endif
