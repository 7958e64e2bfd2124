/* With what chances hours of the week are chosen for the touches of a segment: one kernel for
 * whatever chooses. A share goes out as touches do now (holdout), a share evenly (explore), the
 * others by how often each hour is the best in draws from the posterior (Thompson 1933, Biometrika
 * 25, 285). The chance of every hour is known before it is drawn, so what is logged is exact.
 *
 *   status = hl_timing__chooser_new(model, seed, &chooser, err);
 *   status = hl_timing__chances(chooser, hl_timing__chooser_segment(chooser, "office", 6), kinds,
 *                               count, &chances, err);
 *   drawn = hl_timing__draw(chances, 0.05, 0.05, which, at); */
#ifndef HL_TIMING_CHANCES_H
#define HL_TIMING_CHANCES_H

#include "timing/model.h"

typedef struct hl_timing_chooser hl_timing_chooser;

/* Of so many hours; each of the two sums to 1. */
typedef struct hl_timing_chances {
    size_t count;
    const double *model; /* how often an hour has the best chance in draws from the posterior */
    const double *usual; /* as touches go out now, among these hours; even where none of them is */
} hl_timing_chances;

typedef struct hl_timing_drawn {
    hl_timing_policy policy;
    size_t index;      /* of the hours */
    double propensity; /* with which this hour is drawn, by whichever policy */
} hl_timing_drawn;

/* The model is borrowed. seed: of the draws from the posterior. */
HL_NODISCARD hl_status hl_timing__chooser_new(const hl_timing_model *model, uint64_t seed,
                                              hl_timing_chooser **out, hl_error *err);
/* NULL is allowed. */
void hl_timing__chooser_free(hl_timing_chooser *chooser);
/* The number of a segment; that of hl_timing__chooser_unseen when the model never saw it: such a
 * one is chosen for by what all have in common. */
size_t hl_timing__chooser_segment(const hl_timing_chooser *chooser, const char *name,
                                  size_t length);
size_t hl_timing__chooser_unseen(const hl_timing_chooser *chooser);
/* kinds (timing/basis.h): the hours that are allowed, count of them, at most HL_TIMING_SLOTS, each
 * once. They are worked out once for a segment and kinds; *out is the chooser's until it is freed.
 */
HL_NODISCARD hl_status hl_timing__chances(hl_timing_chooser *chooser, size_t segment,
                                          const size_t *kinds, size_t count,
                                          const hl_timing_chances **out, hl_error *err);
/* which, at: in [0, 1), from hashes that have nothing to do with each other. */
hl_timing_drawn hl_timing__draw(const hl_timing_chances *chances, double explore, double holdout,
                                double which, double at);

#endif
