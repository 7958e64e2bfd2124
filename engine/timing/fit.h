/* The send-time model: the chance of an outcome by the hour of the week, for every segment. */
#ifndef HL_TIMING_FIT_H
#define HL_TIMING_FIT_H

#include "stats/hier_logistic.h"
#include "timing/basis.h"
#include "timing/places.h"

typedef struct hl_timing_curves {
    hl_hier_fit *fit;
    hl_timing_measure measure; /* that of the places, whose dispersion it borrows */
    double x[HL_TIMING_KINDS * HL_TIMING_COLUMNS];
    uint8_t order[HL_TIMING_COLUMNS];
} hl_timing_curves;

/* Places as a regression on the hours, whose columns are those of curves. */
hl_hier_data hl_timing__data_of(const hl_timing_places *places, const hl_timing_curves *curves);
/* Curves of places, with variances estimated from `start` on, rounds of them at most (0: they are
 * taken as they are). before may be NULL, or curves of as many segments and effects, from which to
 * begin. The curves are the caller's. */
HL_NODISCARD hl_status hl_timing__fit(const hl_timing_places *places,
                                      const hl_hier_variances *start, size_t rounds,
                                      const hl_timing_curves *before, hl_timing_curves **curves,
                                      hl_error *err);
void hl_timing__curves_free(hl_timing_curves *curves);
enum { HL_TIMING_ROUNDS = 60 }; /* as many as are ever of use */

/* The chance of which z is the logit; or the mean value, of which it is the logarithm in units of
 * the scale. */
double hl_timing__outcome(const hl_timing_curves *curves, double z);
/* That z at a kind of hour of coefficients of a segment
 * (hl_stats__hier_draws, _mode), without any message. */
double hl_timing__logit(const hl_timing_curves *curves, const double *coefficients, size_t kind);
/* What a message adds to it at the mode; 0 where there is but one. */
double hl_timing__effect(const hl_timing_curves *curves, size_t message);

#endif
