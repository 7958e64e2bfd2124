/* Two independent beta variables compared, by quadrature. */
#ifndef HL_STATS_BETA_PAIR_H
#define HL_STATS_BETA_PAIR_H

#include "stats/beta.h"

typedef struct hl_beta_gain {
    double exceeds; /* P(t > c) */
    double gain;    /* E max(t - c, 0) */
} hl_beta_gain;

/* *up of t over c, *down of c over t: to a relative accuracy of about 1e-11 down to 1e-300. */
void hl_stats__beta_gains(const hl_beta *c, const hl_beta *t, hl_beta_gain *up, hl_beta_gain *down);
/* P(t - c > d), -1 < d < 1, and P(t > r c), r > 0: absolute accuracy about 1e-13. */
double hl_stats__beta_exceeds_by(const hl_beta *c, const hl_beta *t, double d);
double hl_stats__beta_exceeds_times(const hl_beta *c, const hl_beta *t, double r);

#endif
