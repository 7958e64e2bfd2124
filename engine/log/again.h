/* Events that come again: the same order, told by two systems whose clocks or zones differ. */
#ifndef HL_LOG_AGAIN_H
#define HL_LOG_AGAIN_H

#include "log/attribution.h"

/* Whether b, not earlier than a, is of its user, type and value, and comes within two minutes, or
 * whole hours later, as clocks of two zones lie apart (1 to 14 hours, two seconds about it). False
 * for those of one instant, and without a value: clicks come one upon another. */
bool hl_log__is_again(const hl_log_event *a, const hl_log_event *b);
#endif
