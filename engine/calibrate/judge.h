/* From the outcomes of all runs to shapes, rates and a verdict. */
#ifndef HL_CALIBRATE_JUDGE_H
#define HL_CALIBRATE_JUDGE_H

#include "calibrate/runs.h"

/* Fills in lines, any, srm and hashes of the calibration. */
HL_NODISCARD hl_status hl_calibrate__figures(const hl_calibrate_runs *runs, hl_arena *arena,
                                             hl_calibration *out, hl_error *err);
/* Sets the cause of every line that has failed, from the units' values. */
HL_NODISCARD hl_status hl_calibrate__diagnose(const hl_unit_values *values, hl_calibration *out,
                                              hl_error *err);
/* Sets the states of everything, at a level that all tests share. */
void hl_calibrate__judge(hl_calibration *out);
/* The largest error rate that so many runs show less than 19 times in 20, where alpha is promised
 * and a rate fails at this level. */
double hl_calibrate__missed(size_t runs, double alpha, double level);
/* The round number of runs that misses at most twice alpha. */
size_t hl_calibrate__runs_needed(double alpha, double level);
/* Sets missed, enough_runs and runs_needed; after the level is known. */
void hl_calibrate__say_missed(hl_calibration *out);

#endif
