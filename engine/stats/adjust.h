/* Adjusted p-values for many questions asked at once. */
#ifndef HL_STATS_ADJUST_H
#define HL_STATS_ADJUST_H

#include <stddef.h>

/* Each writes adjusted[count] in the order of p[count]; adjusted may be p itself. NaN p-values are
 * left NaN and not counted among the questions. Returns 0, or -1 when out of memory. */
typedef int hl_adjust(const double *p, double *adjusted, size_t count);

hl_adjust hl_stats__bonferroni;
hl_adjust hl_stats__sidak;
hl_adjust hl_stats__holm;
hl_adjust hl_stats__holm_sidak;
hl_adjust hl_stats__hochberg;
hl_adjust hl_stats__bh;
hl_adjust hl_stats__by;

#endif
