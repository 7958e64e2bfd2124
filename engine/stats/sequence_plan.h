/* The one choice of an always-valid sequence and of its tuning: made from the design alone, by the
 * analysis and by the planning alike. */
#ifndef HL_STATS_SEQUENCE_PLAN_H
#define HL_STATS_SEQUENCE_PLAN_H

#include <stdbool.h>

#include "stats/safe_rates.h"

/* What a design says of one comparison. */
typedef struct hl_sequence_design {
    bool is_rate;    /* 0 or 1 a unit, each unit one outcome */
    bool adjusted;   /* covariates are to be used */
    double share;    /* planned share of the treatment among both arms; NaN: not known */
    double expected; /* expected rate; NaN: not said */
    double units;    /* planned in both arms together; not above 0: not said */
    double alpha;    /* two-sided, in (0,1) */
} hl_sequence_design;

typedef struct hl_sequence_plan {
    double exact; /* part of the evidence that the safe test has (safe_rates.h); the rest is that of
                     the sequence of means (sequence_mean.h); in [0,1] */
    bool between; /* neither ones nor zeros are expected to be rare: the means answer for all */
    hl_safe_prior prior; /* of the safe test */
    double nstar;        /* units of both arms at which the sequence of means is tightest */
    double alpha;        /* ... at this level; at any other the same mixture is taken */
} hl_sequence_plan;

hl_sequence_plan hl_stats__sequence_plan(const hl_sequence_design *design);
/* The nstar at level alpha of the same mixture: a mixture that moved with the level would be
 * another sequence at every look, and intervals of two levels would not lie in each other. */
double hl_stats__sequence_nstar(const hl_sequence_plan *plan, double alpha);

#endif
