/* Events that come again: the same order, told by two systems whose clocks or zones differ. */
#ifndef HL_LOG_AGAIN_H
#define HL_LOG_AGAIN_H

#include "log/attribution.h"

/* Whether b, later than a, is of its user and type, and both have a value other than 0. False for
 * those of one instant: one event, told twice. */
bool hl_log__is_another(const hl_log_event *a, const hl_log_event *b);
/* ... and of its value: bought once more, or taken back and written as if it were bought. */
bool hl_log__is_of_same_value(const hl_log_event *a, const hl_log_event *b);
/* ... and comes within an hour (a browser tells an order at once, a server when it is paid), or
 * whole hours later, as clocks of two zones lie apart (1 to 14 hours, two seconds about it). */
bool hl_log__is_again(const hl_log_event *a, const hl_log_event *b);
/* The same of a value that is not the same and yet alike (seven tenths and more of the other, as
 * net is of gross): within two minutes, or whole hours later. */
bool hl_log__is_nearly_again(const hl_log_event *a, const hl_log_event *b);

#endif
