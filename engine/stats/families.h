/* Every family of methods: one row in families.inc. */
#ifndef HL_STATS_FAMILIES_H
#define HL_STATS_FAMILIES_H

#include "stats/method.h"

#define HL_FAMILY(name) extern const hl_method_family hl_stats__family_##name;
#include "stats/families.inc"
#undef HL_FAMILY

#endif
