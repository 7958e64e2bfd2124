/* What the evidence says of every arm: the rows that a verdict is made of. */
#ifndef HL_ANALYSIS_VERDICT_ARMS_H
#define HL_ANALYSIS_VERDICT_ARMS_H

#include "analysis/reasons.h"

/* What an arm's primary metrics and guardrails say. */
typedef struct hl_standing {
    size_t better, worse;     /* primary metrics */
    size_t withheld;          /* ... that cannot be judged yet */
    size_t primaries, small;  /* ... all, and those on which less than `worth` is shown */
    size_t closed;            /* ... of which nothing is to come */
    size_t unseen;            /* ... of which nothing has been seen */
    size_t broken, undecided; /* guardrails */
    size_t apart; /* primary metrics, and guardrails that would be broken, of which other people
                     are counted than in the control */
    const hl_comparison *leading; /* of the first primary metric on which it is better */
    size_t leading_metric;
    size_t first_worse, first_undecided; /* metrics; SIZE_MAX when there is none */
    hl_arm_decision says;                /* the first that holds, whether or not the sample ended */
} hl_standing;

/* By arm of the design, that of the control empty. */
hl_standing *hl_analysis__standings(hl_context *context);

/* Which of the arms that are fit to ship is to (fit_arms.c); SIZE_MAX: none is fit. */
size_t hl_analysis__arm_to_ship(hl_context *context, const hl_standing *arms);
/* How it stands to the others, which may be shipped beside those to stop, which are better and yet
 * not to ship, and of which the gain is not shown to be worth it. */
void hl_analysis__say_fit_arms(hl_context *context, const hl_standing *arms,
                               const hl_verdict *verdict);

#endif
