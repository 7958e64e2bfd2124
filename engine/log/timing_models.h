/* The models of send times that a store keeps. */
#ifndef HL_LOG_TIMING_MODELS_H
#define HL_LOG_TIMING_MODELS_H

#include "hookline/store_timing.h"
#include "log/db.h"

/* hl_store_model_in_force in the open transaction. */
HL_NODISCARD hl_status hl_log__model_in_force(hl_store *store, const char *experiment,
                                              hl_store_model **out, hl_error *err);
/* HL_FAILED: a model is not what was kept. */
HL_NODISCARD hl_status hl_log__models_verify(hl_store *store, hl_error *err);

#endif
