/* How often each hour wins: the chances with which hours are chosen, and the propensity that is
 * logged. */
#ifndef HL_TIMING_TALLY_H
#define HL_TIMING_TALLY_H

#include "timing/fit.h"

/* How many draws choose, and the part of the posterior's deviations that they take: what is learnt
 * faster by more is paid for by the touches that teach it (measured in bench/timing). */
enum { HL_TIMING_CHOICE_DRAWS = 1000 };
extern const double hl_timing__choice_spread;

/* kinds: count of them, the hours that are allowed. share[i]: in what part of so many draws from
 * the segment's posterior kinds[i] had the best chance (the first of equal ones); they sum to 1.
 * spread: hl_stats__hier_draws. */
HL_NODISCARD hl_status hl_timing__tally(const hl_timing_curves *model, size_t segment,
                                        const size_t *kinds, size_t count, uint64_t seed,
                                        size_t draws, double spread, double *share, hl_error *err);

#endif
