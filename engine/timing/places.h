/* Counts as old touches weigh, one cell a place: what the regression is of. */
#ifndef HL_TIMING_PLACES_H
#define HL_TIMING_PLACES_H

#include "stats/hier_logistic.h"
#include "timing/counts.h"

typedef struct hl_timing_places {
    hl_hier_cell *cells;             /* by segment, kind and effect, in that order */
    size_t count, segments, effects; /* effects: 0 where there is but one message */
    hl_timing_measure measure;       /* the counts' */
} hl_timing_places;

/* Touches of days before `end`; a touch of the day before it counts in full, older ones
 * 2^(-age / half_life), half_life in days (infinite: all in full). counts are in order
 * (hl_timing__order). The cells are the caller's to free. */
HL_NODISCARD hl_status hl_timing__weigh(const hl_timing_counts *counts, int32_t end,
                                        double half_life, hl_timing_places *places, hl_error *err);

#endif
