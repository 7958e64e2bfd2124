/* What repeated touches of one user are worth. */
#ifndef HL_TIMING_CLUSTERS_H
#define HL_TIMING_CLUSTERS_H

#include "timing/fit.h"
#include "timing/log.h"

/* Design effects: the variance of what users add up to, over what it would be if their touches were
 * independent; at least 1. */
typedef struct hl_timing_clusters {
    double level; /* of a segment's rate */
    double hours; /* of how its hours differ */
} hl_timing_clusters;

/* curves: fitted to the log's counts. */
HL_NODISCARD hl_status hl_timing__clusters(const hl_timing_log *log, const hl_timing_curves *curves,
                                           hl_timing_clusters *out, hl_error *err);

#endif
