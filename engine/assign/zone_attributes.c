#include "assign/zone_attributes.h"

const char *const hl_assign__zone_attributes[HL_ZONE_ATTRIBUTES] = {
    "device_zone", "zone", "inferred_zone", "segment_zone"};
