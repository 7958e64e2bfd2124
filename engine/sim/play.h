/* Plays one customer through one experiment: triggers, touches, events, and defects in known
 * numbers. */
#ifndef HL_SIM_PLAY_H
#define HL_SIM_PLAY_H

#include "sim/files.h"
#include "sim/truth.h"

typedef struct hl_stage {
    hl_sim_files files;
    hl_text late; /* event lines that come at the end of the file */
    uint64_t seed;
    uint64_t triggers, touches, events;
    uint64_t late_events, duplicate_events;
} hl_stage;

/* arm: the customer's own, or SIZE_MAX: then only triggers come of it. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_sim__play(hl_stage *stage, hl_played *played, const hl_customer *customer,
                                    size_t arm, hl_error *err);

#endif
