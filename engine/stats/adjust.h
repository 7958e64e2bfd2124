/* Adjusted p-values for many questions asked at once. */
#ifndef HL_STATS_ADJUST_H
#define HL_STATS_ADJUST_H

#include <stddef.h>

#include "hookline/error.h"

/* Each writes adjusted[count] in the order of p[count]; adjusted may be p itself. NaN p-values are
 * left NaN and not counted among the questions. HL_FAILED only when out of memory: then every
 * adjusted p is NaN. */
typedef hl_status hl_adjust(const double *p, double *adjusted, size_t count, hl_error *err);

hl_adjust hl_stats__bonferroni HL_NODISCARD;
hl_adjust hl_stats__sidak HL_NODISCARD;
hl_adjust hl_stats__holm HL_NODISCARD;
hl_adjust hl_stats__holm_sidak HL_NODISCARD;
hl_adjust hl_stats__hochberg HL_NODISCARD;
hl_adjust hl_stats__bh HL_NODISCARD;
hl_adjust hl_stats__by HL_NODISCARD;

#endif
