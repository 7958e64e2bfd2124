/* The zone of a user and where it comes from. */
#ifndef HL_PLAN_READ_ZONE_H
#define HL_PLAN_READ_ZONE_H

#include "plan/reading.h"

/* Before any user is read. False: out of memory. */
bool hl_plan__begin_zones(hl_reading *r);
/* Sets the zone of the person, and warns of what is not understood; line: of their row, 0: none.
 * False: out of memory. */
bool hl_plan__find_zone(hl_reading *r, hl_person *person, const hl_value *attributes, int64_t line);

#endif
