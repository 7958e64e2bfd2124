/* What the send-time model must keep, held against the figures of a run. */
#ifndef BENCH_TIMING_GATES_H
#define BENCH_TIMING_GATES_H

#include "claims.h"

/* Of a policy in a world. */
typedef struct figures {
    const char *world, *policy;
    double last;  /* share of the user oracle's gain in the last round, percent */
    double error; /* its standard error over seeds */
    bool is_null; /* no hour is better in this world */
    bool drifts;
    bool narrow;
    claims claimed; /* none made: made is 0 */
} figures;

/* Prints every gate with its figure; how many do not hold. Those of which a policy was not played
 * are left out. */
int gates_judge(const figures *list, size_t count);

#endif
