/* How far events lie from their touch, as far as that says whether their dates are right. */
#ifndef HL_LOG_DISTANCES_H
#define HL_LOG_DISTANCES_H

#include "log/attribution.h"

/* The longest window of the metrics that read the type; 0: none has an end. */
int64_t hl_log__longest_window(const hl_log_rules *rules, uint32_t type);
/* Of an event of the type so long before its unit's first touch: HL_COUNT_EARLY... */
hl_cells_counter hl_log__early_counter(const hl_log_rules *rules, uint32_t type, int64_t before);
/* Of an event behind its window: HL_COUNT_MONTHS_AFTER where it stands as if whole months had been
 * added to a time within (at most the first week of) its window, HL_COUNT_BESIDE_MONTHS where it
 * stands as near before or behind that: of events that come whenever they may the second are twice
 * as many. HL_COUNTERS: neither. */
hl_cells_counter hl_log__months_counter(const hl_log_rules *rules, uint32_t type,
                                        int64_t touch_utc_ms, int64_t at_utc_ms);

#endif
