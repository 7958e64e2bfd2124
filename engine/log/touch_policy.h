/* By which policy the hour of a touch was drawn, as `timing choose` and plans write it. */
#ifndef HL_LOG_TOUCH_POLICY_H
#define HL_LOG_TOUCH_POLICY_H

#include "log/import.h"

/* "model", "explore" or "holdout" (static) of a field; NULL: blank, or another word, which is
 * counted in the import, as a column of that name may speak of something else. */
const char *hl_log__policy_of(hl_log_import *import, hl_field field, int64_t line);
/* How many said another word, to problems. */
void hl_log__tell_policies(const hl_log_import *import, hl_problems *problems);

#endif
