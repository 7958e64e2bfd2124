/* Which touches say at what hours touches go out now. Once a model draws the hours, what it draws
 * says nothing of that any more: those that it held out do, and those that nobody drew. */
#ifndef HL_TIMING_USUAL_H
#define HL_TIMING_USUAL_H

#include "hookline/timing.h"
#include "timing/log.h"

/* Of a whole log. Where policies are not known an hour that was drawn may be the model's. */
hl_timing_usual hl_timing__usual_of(const hl_timing_log *log);
/* Whether the touch is one of those. */
bool hl_timing__is_usual(hl_timing_usual usual, const hl_timing_touch *touch);

#endif
