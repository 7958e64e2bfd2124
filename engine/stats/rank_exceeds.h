/* Whether a random value of one sample is larger than a multiple of a random one of another. */
#ifndef HL_STATS_RANK_EXCEEDS_H
#define HL_STATS_RANK_EXCEEDS_H

#include <stddef.h>

/* Values >= 0, rising, and how often each was seen. */
typedef struct hl_ranked {
    const double *values, *times;
    size_t count;
} hl_ranked;

typedef struct hl_exceeds {
    double share; /* of pairs in which the one is larger than `factor` of the other; ties half */
    double z;     /* of that share against a half: how sure it is more than half of all pairs */
} hl_exceeds;

/* NaN for an empty sample. */
hl_exceeds hl_stats__rank_exceeds(const hl_ranked *larger, const hl_ranked *other, double factor);

#endif
