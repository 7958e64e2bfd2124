/* What choosing has brought: the model's touches against those that were held out from it. */
#ifndef HL_TIMING_REALISED_H
#define HL_TIMING_REALISED_H

#include "hookline/timing.h"
#include "timing/log.h"

/* Of a log that says nothing of policies. */
hl_timing_realised hl_timing__nothing_realised(void);
/* Of a settled log. Rates per touch with users as clusters, as reports have metrics per touch
 * (stats/cluster_robust.h); young touches are left out, as they may still bring it. A user whose
 * touches are of both policies is in both rates, and how these go together is taken into account.
 * Nothing is told below 20 users a side that weigh evenly, or where a side has no outcome or
 * nothing else. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_timing__realise(const hl_timing_log *log, hl_timing_realised *out,
                                          hl_error *err);

#endif
