/* A fitted model: what a report, a choice and an evaluation need, and its file. The curves are made
 * of the places and the variances, so that a model that was read says to the last bit what the one
 * that was fitted said. */
#ifndef HL_TIMING_MODEL_H
#define HL_TIMING_MODEL_H

#include "base/arena.h"
#include "calendar/days.h"
#include "hookline/timing.h"
#include "timing/clusters.h"
#include "timing/guardrail.h"
#include "timing/half_life.h"

#define HL_TIMING_FORMAT "hookline-timing/1"

typedef struct hl_timing_group {
    const char *name;
    int64_t touches, users, randomised;
    double
        usual[HL_TIMING_SLOTS]; /* shares of the touches whose hours are the usual ones; 0: none */
} hl_timing_group;

struct hl_timing_model {
    hl_arena arena; /* of names */
    char digest[65];
    hl_timing_data data; /* whose digest is that one */
    bool legal[24];
    hl_timing_usual usual;
    hl_timing_realised realised;
    hl_timing_guard guard; /* whose name is NULL where there is none */
    hl_days days;          /* off, and make-up working days: those of the calendar */
    hl_timing_staleness staleness;
    hl_timing_clusters clusters;
    hl_hier_variances variances;
    hl_timing_group *groups; /* places.segments */
    hl_timing_places places;
    hl_timing_curves *curves;
};

/* The curves of the places with the variances as they are. */
HL_NODISCARD hl_status hl_timing__model_curves(hl_timing_model *model, hl_error *err);

#endif
