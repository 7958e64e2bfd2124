/* What is told apart beside the hours, so that an hour is not credited with it: the message, and,
 * of touches whose hour nobody drew, the rhythm of those who got it. */
#ifndef HL_TIMING_EFFECTS_H
#define HL_TIMING_EFFECTS_H

#include "timing/log.h"

enum { HL_TIMING_EFFECTS_MOST = 200 }; /* what is rarer shares the last one */

/* Numbers the effects of a settled log. */
HL_NODISCARD hl_status hl_timing__number_effects(hl_timing_log *log, hl_error *err);

#endif
