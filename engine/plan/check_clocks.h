/* Windows of a definition by another clock than that of its users. */
#ifndef HL_PLAN_CHECK_CLOCKS_H
#define HL_PLAN_CHECK_CLOCKS_H

#include "config/decode.h"
#include "plan/compiled.h"

/* A warning for each window of a promotion whose hours are of a zone of their own and, by the clock
 * of the definition's zone, reach into 22:00-08:00 in the week from from_ms (UTC) on, with what
 * quiet hours and channels leave of it. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_plan__check_clocks(const hl_compiled *compiled, hl_decoder *decoder,
                                             int64_t from_ms);

/* Warns of promotions by a channel of one country where the definition's zone is of another:
 * whoever has no zone gets them by a clock that the channel's recipients do not have. */
void hl_plan__check_channel_clocks(const hl_compiled *compiled, hl_decoder *decoder,
                                   int64_t from_ms);
/* Warns of steps that a session which their trigger opens cannot meet (check_sessions.c). */
void hl_plan__check_sessions(const hl_compiled *compiled, hl_decoder *decoder);
/* Whether some touch goes by a channel of one country. */
bool hl_plan__reaches_one_country(const hl_compiled *compiled);
/* As the channels above, of a plan: such a channel, or NULL. Borrowed. */
const char *hl_plan__channel_elsewhere(const hl_compiled *compiled);

#endif
