/* The send-time model: the chance of an outcome by the hour of the week, for every segment. */
#ifndef HL_TIMING_FIT_H
#define HL_TIMING_FIT_H

#include "stats/hier_logistic.h"
#include "timing/basis.h"
#include "timing/counts.h"

enum { HL_TIMING_HALF_LIVES = 5 };
/* Days; infinite: what is old counts in full. */
extern const double hl_timing__half_lives[HL_TIMING_HALF_LIVES];

typedef struct hl_timing_model {
    hl_hier_fit *fit;
    double half_life;                    /* days, infinite for none */
    double score[HL_TIMING_HALF_LIVES];  /* log score out of sample, against that of none; NaN where
                                            it was not tried */
    double x[HL_TIMING_KINDS * HL_TIMING_COLUMNS];
    uint8_t order[HL_TIMING_COLUMNS];
} hl_timing_model;

/* counts are in order. half_life: days, infinite for none, NaN to choose among hl_timing__half_lives.
 * today: the day as of which old touches weigh less. before may be NULL, or a model of the same
 * segments and messages from which to begin. The model is the caller's. */
HL_NODISCARD hl_status hl_timing__fit(const hl_timing_counts *counts, int32_t today,
                                      double half_life, const hl_timing_model *before,
                                      hl_timing_model **model, hl_error *err);
void hl_timing__model_free(hl_timing_model *model);

/* The logit at a kind of hour of coefficients of a segment (hl_stats__hier_draws, _mode). */
double hl_timing__logit(const hl_timing_model *model, const double *coefficients, size_t kind);

#endif
