/* Whether arms lost unlike shares of their units within strata: of units that came on one day, say,
 * when the shares of the arms changed from day to day. */
#ifndef HL_STATS_UNLIKE_SHARES_WITHIN_H
#define HL_STATS_UNLIKE_SHARES_WITHIN_H

#include <stddef.h>

/* lost[s * arms + i] of all[s * arms + i], whole counts, in arm i of stratum s. The p of alike
 * shares in all strata; each arm against the others, the smallest p times the number of arms when
 * there are more than two (Bonferroni). NaN when no stratum has two arms and both kinds. */
double hl_stats__unlike_shares_within(const double *lost, const double *all, size_t arms,
                                      size_t strata);

#endif
