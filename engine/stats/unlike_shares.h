/* Whether arms lost unlike shares of their units. */
#ifndef HL_STATS_UNLIKE_SHARES_H
#define HL_STATS_UNLIKE_SHARES_H

#include <stddef.h>

/* lost[i] of all[i], whole counts, in `arms` arms; arms without any are left out. The p of alike
 * shares; NaN when fewer than two arms have any, when nothing was lost, or everything. */
double hl_stats__unlike_shares(const double *lost, const double *all, size_t arms);

#endif
