/* Conjugate normal model: precision = 1/se^2 + 1/v0, mean = (est/se^2 + m0/v0) / precision.
 * Expected losses: sd (phi(z) - z Q(z)) with z = mean / sd and its mirror, taken through Mills'
 * ratio so that they keep their accuracy far in the tail. */
#include "stats/normal_posterior.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

#include "stats/normal_tail.h"

/* phi(z) - z Q(z) */
static double unit_loss(double z)
{
    double density = exp(-z * z / 2) / sqrt(2 * M_PI);
    if (z <= 0)
        return density - z * hl_stats__normal_upper(z);
    return density > 0 ? density * (1 - z / gsl_sf_hazard(z)) : 0;
}

hl_normal_posterior hl_stats__normal_posterior(double estimate, double error, bool proper,
                                               double m0, double v0, double conf)
{
    double mean = estimate, sd = error;
    if (proper) {
        double share = v0 / (v0 + error * error); /* the weight of the data */
        mean = estimate * share + m0 * (error * error / (v0 + error * error));
        sd = error * sqrt(share);
    }
    double half = hl_stats__z_critical(conf) * sd, z = mean / sd;
    return (hl_normal_posterior){
        .mean = mean,
        .sd = sd,
        .p_better = hl_stats__normal_upper(-z),
        .low = mean - half,
        .high = mean + half,
        .loss_t = sd * unit_loss(z),
        .loss_c = sd * unit_loss(-z),
    };
}
