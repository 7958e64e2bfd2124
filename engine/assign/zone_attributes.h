/* Attributes of users that say their zone, in the order in which they count: the first that is
 * understood. inferred_zone may be several plausible ones, joined by '|'. */
#ifndef HL_ASSIGN_ZONE_ATTRIBUTES_H
#define HL_ASSIGN_ZONE_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/value.h"

enum { HL_ZONE_ATTRIBUTES = 4, HL_ZONE_OF_DEVICE = 0, HL_ZONE_PATH = 128 };
extern const char *const hl_assign__zone_attributes[HL_ZONE_ATTRIBUTES];

/* How an attribute is called, or a member of one by its path ("location.timezone"). */
typedef enum hl_zone_called {
    HL_ZONE_CALLED_NOTHING, /* no zone */
    HL_ZONE_CALLED_DEVICE,  /* as device_zone: device_timezone, browser_tz */
    HL_ZONE_CALLED_PROFILE, /* as zone: timezone, customer_time_zone, utc_offset, 用户时区 */
    HL_ZONE_CALLED_ANOTHER  /* a zone of nobody knows what: store_timezone */
} hl_zone_called;
hl_zone_called hl_assign__zone_called(const char *path);

/* Whether a zone names no place (UTC, GMT, Etc/UTC): of a device it says nothing of where its user
 * is.
 */
bool hl_assign__zone_is_no_place(const char *text, size_t length);

/* The attributes of one of the above (an index of hl_assign__zone_attributes), as they are called
 * or by another name. *at: where to go on, 0 at first. path: how the one that is returned is
 * called. NULL: there are no more. */
const hl_value *hl_assign__zone_next(const hl_value *attributes, size_t which, size_t *at,
                                     char path[HL_ZONE_PATH]);

/* The attribute whose value is a zone beyond doubt ("Asia/Tokyo"), whatever it is called, where
 * none of the above says anything; not one of a shop, a server or a journey by its name. NULL:
 * there is none, or two that differ, which *other then is one of. Members of objects are not looked
 * at. */
const hl_value *hl_assign__zone_by_value(const hl_value *attributes, const hl_value **other);
/* Whether that may be said of the text at all. */
bool hl_assign__zone_is_evident(const char *name, const char *text, size_t length);

#endif
