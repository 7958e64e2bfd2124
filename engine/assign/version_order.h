/* Version numbers in the order of GrowthBook's $vgt and its kin: a leading v and anything from + on
 * do not count, parts are split at - and ., numeric parts compare as numbers below 100,000, and a
 * release (three parts) comes after its pre-releases. */
#ifndef HL_ASSIGN_VERSION_ORDER_H
#define HL_ASSIGN_VERSION_ORDER_H

#include <stddef.h>

/* Below, at or above 0 as a comes before, is, or comes after b. */
int hl_assign__version_order(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
