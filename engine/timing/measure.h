/* Values as the regression takes them. */
#ifndef HL_TIMING_MEASURE_H
#define HL_TIMING_MEASURE_H

#include "timing/log.h"

/* Winsorizes the values of a settled log, divides them by their scale, and writes its measure.
 * False: out of memory.
 */
bool hl_timing__measure(hl_timing_log *log);

#endif
