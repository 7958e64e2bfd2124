/* Public holidays of France. */
#ifndef HL_PLAN_FRENCH_HOLIDAYS_H
#define HL_PLAN_FRENCH_HOLIDAYS_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the civil day (days since 1970-01-01) is one of the eleven of Code du travail, L3133-1.
 * Those of Alsace-Moselle and overseas alone are not among them. */
bool hl_plan__is_french_holiday(int64_t day);

#endif
