/* How long outcomes take, and what a touch counts for while its own may still come. */
#ifndef HL_TIMING_DELAYS_H
#define HL_TIMING_DELAYS_H

#include "hookline/timing.h"
#include "timing/log.h"

typedef enum hl_timing_wait {
    HL_TIMING_CAME,  /* the touch had all its time, and the outcome came after ms */
    HL_TIMING_WAITS, /* the touch is ms old, younger than its time, and nothing came yet */
    HL_TIMING_EARLY  /* the touch is as young, and the outcome came already */
} hl_timing_wait;

typedef struct hl_timing_delay {
    size_t touch; /* of the log, which has not been settled yet */
    int64_t ms;
    hl_timing_wait wait;
} hl_timing_delay;

/* A zeroed list is empty and ready. */
typedef struct hl_timing_delays {
    hl_timing_delay *list;
    size_t count, room;
} hl_timing_delays;

/* What came of the touches that had not had all their time. */
typedef struct hl_timing_waiting {
    int64_t weighed, left_out;
    int64_t median_ms, late_ms; /* within which half, and nine tenths, of the outcomes come; 0: too
                                   few came to know it */
} hl_timing_waiting;

/* False: out of memory. */
bool hl_timing__delays_add(hl_timing_delays *delays, const hl_timing_delay *delay);
void hl_timing__delays_free(hl_timing_delays *delays);

/* Gives young touches of the log their weights, or leaves them out where too few delays are known.
 */
HL_NODISCARD hl_status hl_timing__weigh_young(const hl_timing_delays *delays, hl_timing_log *log,
                                              hl_timing_waiting *out, hl_error *err);

#endif
