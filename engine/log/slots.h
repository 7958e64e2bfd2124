/* What each arm's touches found when they were planned: a slot as wished, a later or an earlier
 * one, or none. A touch counts once, however often it is planned: one that found no slot is
 * remembered, and counts anew when a later plan finds it one. The sum of the checksums of an
 * experiment's counts is kept beside them, as that of its cells is. */
#ifndef HL_LOG_SLOTS_H
#define HL_LOG_SLOTS_H

#include "cells/cells.h"
#include "log/db.h"

typedef struct hl_log_refusal {
    const char *id, *experiment, *arm;
    const char *binding; /* the rule that left no slot */
} hl_log_refusal;

/* *added false: it was refused before. */
HL_NODISCARD hl_status hl_log__refuse(hl_store *store, const hl_log_refusal *refusal,
                                      int64_t now_utc_ms, bool *added, hl_error *err);
/* Forgets a refusal, since the touch now has a slot; *removed false: there was none. */
HL_NODISCARD hl_status hl_log__refusal_forget(hl_store *store, const char *id, bool *removed,
                                              hl_error *err);
HL_NODISCARD hl_status hl_log__refusals_any(hl_store *store, bool *any, hl_error *err);

HL_NODISCARD hl_status hl_log__slots_add(hl_store *store, const char *experiment, const char *arm,
                                         const hl_slots *slots, hl_error *err);
/* Fills cells->slots; leaves it NULL when nothing was ever planned of the experiment. */
HL_NODISCARD hl_status hl_log__slots_read(hl_store *store, int64_t experiment, size_t arm_count,
                                          hl_cells *cells, hl_error *err);
/* Seals what a store without seals has. */
HL_NODISCARD hl_status hl_log__slots_seal_all(hl_store *store, hl_error *err);

#endif
