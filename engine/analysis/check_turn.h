/* Whether what nobody knows could turn what is said of a metric. */
#ifndef HL_ANALYSIS_CHECK_TURN_H
#define HL_ANALYSIS_CHECK_TURN_H

#include "analysis/context.h"

/* How far an arm's estimate may be off, upwards and downwards. */
typedef struct hl_reach {
    double up, down;
} hl_reach;

/* By arm, were the values of lost[arm] units beside the known ones large or small. moments: of the
 * units that are known, by arm. NULL after setting failed. */
hl_reach *hl_analysis__reach_of_lost(hl_context *context, size_t metric, const double *lost,
                                     const hl_moments *moments);
/* By arm, were these events those of known units, who then have more than it seems. */
hl_reach *hl_analysis__reach_of_events(hl_context *context, size_t metric,
                                       const hl_unplaced *events, const hl_moments *moments);
/* Which conclusions are asked: all; of primary metrics those that an arm is better or worse; these,
 * and that a gain is excluded, a guardrail is broken, or is held by an arm that is better. */
typedef enum hl_turns { HL_TURNS_ANY, HL_TURNS_SHOWN, HL_TURNS_SAID } hl_turns;

/* The first arm of which a conclusion on the metric (primary: better, worse or not shown;
 * guardrail: held, broken or neither) could be another one, were the estimates off by as much in
 * opposite directions; SIZE_MAX: none. */
size_t hl_analysis__turned_arm(hl_context *context, size_t metric, const hl_reach *reaches,
                               hl_turns which);

#endif
