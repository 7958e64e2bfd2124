/* A window as a set of instants: a predicate on local time, so that summer time has no ambiguity
 * here (a gap shortens the window, an overlap lengthens it). A window that crosses midnight belongs
 * to the weekday on which it starts. */
#ifndef HL_PLAN_WINDOW_SET_H
#define HL_PLAN_WINDOW_SET_H

#include "base/zone.h"
#include "calendar/days.h"
#include "hookline/definition.h"
#include "plan/intervals.h"

/* Appends the instants of [within.from, within.to) at which the window is open in the zone; out
 * must end at or before within.from. */
void hl_plan__window_set(const hl_window *window, const hl_zone *zone, const hl_days *days,
                         hl_interval within, hl_intervals *out);

#endif
