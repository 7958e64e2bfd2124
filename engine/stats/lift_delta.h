/* Intervals of the lift of two means on the linear and the logarithmic scale. */
#ifndef HL_STATS_LIFT_DELTA_H
#define HL_STATS_LIFT_DELTA_H

#include "stats/fieller.h"

typedef struct hl_lift {
    double lift;
    double se;
    double df;
    double low, high;
    double p; /* of lift = 0 */
} hl_lift;

/* Delta method on the linear scale: t quantile with the df of the absolute Welch test. NaN when the
 * control mean is 0, a variance is 0 or an arm has fewer than 2 units. */
hl_lift hl_stats__lift_delta_t(const hl_mean_pair *means, double df_control, double df_treatment,
                               double conf);
/* Delta method on the logarithm; limits need both means on one side of 0. se is of the logarithm, p
 * is NaN. */
hl_lift hl_stats__lift_log_t(const hl_mean_pair *means, double df_control, double df_treatment,
                             double conf);

#endif
