/* Messages of a definition that lapse before they may go, in one arm other ones than in another. */
#ifndef HL_PLAN_CHECK_EXPIRY_H
#define HL_PLAN_CHECK_EXPIRY_H

#include "config/decode.h"
#include "plan/compiled.h"

/* A warning when the triggers of the week of at_ms (UTC), by the clock of the definition's
 * zone, lapse in two arms that one trigger sets off at different times, in more than one of fifty.
 * HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_plan__check_expiry(const hl_compiled *compiled, hl_decoder *decoder,
                                             int64_t at_ms);

#endif
