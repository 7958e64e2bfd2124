/* Which of some events may be the experiment's own, by the days on which they come: those of its
 * users come after their touches, those of other customers when they come. */
#ifndef HL_ANALYSIS_EVENT_DAYS_H
#define HL_ANALYSIS_EVENT_DAYS_H

#include "analysis/context.h"

/* Whether they come as the experiment's events do (Pearson's chi-square of twenty equal parts of
 * the time, p > 0.05), and that says something: had they come evenly, it could be told. */
bool hl_analysis__come_as_own_do(hl_context *context, const hl_events_on *on);

/* The largest part of them that can have come as those of the experiment's users did, whatever the
 * others did: m, where no stretch of the time has so few of them that m of them, spread as the
 * experiment's are, would be 3.5 standard errors more. The experiment's of all arms, or of the arm
 * that leaves most. Where they came before the first touch too, no more than there are beyond as
 * many as then. From 0 to 1; 1 where nothing can be said. */
double hl_analysis__own_part(const hl_context *context, const hl_events_on *on);

#endif
