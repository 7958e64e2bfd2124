/* A sample size under way: what its parts share. */
#ifndef HL_CALC_SIZE_PLAN_H
#define HL_CALC_SIZE_PLAN_H

#include <stdbool.h>

#include "hookline/size.h"
#include "stats/group_sequential.h"

typedef struct hl_size_plan {
    const hl_size_request *request;
    bool is_rate;
    double control_share;
    double ratio; /* users of one treatment / users of the control */
    double deff;
    double questions; /* primary metrics times arms other than the control */
    double critical;  /* |Z| at the end */
    double alpha;     /* two-sided level of the z test with that (or the equivalent) value */
    double t[HL_MOST_LOOKS], z[HL_MOST_LOOKS]; /* the looks, where there are some */
    size_t looks;
    double drift; /* mean of Z at the end, where there are looks */
} hl_size_plan;

/* Independent touches that so many control users are worth. */
double hl_calc__size_worth(const hl_size_plan *plan, double control_users);

/* ---- rates, read once at the level plan->alpha by the score test (and its like: planned looks) */

/* Control users (real) with the requested power; INFINITY when none have it. All three are
 * HL_FAILED only when out of memory. */
HL_NODISCARD hl_status hl_calc__rates_users(const hl_size_plan *plan, double difference,
                                            double *control_users, hl_error *err);
HL_NODISCARD hl_status hl_calc__rates_power(const hl_size_plan *plan, double control_users,
                                            double difference, double *power, hl_error *err);
/* The least difference upward or downward with the requested power; NaN when there is none. */
HL_NODISCARD hl_status hl_calc__rates_effect(const hl_size_plan *plan, double control_users,
                                             bool upper, double *difference, hl_error *err);

/* ---- means, read once at the level plan->alpha; as for rates */

HL_NODISCARD hl_status hl_calc__means_users(const hl_size_plan *plan, double difference,
                                            double *control_users, hl_error *err);
HL_NODISCARD hl_status hl_calc__means_power(const hl_size_plan *plan, double control_users,
                                            double difference, double *power, hl_error *err);
HL_NODISCARD hl_status hl_calc__means_effect(const hl_size_plan *plan, double control_users,
                                             bool upper, double *difference, hl_error *err);
/* Standard deviation of the treatment's values; NaN where the lift cannot come that way. */
double hl_calc__treatment_sd(const hl_size_plan *plan, double difference);
/* Squared coefficient of variation of the values that are not 0. */
double hl_calc__basket_spread(const hl_size_request *request);

/* ---- anytime: the sequence that the analysis would take of the same design */

/* Whether it is that of means alone; else it has the safe test, which asks for no |Z|. */
bool hl_calc__anytime_by_means(const hl_size_plan *plan);
/* |Z| of the sequence of means at the planned end. */
double hl_calc__anytime_critical(const hl_size_plan *plan);
/* Probability that the effect is shown by who looks at the planned end. */
double hl_calc__anytime_power(const hl_size_plan *plan, double control_users, double difference);
/* Control users (real) with the requested power; INFINITY when none have it. */
double hl_calc__anytime_users(const hl_size_plan *plan, double difference);
/* The least difference upward (direction 1) or downward (-1) with the requested power; NaN when
 * there is none. */
double hl_calc__anytime_effect(const hl_size_plan *plan, double control_users, double direction);
/* plan->looks boundaries for who looks every day (100 times when the traffic is not said). */
void hl_calc__anytime_looks(hl_size_plan *plan, double control_users);

#endif
