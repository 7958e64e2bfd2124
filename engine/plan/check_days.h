/* Windows and quiet hours of working or free days, where no calendar says which those are. */
#ifndef HL_PLAN_CHECK_DAYS_H
#define HL_PLAN_CHECK_DAYS_H

#include "config/decode.h"

/* root: the definition's document. */
void hl_plan__remark_days(hl_decoder *decoder, const hl_value *root,
                          const hl_experiment *experiment);

#endif
