/* Always-valid inference on an estimate with a known standard error, normal mixture. */
#ifndef HL_STATS_SEQUENCE_MIXTURE_H
#define HL_STATS_SEQUENCE_MIXTURE_H

#include <stddef.h>

typedef struct hl_sequence {
    double low, high;
    double p;
    double log_lambda; /* log of the mixture likelihood ratio at 0 (the e-value) */
} hl_sequence;

/* n rho^2 at the n at which the two-sided interval is narrowest (nearly). */
double hl_stats__sequence_growth(double alpha);
/* Standard errors that the two-sided interval takes to a side at this growth, level alpha. */
double hl_stats__sequence_critical(double alpha, double growth);
/* The mixture's tuning: tightest near `nstar` units. sides 1 or 2. */
double hl_stats__sequence_rho(double alpha, double nstar, int sides);
/* n units in all at this look. Valid at every look at once, for fixed rho. */
hl_sequence hl_stats__gavi(double estimate, double se, double n, double alpha, double rho);
/* One-sided: effect > 0; high is INFINITY. */
hl_sequence hl_stats__gavi_greater(double estimate, double se, double n, double alpha, double rho);
/* Mixture N(0, tau2) on the effect itself. */
hl_sequence hl_stats__msprt(double estimate, double se, double tau2, double alpha);

#endif
