/* Every family of methods: one declaration here, one row in methods.c. */
#ifndef HL_STATS_FAMILIES_H
#define HL_STATS_FAMILIES_H

#include "stats/method.h"

extern const hl_method_family hl_stats__family_prop_single;
extern const hl_method_family hl_stats__family_scas;
extern const hl_method_family hl_stats__family_means;
extern const hl_method_family hl_stats__family_srm;
extern const hl_method_family hl_stats__family_multiplicity;

#endif
