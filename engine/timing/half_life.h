/* How fast what was learnt of the hours goes stale. */
#ifndef HL_TIMING_HALF_LIFE_H
#define HL_TIMING_HALF_LIFE_H

#include <stdbool.h>

#include "timing/fit.h"

enum { HL_TIMING_HALF_LIVES = 5 };
/* Days; the first is infinite: what is old counts in full. */
extern const double hl_timing__half_lives[HL_TIMING_HALF_LIVES];

typedef struct hl_timing_staleness {
    double half_life;                   /* days; infinite: none */
    double score[HL_TIMING_HALF_LIVES]; /* nats by which each tells the recent weeks better than
                                           none, before they came; NaN: not tried */
} hl_timing_staleness;

/* Whether the recent weeks say that hours move faster than a claim can follow: a half-life of 30
 * days or less tells them better than none by 8 nats. One that was said is no finding. */
bool hl_timing__moves(const hl_timing_staleness *staleness);
/* Of touches of days before `end`. */
HL_NODISCARD hl_status hl_timing__choose_half_life(const hl_timing_counts *counts, int32_t end,
                                                   hl_timing_staleness *out, hl_error *err);

#endif
