/* Cells made by hand: counts and values put in directly, for tests whose answers are known. */
#ifndef HL_TESTS_MADE_H
#define HL_TESTS_MADE_H

#include "cells/cells.h"
#include "hookline/analysis.h"

/* A metric with sensible defaults: per unit, primary, increase, no margin. */
hl_metric hl_made_metric(const char *name, hl_metric_kind kind);
/* alpha 0.05, fixed, Holm, Jeffreys. The arrays must outlive the design. */
hl_design hl_made_design(const hl_arm_weight *arms, size_t arm_count, const hl_metric *metrics,
                         size_t metric_count);

/* Counts `units` enrolled units (one touch each) of an arm on a day in split 0 and in `split` (0:
 * only there). */
void hl_made_enrol(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, int64_t units);
/* `times` units of value y and denominator d (and covariates x[width - 2]) for a metric. */
void hl_made_value(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                   double y, double d, const double *x, int64_t times);
/* n units, ones of them converted: enrolled and valued. */
void hl_made_rate(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                  int64_t n, int64_t ones);
/* One unit of `touches` touches with `ones` successes, `times` times. */
void hl_made_touches(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                     int64_t touches, int64_t ones, int64_t times);
/* `times` units whose first event came so many hours after the touch. */
void hl_made_delay(hl_cells *cells, uint32_t arm, int32_t day, size_t metric, double hours,
                   int64_t times);
void hl_made_count(hl_cells *cells, uint32_t arm, int32_t day, hl_cells_counter counter,
                   int64_t count);

/* Two arms on a day: n0 units, x0 of them converted, and n1 and x1. */
hl_cells *hl_made_two_rates(const hl_design *design, int32_t day, int64_t n0, int64_t x0,
                            int64_t n1, int64_t x1);
/* Of one metric: units and conversions of two arms. */
typedef struct hl_made_rates {
    int64_t n[2], ones[2];
} hl_made_rates;

/* One metric after the other, all on the same units of two arms, on no day. */
hl_cells *hl_made_cells_of_rates(const hl_design *design, const hl_made_rates *metrics);
/* The first reason with the code; NULL when the verdict has none. */
const hl_finding *hl_made_reason(const hl_analysis *analysis, hl_finding_code code);
void hl_made_drop(hl_analysis *analysis, hl_cells *cells);

/* Runs and asserts success. */
hl_analysis *hl_made_run(const hl_design *design, const hl_cells *cells);

#endif
