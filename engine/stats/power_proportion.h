/* Sample size and power of a comparison of two proportions by the z test. */
#ifndef HL_STATS_POWER_PROPORTION_H
#define HL_STATS_POWER_PROPORTION_H

/* p0, p1 rates of control and treatment; alpha two-sided; ratio = n treatment / n control. */
typedef struct hl_rates_plan {
    double p0, p1, alpha, ratio;
} hl_rates_plan;

/* Control units (real, not rounded) for this power, one tail counted; INFINITY when p0 = p1. */
double hl_stats__n_prop_pooled(const hl_rates_plan *plan, double power);
double hl_stats__n_prop_unpooled(const hl_rates_plan *plan, double power);
double hl_stats__n_prop_arcsine(const hl_rates_plan *plan, double power);

typedef struct hl_power {
    double one_tail; /* probability of rejecting towards the true side */
    double two_tail; /* and towards the other */
} hl_power;

hl_power hl_stats__power_prop_pooled(const hl_rates_plan *plan, double n_control);
/* The treatment rate nearest to p0 on the upper (or lower) side that n_control units detect with
 * this power; NaN when none in (0,1) is. plan->p1 is not read. */
double hl_stats__mde_prop(const hl_rates_plan *plan, double n_control, double power, int upper);

#endif
