/* By whose clock the days of an experiment's cells are counted: that of the definition's zone. What
 * a zone's clock does is kept beside the cells, because the time zone database of a system changes:
 * a contribution must be taken away from the day that it was added to. */
#ifndef HL_LOG_DAY_CLOCK_H
#define HL_LOG_DAY_CLOCK_H

#include "base/zone.h"
#include "log/db.h"

/* zone NULL: there is none in the definition, and days are those of UTC. *out belongs to the store.
 * *seal: of the zone's name and of its offsets in 2000 to 2100; 0 for NULL. HL_REJECTED: this
 * system's database does not have the zone. */
HL_NODISCARD hl_status hl_log__day_clock(hl_store *store, const char *zone, const hl_zone **out,
                                         uint64_t *seal, hl_error *err);

#endif
