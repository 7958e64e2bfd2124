/* How well curves tell what they have not seen. */
#ifndef HL_TIMING_FORETOLD_H
#define HL_TIMING_FORETOLD_H

#include "timing/fit.h"

/* The log score (nats, up to what no curve changes) of curves on the touches of days
 * [from, until), at the level of all segments together that suits these best: how hours differ is
 * told, and not whether a week was good. 0: there are no such touches, or all or none of them
 * brought something. Want of memory is its only failure. */
HL_NODISCARD hl_status hl_timing__foretold(const hl_timing_curves *curves,
                                           const hl_timing_counts *counts, int32_t from,
                                           int32_t until, double *score, hl_error *err);

#endif
