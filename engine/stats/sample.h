/* What a test of means needs to know of one arm. */
#ifndef HL_STATS_SAMPLE_H
#define HL_STATS_SAMPLE_H

typedef struct hl_sample {
    double n;        /* units */
    double mean;     /* of the unit values */
    double variance; /* sample variance, divisor n - 1 */
} hl_sample;

#endif
