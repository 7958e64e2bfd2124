/* The calendar view of a plan; private to writing. */
#ifndef HL_PLAN_WRITE_H
#define HL_PLAN_WRITE_H

#include "plan/plan_state.h"

void hl_plan__write_calendar(const hl_plan *plan, hl_lang lang, hl_text *out);

#endif
