/* What the send-time model must keep, held against the figures of a run. */
#ifndef BENCH_TIMING_GATES_H
#define BENCH_TIMING_GATES_H

#include "claims.h"

enum { SEEDS_MOST = 1024 };

/* Of a policy in a world. */
typedef struct figures {
    const char *world, *policy;
    int seeds, rounds, users;
    const double *last; /* seeds: share of the user oracle's gain in the last round, percent */
    bool is_null;       /* no hour is better in this world */
    bool drifts;
    bool narrow;
    claims claimed; /* none made: made is 0 */
} figures;

/* Prints every gate with its figure; how many do not hold. Those of which a policy was not played
 * are left out. */
int gates_judge(const figures *list, size_t count);

#endif
