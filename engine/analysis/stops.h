/* Arms that are sent to nobody any more, as a report advised or as an operator chose.
 *
 * WHICH. An arm whose weight became 0; and, where the split of all is off, one that has no units
 * behind a day, on whole days on which the others go on and it would have had at least 20 by its
 * share: chance is one in e^20. Where the split is off before that day too, it is no stop that
 * explains it, and nothing is seen. (Of arms that send at other times nothing is.)
 *
 * Or one whose units are sent another arm from a day on (moves.c); or one that stops in a segment
 * (segment_stops.c), which ends the whole.
 *
 * A stop that was seen in the log alone is a pause at first (pauses.c): what is compared is the
 * same, and nothing has ended by it; the arm stays in the decision.
 *
 * WHAT FOLLOWS. Behind the stop of an arm the split is that of the arms that go on, or the one in
 * which the control takes over what the arm had, as an advice to stop says. A stopped arm is
 * neither shipped nor stopped again. Where the control is stopped, or fewer than two arms go on,
 * the experiment has ended: units behind that day stand beside nobody who was drawn on the same
 * days, and are left out. So whoever sends the better arm to all, or goes back to the control,
 * finds what was said before. */
#ifndef HL_ANALYSIS_STOPS_H
#define HL_ANALYSIS_STOPS_H

#include "analysis/context.h"

/* A step, the first that counts: fills periods, stopped_on and ended_on of the context. */
void hl_analysis__stops(hl_context *context);
/* Arms whose units are sent another one from a day on, into stopped_on, and moved. */
void hl_analysis__note_moves(hl_context *context);
/* Where nothing ended it: the end that one segment shows, into ended_on and ended_in. */
void hl_analysis__end_of_segments(hl_context *context);
/* "city = sh", of ended_in. */
const char *hl_analysis__segment_that_ended(hl_context *context);
/* Stopped while others go on, and not for a pause. */
bool hl_analysis__is_stopped(const hl_context *context, size_t arm);
/* The last day on which the arm was drawn, of those that count. */
int32_t hl_analysis__drawn_until(const hl_context *context, size_t arm);
/* A stop, or a pause, cut off what is read. */
bool hl_analysis__was_cut_off(const hl_context *context);
/* It was a stop: the experiment has ended. */
bool hl_analysis__was_ended(const hl_context *context);
/* The last day whose cells hold no unit behind the end; INT32_MAX where nothing was cut off. */
int32_t hl_analysis__cut_of(const hl_context *context, size_t metric);
/* Tells each stop of which something follows for the split. */
void hl_analysis__check_stops(hl_context *context);
/* What of stops the verdict rests on: who is out of the decision, and since when all are. */
void hl_analysis__say_stops(hl_context *context);

#endif
