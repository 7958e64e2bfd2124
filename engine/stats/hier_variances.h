/* How large the variances of hl_hier_data may be: draws of them from their posterior. */
#ifndef HL_STATS_HIER_VARIANCES_H
#define HL_STATS_HIER_VARIANCES_H

#include <stdbool.h>

#include "stats/hier_logistic.h"

/* The priors of the variances are inverse chi-square of one degree of freedom, of these scales;
 * when they are drawn, that of the orders is itself uncertain around the first, which makes a
 * deviation half-Cauchy. */
extern const double hl_stats__hier_scale, hl_stats__hier_level_scale;

/* fit: the mode of data. groups_known: only the variances of what the groups share are drawn, the
 * others stay as in fit. out: count of them, from one chain, so the same seed gives the same; from
 * where numbers are none, those of fit. */
HL_NODISCARD hl_status hl_stats__hier_variances(const hl_hier_data *data, const hl_hier_fit *fit,
                                                bool groups_known, uint64_t seed, size_t count,
                                                hl_hier_variances *out, hl_error *err);

#endif
