/* What a store keeps of the states of touches: plans ask it, reports do not. What a unit was worth
 * is by what it was assigned to, whether or not the message came (intention to treat). */
#ifndef HL_LOG_TOUCH_SAID_H
#define HL_LOG_TOUCH_SAID_H

#include <stdbool.h>
#include <stdint.h>

#include "config/touch_states.h"

/* Bits of touches.said. */
enum {
    HL_LOG_SAID_ARRIVED = 1,
    HL_LOG_SAID_FAILED = 2,
    HL_LOG_SAID_CANCELLED = 4,
    HL_LOG_SAID_GOES = 8 /* a step on the way: queued, processed, sent */
};

int64_t hl_log__said_of(hl_touch_state state);
hl_touch_state hl_log__said_state(int64_t said);

/* The times and the state of a touch; HL_LOG_NO_TIME. */
typedef struct hl_log_attempt {
    int64_t planned_utc_ms, sent_utc_ms, said;
} hl_log_attempt;

/* Lays one row's over what is known: the later word counts, so that a second attempt stands above
 * the failure of the first; of one time the failure does. Steps of one sending (a log with one row
 * a state, each with its own time) are one touch, which was sent at the earliest of them. False:
 * the two contradict each other (both went, or neither, at different times, and they are no steps),
 * and have is unchanged. */
bool hl_log__attempt_lay(hl_log_attempt *have, const hl_log_attempt *says, bool *sent_differs);

#endif
