/* Two proportions fitted under a hypothesis on their difference or ratio: the moments that the
 * score statistics are made of. */
#ifndef HL_STATS_RESTRICTED_H
#define HL_STATS_RESTRICTED_H

#include "stats/two_rates.h"

typedef struct hl_score_moments {
    double score;              /* observed minus hypothesised contrast */
    double variance;           /* of it under the hypothesis, without N/(N-1) */
    double third;              /* its third central moment */
    double control, treatment; /* the fitted rates */
} hl_score_moments;

/* Hypothesis pt = pc + d, d in [-1, 1]; contrast pt^ - pc^ - d. No arm is empty. */
hl_score_moments hl_stats__moments_difference(const hl_two_rates *rates, double d);
/* Hypothesis pt = r pc, r > 0 finite; contrast pt^ - r pc^. No arm is empty, some success. */
hl_score_moments hl_stats__moments_ratio(const hl_two_rates *rates, double r);

/* Log likelihood of both arms at the best pair of rates with pt = pc + d; -INFINITY where the data
 * cannot come about. */
double hl_stats__restricted_log_likelihood(const hl_two_rates *rates, double d);

#endif
