/* Attributes of users that say their zone, in the order in which they count: the first that is
 * understood. inferred_zone may be several plausible ones, joined by '|'. */
#ifndef HL_ASSIGN_ZONE_ATTRIBUTES_H
#define HL_ASSIGN_ZONE_ATTRIBUTES_H

enum { HL_ZONE_ATTRIBUTES = 4 };
extern const char *const hl_assign__zone_attributes[HL_ZONE_ATTRIBUTES];

#endif
