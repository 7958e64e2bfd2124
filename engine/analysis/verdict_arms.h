/* What the evidence says of every arm: the rows that a verdict is made of. */
#ifndef HL_ANALYSIS_VERDICT_ARMS_H
#define HL_ANALYSIS_VERDICT_ARMS_H

#include "analysis/reasons.h"

/* What an arm's primary metrics and guardrails say. */
typedef struct hl_standing {
    size_t better, worse;         /* primary metrics */
    size_t withheld;              /* ... that cannot be judged yet */
    size_t primaries, small;      /* ... all, and those on which less than `worth` is shown */
    size_t closed;                /* ... of which nothing is to come */
    size_t unseen;                /* ... of which nothing has been seen */
    size_t broken, undecided;     /* guardrails */
    const hl_comparison *leading; /* of the first primary metric on which it is better */
    size_t leading_metric;
    size_t first_worse, first_undecided; /* metrics; SIZE_MAX when there is none */
    hl_arm_decision says;                /* the first that holds, whether or not the sample ended */
} hl_standing;

/* By arm of the design, that of the control empty. */
hl_standing *hl_analysis__standings(hl_context *context);

#endif
