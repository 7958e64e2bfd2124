/* Everything `calc` can be asked: the statistics, and the hashes of assignment. */
#ifndef HL_CALC_METHODS_H
#define HL_CALC_METHODS_H

#include "stats/method.h"

extern const hl_method_family hl_calc__family_hash;

/* NULL when there is none of that name. */
const hl_method *hl_calc__method_find(const char *name);
/* How many families there are, and each. */
size_t hl_calc__family_count(void);
const hl_method_family *hl_calc__family(size_t index);

#endif
