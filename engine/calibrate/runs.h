/* The runs of a calibration: new arms through the hash, the real analysis, what came of it. */
#ifndef HL_CALIBRATE_RUNS_H
#define HL_CALIBRATE_RUNS_H

#include "base/arena.h"
#include "cells/unit_values.h"
#include "hookline/calibrate.h"

/* One arm against the control in one metric, in one run. */
typedef struct hl_calibrate_outcome {
    double p, anytime_p; /* NaN: none */
    const char *method;  /* static */
    hl_flags flags;
    int8_t side;      /* of the difference: 1 above the control, -1 below, 0 neither */
    int8_t lift_side; /* 1, -1: the lift's set leaves out 0 */
    bool has_lift;    /* the set says something */
} hl_calibrate_outcome;

/* A line is a metric and an arm with weight other than the control. */
typedef struct hl_calibrate_runs {
    const hl_design *design;
    const hl_unit_values *values;
    const hl_calibration_options *options;
    size_t runs; /* even */
    size_t line_count;
    hl_calibrate_outcome *outcomes; /* [run * line_count + line] */
    uint8_t *claims; /* per run, a bit per role: some corrected p of the verdict is below alpha */
    double *srm_p;   /* per run */
    double *hash_p;  /* per two runs: independence of their arms */
} hl_calibrate_runs;

/* Makes all runs, on several threads. The arrays are taken from the arena. */
HL_NODISCARD hl_status hl_calibrate__run(hl_calibrate_runs *runs, hl_arena *arena, hl_error *err);
/* Pearson's test of independence of two assignments of the same units. HL_FAILED: no memory. */
HL_NODISCARD hl_status hl_calibrate__independence(const uint32_t *a, size_t arms_a,
                                                  const uint32_t *b, size_t arms_b, size_t units,
                                                  double *chi2, double *df, double *p,
                                                  hl_error *err);
/* Whether design.arms[arm] makes lines. */
bool hl_calibrate__compared(const hl_design *design, size_t arm);

#endif
