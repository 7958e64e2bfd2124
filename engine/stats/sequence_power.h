/* Power of the always-valid sequence that a design takes, for one look. */
#ifndef HL_STATS_SEQUENCE_POWER_H
#define HL_STATS_SEQUENCE_POWER_H

#include "stats/sequence_plan.h"

typedef struct hl_power_arm {
    double units;
    double level;    /* true mean, or share of ones */
    double variance; /* of the arm's estimate of it */
} hl_power_arm;

typedef struct hl_sequence_question {
    hl_sequence_design design;
    bool shares; /* the levels are shares of ones */
    hl_power_arm control, treatment;
    double alpha; /* level of this one question among several */
} hl_sequence_question;

/* The probability that the look shows the difference on its own side. */
double hl_stats__sequence_power(const hl_sequence_question *question);

#endif
