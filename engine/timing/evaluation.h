#ifndef HL_TIMING_EVALUATION_H
#define HL_TIMING_EVALUATION_H

#include "hookline/timing.h"

/* One that says nothing yet. */
hl_timing_evaluation hl_timing__evaluation(const hl_timing_evaluate_options *options);

#endif
