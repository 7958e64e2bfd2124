/* Sample size and power of two means that are mostly zeros, compared by the two-part score that
 * reports read (two_part.h).
 *
 *   hl_baskets baskets;
 *   if (hl_stats__baskets(1.7, &baskets, err) != HL_OK)
 *       return HL_FAILED;
 *   double power = hl_stats__power_two_part(&plan, &baskets, 4000);
 *   hl_stats__baskets_free(&baskets);
 */
#ifndef HL_STATS_POWER_TWO_PART_H
#define HL_STATS_POWER_TWO_PART_H

#include "hookline/error.h"

typedef struct hl_two_part_plan {
    double share;        /* of the control's units that buy, in (0, 1] */
    double more, larger; /* the treatment's share and baskets, as multiples of the control's */
    double alpha;        /* two-sided */
    double ratio;        /* n treatment / n control */
} hl_two_part_plan;

/* Baskets of mean 1, lognormal, and what sums of several come to: made once, to be drawn from. */
typedef struct hl_baskets {
    struct hl_basket_sums *sums;
} hl_baskets;

/* spread: squared coefficient of variation, >= 0. HL_FAILED only when out of memory. */
HL_NODISCARD hl_status hl_stats__baskets(double spread, hl_baskets *out, hl_error *err);
void hl_stats__baskets_free(hl_baskets *baskets);

/* The share of played experiments that show the effect on its own side, and have enough buyers to
 * be answered. Always the same for the same plan; its standard error is at most 0.5 points. */
double hl_stats__power_two_part(const hl_two_part_plan *plan, const hl_baskets *baskets,
                                double n_control);
/* Control units (whole) with this power, looked for around `near`; INFINITY when none up to 1e15
 * has it. */
double hl_stats__n_two_part(const hl_two_part_plan *plan, const hl_baskets *baskets, double power,
                            double near);

#endif
