/* Who chooses the hour of each user's next touch. */
#ifndef BENCH_TIMING_POLICIES_H
#define BENCH_TIMING_POLICIES_H

#include "history.h"
#include "timing/fit.h"

typedef struct policy {
    const char *name;
    double explore;           /* share that goes out at any hour; what the others gain is counted */
    double spread, half_life; /* the model's: hl_timing__tally, hl_timing__fit */
    bool claims;              /* what it is told to claim is judged */
    void (*choose)(history *h, const struct policy *p, int *slot); /* of every user */
} policy;

extern const policy policies[];
extern const size_t policy_count;

void choose_hierarchical_greedy(history *h, const policy *p, int *slot);
void choose_model(history *h, const policy *p, int *slot);
hl_timing_curves *curves_now(history *h, double half_life);

#endif
