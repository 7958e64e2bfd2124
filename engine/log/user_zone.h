/* The zone of a user of the store, as plans know it. */
#ifndef HL_LOG_USER_ZONE_H
#define HL_LOG_USER_ZONE_H

#include "base/value.h"
#include "base/zone.h"
#include "log/user_log.h"

/* The first zone of the user that is understood, of several plausible ones the first, by which
 * plans tell the time; NULL: none is. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_log__user_zone(hl_zones *zones, const hl_log_user *user,
                                         const hl_value *attributes, const hl_zone **out,
                                         hl_error *err);

#endif
