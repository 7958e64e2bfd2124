/* From a unit's evaluation to the cells: which arm and splits it stands in, its covariates, and the
 * exact difference that it makes. */
#ifndef HL_LOG_CONTRIBUTION_H
#define HL_LOG_CONTRIBUTION_H

#include "base/value.h"
#include "log/experiments.h"

/* The value of a segment, beside "in" and "out", of whom it is not known. */
#define HL_LOG_UNKNOWN_SEGMENT "unknown"

/* A unit as an experiment sees it. Zeroed = ready; used again by the next unit. */
typedef struct hl_log_view {
    hl_log_evaluation evaluation;
    uint32_t arm; /* of the cells */
    size_t split_count;
    size_t split_capacity;
    uint32_t *splits;                           /* split 0 and one per dimension */
    hl_i128 covariates[HL_CELLS_MAX_VARIABLES]; /* attos, 0 when missing or no number; then 1 for
                                                   each that is, as in cells */
} hl_log_view;

/* The unit's log: what evaluation takes, and whose attributes and which text stand for the unit. */
typedef struct hl_log_unit {
    const hl_log_touch *touches;
    size_t touch_count;
    const hl_log_event *events;
    size_t event_count;
    const char *text; /* what is hashed */
    size_t text_length;
    const hl_value *const *attributes; /* of each of its users: objects, or NULL */
} hl_log_unit;

/* cells: where arms and splits are numbered. */
HL_NODISCARD hl_status hl_log__view(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                    const hl_log_unit *unit, hl_log_view *out, hl_error *err);
/* Takes `before` away from the cells and adds `after`; either may be NULL. What both have in common
 * costs nothing. */
HL_NODISCARD hl_status hl_log__contribute(hl_cells *cells, const hl_log_view *before,
                                          const hl_log_view *after, hl_error *err);
void hl_log__view_free(hl_log_view *view);

#endif
