/* Why a touch goes when it goes, or why not, as the planner keeps it: a chain of small facts.
 * hl_plan_next spells them out. */
#ifndef HL_PLAN_REASON_H
#define HL_PLAN_REASON_H

#include <stdint.h>

#include "hookline/plan.h"

typedef struct hl_reason {
    hl_plan_reason_code code;
    uint32_t subject; /* number of a limit, or of a slot */
    uint32_t other;   /* of a limit: the touch that stands in the way; HL_LEDGER_NONE */
    int64_t at;       /* an instant, milliseconds of jitter, or a count of slots */
} hl_reason;

#endif
